"""The channels that the bot should be in: which it is in, which to try again and when."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.irc.wire import LINE_LIMIT

LONGEST_PAUSE = 900.0
UNANSWERED = 60.0  # seconds after which a JOIN without any reply counts as not sent
STAYED = 300.0  # seconds in a channel after which earlier refusals are forgotten


@dataclass(slots=True)
class Room:
    """One channel that is wanted; `due` is when to JOIN next, `why` says what keeps the bot out."""

    name: str
    key: str = ""
    joined: bool = False
    due: float = 0.0
    since: float = 0.0
    failures: int = 0
    why: str = ""


class Rooms:
    """The wanted channels by their folded name; pure, times come in as seconds of one clock.

    After `pause` seconds a channel is tried again, which doubles with every refusal.
    """

    def __init__(self, names: Iterable[str], pause: float = 10.0, fold: Callable[[str], str] = str.lower) -> None:
        self._fold = fold
        self._pause = pause
        self._rooms = {fold(name): Room(name) for name in names}

    def start(self, fold: Callable[[str], str]) -> None:
        """Begin a new connection: in no channel, all due, names folded as this server does."""
        self._fold = fold
        self._rooms = {fold(room.name): Room(room.name, room.key) for room in self._rooms.values()}

    def want(self, name: str, key: str = "") -> None:
        """Add a channel, or another key to one; it is due at once, however often it was refused."""
        room = self._rooms.setdefault(self._fold(name), Room(name))
        room.key = key
        if not room.joined:
            room.due, room.failures = 0.0, 0

    def forget(self, name: str) -> None:
        """Drop a channel: it is not joined again."""
        self._rooms.pop(self._fold(name), None)

    def get(self, name: str) -> Room | None:
        """Return a wanted channel."""
        return self._rooms.get(self._fold(name))

    @property
    def joined(self) -> frozenset[str]:
        """Return the folded names of the channels that the bot is in."""
        return frozenset(folded for folded, room in self._rooms.items() if room.joined)

    @property
    def outside(self) -> dict[str, str]:
        """Return why the bot is not in the other ones, by their names; an empty reason is no answer yet."""
        return {room.name: room.why for room in self._rooms.values() if not room.joined}

    def entered(self, name: str, now: float) -> bool:
        """Note that the bot is in a channel; return whether it belongs there."""
        room = self.get(name)
        if room is None:
            return False
        room.joined, room.since, room.why = True, now, ""
        return True

    def lost(self, name: str, why: str, now: float, *, wait: float = 0.0) -> Room | None:
        """Note that the bot was refused or thrown out; returns the room, whose next try comes later each time.

        It comes no earlier than in `wait` seconds.
        """
        room = self.get(name)
        if room is None:
            return None
        if room.joined and now - room.since >= STAYED:
            room.failures = 0
        room.due = now + max(wait, min(LONGEST_PAUSE, self._pause * 2.0 ** min(room.failures, 16)))
        room.joined, room.why = False, why
        room.failures += 1
        return room

    def take_due(self, now: float) -> list[Room]:
        """Return the channels to JOIN now; without a reply they are due again after a minute."""
        due = [room for room in self._rooms.values() if not room.joined and room.due <= now]
        for room in due:
            room.due = now + UNANSWERED
        return due

    def pause(self, now: float) -> float | None:
        """Return the seconds until a channel is due, None if none ever is."""
        times = [room.due for room in self._rooms.values() if not room.joined]
        return max(min(times) - now, 0.0) if times else None


def join_lines(rooms: Iterable[Room], most: int) -> list[str]:
    """Return as few JOIN lines as hold all rooms, at most so many in one; those with a key come first in each."""
    lines: list[str] = []
    batch: list[Room] = []
    for room in rooms:
        if batch and (len(batch) >= most or len(_join([*batch, room]).encode()) > LINE_LIMIT - 2):
            lines.append(_join(batch))
            batch = []
        batch.append(room)
    return [*lines, _join(batch)] if batch else lines


def _join(rooms: list[Room]) -> str:
    ordered = sorted(rooms, key=lambda room: not room.key)
    keys = ",".join(room.key for room in ordered if room.key)
    return f"JOIN {','.join(room.name for room in ordered)} {keys}".rstrip()
