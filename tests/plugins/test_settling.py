"""What admins see of a report that is still settling, and how they have it announced at once."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.administration.operations import Operations
from bot.store import news, outbox, saving
from bot.store.database import Connection
from tests.invented import archive, reports
from tests.managed import NOW, Managed, managed

*OLD, NEW = reports()
WAITS = "Q1 2022: settling until 2025-12-17 12:15 UTC: the page is cut off before its end."


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Managed]:
    """Start a bot whose newest report has just been found on a site."""

    def fill(connection: Connection) -> None:
        for report in OLD:
            saving.save(connection, report)
        news.release(connection, NOW)
        saving.save(connection, NEW)
        why = "the page is cut off before its end"
        news.notice(connection, NEW, NOW, origin=NEW.url, settle=timedelta(minutes=15), unfinished=why)
        news.release(connection, NOW)

    with managed(tmp_path) as started:
        started.database.write_now(fill)
        yield started


def fates(bot: Managed) -> list[str]:
    return [f"{item.kind} {item.target}" for item in outbox.unfinished(bot.database.reader)]


async def test_what_settles_is_seen_in_the_status(bot: Managed) -> None:
    assert await bot.says("alice", "!announce status") == [WAITS]
    assert await bot.says("alice", "!announce status 2022q1") == [WAITS]
    assert await bot.says("alice", "!announce status 2021q4") == ["Nothing was announced yet."]
    never = partial(pytest.fail, "nobody calls this")
    operations = Operations(
        {}, {}, bot.database, archive=archive, waiting=lambda: 0, reload=never, stop=never, tell_owner=never
    )
    assert operations.status()[0] == (
        "report-2022-01-2022-03: settling until 12:15 UTC (the page is cut off before its end)"
    )


async def test_an_order_ends_the_settling(bot: Managed) -> None:
    await bot.announcer.fan_out()
    assert fates(bot) == []
    assert "is announced in 1 place now" in await bot.answer("alice", "!announce now 2022q1")
    assert news.settling(bot.database.reader) == ()
    await bot.announcer.fan_out()
    assert fates(bot) == ["report #harbour"]


async def test_an_order_for_one_channel_leaves_the_others_to_settle(bot: Managed) -> None:
    assert "is announced in 1 place now" in await bot.answer("alice", "!announce now 2022q1 #pier")
    assert len(news.settling(bot.database.reader)) == 1
    bot.database.write_now(partial(news.release, now=NOW + timedelta(days=1), seen={NEW.url}))
    await bot.announcer.fan_out()
    assert fates(bot) == ["report #pier", "report #harbour"]


async def test_what_is_skipped_while_it_settles_is_never_news(bot: Managed) -> None:
    await bot.says("alice", "!announce skip 2022q1")
    assert bot.database.write_now(partial(news.release, now=NOW + timedelta(days=2), seen={NEW.url})) == ()
    await bot.announcer.fan_out()
    assert fates(bot) == []
