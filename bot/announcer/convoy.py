"""Lines on their way to one network: those that say the same travel together, and never too many at once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.delivery import Target, WayOut
from bot.irc.message import Outcome

AT_ONCE = 50
"""Lines, counted for each place, that may be under way: so many are in doubt at most if the bot is killed then."""


@dataclass(frozen=True, slots=True, eq=False)
class Parcel:
    """One line of a message, for one place; `departed` gets what will be known of it, None if it must not go now."""

    item_id: int
    target: Target
    text: str
    notice: bool
    departed: asyncio.Future[Awaitable[Outcome] | None]


class Convoy:
    """Carries lines by one way to one network.

    `note(item_id)` notes that a line is on its way, and says whether it still may be.
    """

    def __init__(self, way: WayOut, ready: Callable[[Target], bool], note: Callable[[int], Awaitable[bool]]) -> None:
        self._way, self._ready, self._note = way, ready, note
        self._waiting: list[Parcel] = []
        self._gate = asyncio.Lock()
        self.places = asyncio.Semaphore(AT_ONCE)
        """To be held from before a line is said until what became of it is noted."""

    async def say(self, item_id: int, target: Target, text: str, *, notice: bool) -> Outcome | None:
        """Say one line; None if it cannot be said now, or must not be any more.

        It is noted as on its way only when it really is: what still waited in a queue when the bot was killed would
        be in doubt without need, and be lost if that happened twice.
        """
        parcel = Parcel(item_id, target, text, notice, asyncio.get_running_loop().create_future())
        self._waiting.append(parcel)
        leaving: list[Parcel] = []
        async with self._gate:
            if parcel in self._waiting:
                await self._way.turn(target)
                leaving = self._leaving(parcel)
        if leaving:
            await self._depart(leaving)
        departed = await parcel.departed
        return await departed if departed else None

    def _leaving(self, first: Parcel) -> list[Parcel]:
        """Return the first, whose turn it is, and all that travel with it; none if it cannot go now."""
        if not self._ready(first.target):
            self._waiting.remove(first)
            first.departed.set_result(None)
            return []
        alike = [each for each in self._waiting if (each.text, each.notice) == (first.text, first.notice)]
        here = [each.target for each in alike if self._ready(each.target)]
        targets = self._way.together(here, first.text, notice=first.notice)
        leaving = [each for each in alike if each.target in targets]
        self._waiting = [each for each in self._waiting if each not in leaving]
        return leaving

    async def _depart(self, parcels: Sequence[Parcel]) -> None:
        try:
            allowed = await asyncio.gather(*(self._note(parcel.item_id) for parcel in parcels))
            going = [parcel for parcel, may in zip(parcels, allowed, strict=True) if may]
            targets = [parcel.target for parcel in going]
            outcomes = self._way.deliver(targets, parcels[0].text, notice=parcels[0].notice) if going else ()
            for parcel, outcome in zip(going, outcomes, strict=True):
                parcel.departed.set_result(outcome)
        except Exception as error:
            for parcel in parcels:
                parcel.departed.set_exception(error)
        for parcel in parcels:
            if not parcel.departed.done():
                parcel.departed.set_result(None)
