"""Find out ahead of questions, bit by bit, what takes longest in most answers."""

import asyncio
from collections.abc import Callable
from itertools import islice

from bot.answers.sentences import REMEMBERED, what_happened
from bot.archive import Archive

_PAUSE = 0.005  # seconds between two entries, each of which takes a few percent of that
_LOOK = 1.0  # seconds between looks for another archive


async def prepare(archive: Callable[[], Archive], pause: float = _PAUSE, look: float = _LOOK) -> None:
    """Find out what happened in the newest entries of each archive that there is in turn, until cancelled."""
    known: Archive | None = None
    while True:
        if (current := archive()) is not known:
            known = current
            for item in islice(reversed(current.items), REMEMBERED):
                what_happened(item.entry)
                await asyncio.sleep(pause)
        await asyncio.sleep(look)
