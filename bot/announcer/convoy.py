"""Lines on their way to one network: those that say the same travel together, and never too many at once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.delivery import Target, WayOut
from bot.irc.message import Outcome

AT_ONCE = 200
"""Lines, counted for each place, that may be under way: so many are in doubt at most if the bot is killed then.

Even a server that takes only three lines a second has answered for so many before they count as lost.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Parcel:
    """One line of a message, for one place; `departed` gets what will be known of it, None if it must not go now."""

    item_id: int
    target: Target
    text: str
    notice: bool
    departed: asyncio.Future[Awaitable[Outcome] | None]


class Places:
    """So many may be inside at once; when it was full it opens again when half of them have left.

    Where one came in for each that leaves, all would soon go one by one, each with a transaction and a PING of its own.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._inside = 0
        self._open = asyncio.Event()
        self._open.set()

    async def __aenter__(self) -> None:
        while not self._open.is_set():
            await self._open.wait()
        self._inside += 1
        if self._inside >= self._most:
            self._open.clear()

    async def __aexit__(self, *_: object) -> None:
        self._inside -= 1
        if self._inside <= self._most // 2:
            self._open.set()


class Convoy:
    """Carries lines by one way to one network.

    `note(item_ids)` notes in one transaction that their next lines are on their way, and says of each whether it still
    may be.
    """

    def __init__(
        self, way: WayOut, ready: Callable[[Target], bool], note: Callable[[Sequence[int]], Awaitable[list[bool]]]
    ) -> None:
        self._way, self._ready, self._note = way, ready, note
        self._waiting: list[Parcel] = []
        self._gate = asyncio.Lock()
        self._places = Places(AT_ONCE)

    async def say(self, item_id: int, target: Target, text: str, *, notice: bool) -> Outcome | None:
        """Say one line; None if it cannot be said now, or must not be any more.

        It is noted as on its way only when it really is: what still waited in a queue when the bot was killed would
        be in doubt without need, and be lost if that happened twice.
        """
        async with self._places:
            return await self._carry(Parcel(item_id, target, text, notice, asyncio.get_running_loop().create_future()))

    async def _carry(self, parcel: Parcel) -> Outcome | None:
        lines: list[list[Parcel]] = []
        self._waiting.append(parcel)
        try:
            async with self._gate:
                if parcel in self._waiting:
                    if self._ready(parcel.target):
                        await self._way.turn(parcel.target)
                    lines = self._leaving(parcel)
        finally:
            if parcel in self._waiting:  # something failed, and nobody is left to note what becomes of it
                self._waiting.remove(parcel)
        if lines:
            await self._depart(lines)
        departed = await parcel.departed
        return await departed if departed else None

    def _leaving(self, first: Parcel) -> list[list[Parcel]]:
        """Return the line of the parcel whose turn it is, and further ones that need not wait for theirs."""
        if not self._ready(first.target):
            self._waiting.remove(first)
            first.departed.set_result(None)
            return []
        ready = [each for each in self._waiting if self._ready(each.target)]
        lines = [self._line(first, ready)]
        while ready and self._way.another_turn(ready[0].target):
            lines.append(self._line(ready[0], ready))
        gone = {parcel for line in lines for parcel in line}
        self._waiting = [each for each in self._waiting if each not in gone]
        return lines

    def _line(self, first: Parcel, ready: list[Parcel]) -> list[Parcel]:
        """Return a parcel and all that travel with it, which are taken out of those that are ready."""
        same = [each for each in ready if (each.text, each.notice) == (first.text, first.notice)]
        targets = set(self._way.together([each.target for each in same], first.text, notice=first.notice))
        line = [each for each in same if each.target in targets]
        for parcel in line:
            ready.remove(parcel)
        return line

    async def _depart(self, lines: Sequence[Sequence[Parcel]]) -> None:
        """Note all as on their way, in one transaction, and send them."""
        parcels = [parcel for line in lines for parcel in line]
        try:
            allowed = await self._note([parcel.item_id for parcel in parcels])
        except Exception as error:
            for parcel in parcels:
                parcel.departed.set_exception(error)
            return
        for parcel, may in zip(parcels, allowed, strict=True):
            if not may:
                parcel.departed.set_result(None)
        for line in lines:
            self._send([parcel for parcel in line if not parcel.departed.done()])

    def _send(self, line: Sequence[Parcel]) -> None:
        if not line:
            return
        try:
            outcomes = self._way.deliver([each.target for each in line], line[0].text, notice=line[0].notice)
        except Exception as error:
            for parcel in line:
                parcel.departed.set_exception(error)
        else:
            for parcel, outcome in zip(line, outcomes, strict=True):
                parcel.departed.set_result(outcome)
