"""When a message is said: after which pauses, not in quiet hours, and until when."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.store.outbox import Item
from config.settings import ChannelSettings, Wishes
from config.values import hours

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (15, 60, 300, 900, 1800))
"""How long to wait after each attempt that failed; the last one holds for all further attempts."""


def expired(item: Item, wishes: Wishes | None, now: datetime) -> bool:
    """Tell whether a message was tried for long enough; `wishes` are None where nothing is said any more."""
    return now >= item.created + (wishes or ChannelSettings()).expires


def unwanted(item: Item, wishes: Wishes) -> bool:
    """Tell whether the place has been set not to want such messages since; what was begun or ordered is said."""
    wanted = {"report": wishes.announce, "deadline": wishes.deadlines}.get(item.kind, True)
    return not (wanted or item.ordered or item.said or item.doubts)


def due(item: Item, pauses: Sequence[timedelta], reached: datetime | None) -> datetime:
    """Return when to try next: after a pause, but at once if its place was `reached` since."""
    if item.attempts == 0 or (reached and reached > item.changed):
        return item.changed
    return item.changed + pauses[min(item.attempts, len(pauses)) - 1]


def quiet(wishes: Wishes, now: datetime) -> bool:
    """Tell whether it is one of the quiet hours of a channel, by the clock on the wall there."""
    if not (isinstance(wishes, ChannelSettings) and (between := hours(wishes.quiet))):
        return False
    start, end = between
    wall = now.astimezone(ZoneInfo(wishes.timezone)).time()
    return start <= wall < end if start < end else not end <= wall < start
