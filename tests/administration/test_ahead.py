"""What is found out ahead of questions."""

import asyncio

from bot.administration import ahead
from bot.answers import sentences
from bot.archive import Archive
from bot.model import Entry, Period, Report


def archive(*titles: str) -> Archive:
    entries = tuple(
        Entry(title, body=f"The {title} was built. It now stands on the pier for all to see.") for title in titles
    )
    return Archive(
        [Report("report-2031-01-2031-03", "Q1", Period("2031-01", "2031-03"), "", "", "html", entries)], [], []
    )


def remembered() -> int:
    return sentences._best.cache_info().currsize


async def test_what_happened_in_each_archive_is_known_before_anybody_asks() -> None:
    present = archive("Ahead crane", "Ahead winch")
    before = remembered()
    task = asyncio.create_task(ahead.prepare(lambda: present, pause=0, look=0))
    await turns()
    assert remembered() == before + 2
    present = archive("Ahead pulley")
    await turns()
    assert remembered() == before + 3
    task.cancel()


async def turns() -> None:
    for _ in range(10):
        await asyncio.sleep(0)
