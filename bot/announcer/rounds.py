"""Look at the outbox again and again, and send out what is due, to all places at once and one message a place."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.announcer import timing
from bot.announcer.courier import Courier
from bot.announcer.editor import Draft
from bot.delivery import Target
from bot.errors import DatabaseError
from bot.store import outbox
from bot.store.database import Database
from bot.store.outbox import Item
from config.settings import Wishes

log = structlog.get_logger(__name__)


class Rounds:
    """The work of announcing over time; `prepare` is done before each look.

    `drafts` gives what says how messages read at the time of one look.
    """

    def __init__(
        self,
        database: Database,
        targets: Callable[[], Mapping[Target, Wishes]],
        courier: Courier,
        prepare: Callable[[], Awaitable[None]],
        drafts: Callable[[], Callable[[Item, Wishes], Draft | None]],
        *,
        now: Callable[[], datetime],
        pauses: Sequence[timedelta],
    ) -> None:
        self._database = database
        self._targets = targets
        self._courier = courier
        self._prepare = prepare
        self._drafts = drafts
        self._now = now
        self._pauses = pauses
        self._reached: dict[Target, datetime] = {}
        self._look = asyncio.Event()
        self._work: dict[Target, asyncio.Task[None]] = {}
        self._items: dict[Target, int] = {}
        self._behind: set[Target] = set()

    def reached(self, target: Target) -> None:
        """Try again at once what could not be said there."""
        self._reached[target] = self._now()
        self.wake()

    def wake(self) -> None:
        """Look again at once."""
        self._look.set()

    async def run(self) -> None:
        """Go round until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                self._look.clear()
                try:
                    await self._prepare()
                    due, draft = await self._due(), self._drafts()
                    for target, (item, wishes) in due.items():
                        self._items[target] = item.id
                        self._work[target] = tasks.create_task(self._carry(item, target, partial(draft, item, wishes)))
                except DatabaseError as error:
                    log.warning("announcements wait for the database", why=str(error))
                # not wait_for: before Python 3.12 it swallows a cancellation that comes together with the event
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._pauses[0].total_seconds()):
                        await self._look.wait()

    async def finish(self, limit: float) -> None:
        """Begin nothing more, and wait for what is on its way, but not for longer than `limit` seconds."""
        self._courier.end()
        if self._work:
            await asyncio.wait(self._work.values(), timeout=limit)

    async def _due(self) -> dict[Target, tuple[Item, Wishes]]:
        """Return what to say where now, having given up what is too old or not wanted any more."""
        targets, now = self._targets(), self._now()
        found: dict[Target, tuple[Item, Wishes]] = {}
        self._behind.clear()
        for item in outbox.unfinished(self._database.reader):
            target = Target(item.network, item.target, item.way)
            wishes = targets.get(target)
            if target in self._work or target in found:
                if item.id != self._items.get(target):
                    self._behind.add(target)
                continue
            if timing.expired(item, wishes, now):
                await self._courier.give_up(item, f"expired: {item.reason or 'there was no way to say it'}")
            elif wishes and timing.unwanted(item, wishes):
                await self._courier.give_up(item, "not wanted there any more", tell=False)
            elif wishes and self._may(item, target, wishes, now):
                found[target] = (item, wishes)
        return found

    def _may(self, item: Item, target: Target, wishes: Wishes, now: datetime) -> bool:
        awake = item.ordered or not timing.quiet(wishes, now)
        due = timing.due(item, self._pauses, self._reached.get(target))
        return awake and now >= due and self._courier.ready(target)

    async def _carry(self, item: Item, target: Target, draft: Callable[[], Draft | None]) -> None:
        try:
            done = await self._courier.carry(item, target, draft())
            if not done or target in self._behind:
                self.wake()
        except DatabaseError as error:
            log.warning("announcements wait for the database", network=target.network, why=str(error))
        except Exception:
            # one announcement that cannot be said must not be the end of all the others
            log.exception("an announcement failed", network=target.network, target=item.whom)
        finally:
            del self._work[target]
