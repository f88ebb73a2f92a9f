"""Work that takes milliseconds, in turns: the event loop, and so IRC, goes on between any two pieces of it."""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from aiohttp import web

T = TypeVar("T")

_MOST = 64
_MOST_OF_ONE = 16
_LATER = {"Retry-After": "1"}


class Turns:
    """Does one piece of work at a time; whoever waits behind too many others is told to come back later.

    `most` may wait, of them `most_of_one` for the same client.
    """

    def __init__(self, most: int = _MOST, most_of_one: int = _MOST_OF_ONE) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._lock = asyncio.Lock()
        self._waiting: Counter[str] = Counter()

    async def take(self, client: str | None, work: Callable[[], T]) -> T:
        """Return what `work` returns, when its turn has come; a `client` that is None stands for many.

        Raises HTTPTooManyRequests or HTTPServiceUnavailable at once if there are too many waiting.
        """
        who = client or ""
        if client and self._waiting[who] >= self._most_of_one:
            raise web.HTTPTooManyRequests(
                text="These are too many requests at once; wait for the answers.", headers=_LATER
            )
        if self._waiting.total() >= self._most:
            raise web.HTTPServiceUnavailable(text="Too many are reading at once; try again soon.", headers=_LATER)
        self._waiting[who] += 1
        try:
            async with self._lock:
                await asyncio.sleep(0)  # else those that find the lock free would all have the same turn of the loop
                return work()
        finally:
            self._waiting[who] -= 1
            if not self._waiting[who]:
                del self._waiting[who]
