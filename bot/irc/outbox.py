"""Everything that the bot sends, in the order of its urgency and no faster than the server likes."""

import asyncio
import heapq
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from bot.irc.transport import Write

LINE_BYTES = 512


class Priority(IntEnum):
    """What goes first when there is more to send than may be sent."""

    PROTOCOL = 0
    PAID = 1
    REPLY = 2
    ANNOUNCEMENT = 3
    HOUSEKEEPING = 4


_AT_ONCE = frozenset({Priority.PROTOCOL, Priority.REPLY})
"""What need not wait to be queued and fetched; what is paid for comes in crowds, which leave together."""


class TokenBucket:
    """A limit in the long run that lets a burst through; pure: times come in, in seconds."""

    def __init__(self, burst: float, rate: float, now: float) -> None:
        self._burst = burst
        self._rate = rate
        self._tokens = burst
        self._then = now

    def wait(self, cost: float, now: float) -> float:
        """Return how many seconds from now `cost` tokens are there."""
        self._tokens = min(self._burst, self._tokens + max(now - self._then, 0.0) * self._rate)
        self._then = max(now, self._then)
        return max(min(cost, self._burst) - self._tokens, 0.0) / self._rate

    def take(self, cost: float) -> None:
        """Use tokens up; what was sent without waiting is owed."""
        self._tokens -= cost


@dataclass(order=True, slots=True)
class _Item:
    priority: Priority
    number: int
    lines: Sequence[str] = field(compare=False)
    sent: Callable[[], None] | None = field(compare=False)

    @property
    def cost(self) -> int:
        """Return the lines to count: one for a turn, in which a line follows that is paid for."""
        return 0 if self.priority is Priority.PAID else max(len(self.lines), 1)

    @property
    def size(self) -> int:
        """Return the bytes as sent."""
        return sum(len(line.encode()) + 2 for line in self.lines)


class Outbox:
    """A queue by priority, emptied by `run` through `write` within the limits in lines and bytes.

    Protocol lines (PONG) do not wait for the limit but count; what is paid for by a turn does neither. One line of
    every burst is kept back for replies, so that a person never waits behind announcements for more than one line's
    time.
    """

    def __init__(self, write: Write, *, burst: int, rate: float, clock: Callable[[], float]) -> None:
        self._write = write
        self._clock = clock
        self.limits(burst, rate)
        self._items: list[_Item] = []
        self._numbers = itertools.count()
        self._changed = asyncio.Event()
        self._open = asyncio.Event()
        self._open.set()
        self._running = False

    def limits(self, burst: int, rate: float) -> None:
        """Go by other limits from now on: so many lines at once, then so many a second; a rate of 0 is no limit."""
        self._limited = rate > 0
        self._lines = TokenBucket(burst, rate, self._clock())
        self._bytes = TokenBucket(max(burst, 8) * LINE_BYTES, rate * LINE_BYTES, self._clock())
        self._reserve = 1 if burst > 1 else 0

    def put(self, line: str, priority: Priority, sent: Callable[[], None] | None = None) -> None:
        """Queue a line; `sent` is called when it has been written."""
        self.put_together((line,), priority, sent)

    def put_together(self, lines: Sequence[str], priority: Priority, sent: Callable[[], None] | None = None) -> None:
        """Queue lines between which no other may come; an answer that need not wait goes out at once."""
        item = _Item(priority, next(self._numbers), lines, sent)
        if priority in _AT_ONCE and self._idle and not self._pause(item):
            self._send(item)
        else:
            heapq.heappush(self._items, item)
            self._changed.set()

    def put_turn(self, priority: Priority, come: Callable[[], None]) -> None:
        """Queue for the right to say one line, as PAID, when `come` is called: then it goes out at once.

        So something can be done in between, with a line of which nobody knows any more how long it waits in here.
        """
        self.put_together((), priority, come)

    def take_turn(self, priority: Priority) -> bool:
        """Take such a right at once, if nothing as urgent waits and the limits allow it; tell whether it was had."""
        item = _Item(priority, next(self._numbers), (), None)
        first = not self._items or item < self._items[0]
        if not (first and self._running and self._open.is_set()) or self._pause(item):
            return False
        self._send(item)
        return True

    def __len__(self) -> int:
        return sum(len(item.lines) for item in self._items)

    def pause(self) -> None:
        """Stop writing: the connection takes no more for now."""
        self._open.clear()

    def resume(self) -> None:
        """Go on writing."""
        self._open.set()

    @property
    def _idle(self) -> bool:
        """Tell whether nothing is waiting and the connection takes more."""
        return self._running and not self._items and self._open.is_set()

    async def run(self) -> None:
        """Send what is queued, for ever."""
        self._running = True
        while True:
            await self._open.wait()
            self._changed.clear()
            if not self._items:
                await self._changed.wait()
            elif pause := self._pause(self._items[0]):
                await self._sleep(pause)
            else:
                self._send(*self._leaving())
                await asyncio.sleep(0)  # a long queue must not hold the rest of the program up

    def _pause(self, item: _Item) -> float:
        if item.priority <= Priority.PAID or not self._limited:
            return 0.0
        reserve = self._reserve if item.priority > Priority.REPLY else 0
        now = self._clock()
        return max(self._lines.wait(item.cost + reserve, now), self._bytes.wait(item.size, now))

    def _leaving(self) -> list[_Item]:
        """Return what is first, and with it all that is paid for: a packet is dearer than what is in it."""
        items = [heapq.heappop(self._items)]
        while self._items and self._items[0].priority is Priority.PAID:
            items.append(heapq.heappop(self._items))
        return items

    def _send(self, *items: _Item) -> None:
        for item in items if self._limited else ():
            self._lines.take(item.cost)
            self._bytes.take(item.size)
        self._write(*(line for item in items for line in item.lines))
        for item in items:
            if item.sent:
                item.sent()

    async def _sleep(self, seconds: float) -> None:
        """Sleep until it is time, or until something more urgent may have come."""
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            pass
