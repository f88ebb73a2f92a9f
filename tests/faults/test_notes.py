"""SIGKILL of the bot while a report settles, or while a note to a person waits, is on its way or was just seen."""

import re
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path

import pytest

from bot.sample import FOLDER
from bot.store import follows
from bot.store.database import Database
from bot.store.follows import Subject
from tests import ircd
from tests.faults.bot import quarterdeck
from tests.faults.people import HEADLINE, LINES
from tests.faults.relay import Stop
from tests.faults.stage import NEWS, Stage, stage
from tests.ircd import Ircd
from tests.rawirc import RawConnection
from tests.sources.site import Site
from tests.store.test_news import NOW

pytestmark = [pytest.mark.irc, pytest.mark.slow]

LANTERN = Subject("project", f'["{NEWS.id}", "{LINES[1]}"]', LINES[1])
NOTE = rf"(PRIVMSG|NOTICE) alice :You follow {LINES[1]}; new in Q1 2031"
CHANNELS = {"#harbour": "announce = true"}


@pytest.fixture(scope="module")
def services() -> Iterator[Ircd]:
    with ircd.running("inspircd+atheme") as started:
        yield started


@asynccontextmanager
async def alice(server: Ircd) -> AsyncIterator[RawConnection]:
    """Log in to the account, in the channel."""
    async with await server.user("alice") as user:
        user.send("PRIVMSG NickServ :REGISTER secret99 alice@example.test", "PRIVMSG NickServ :IDENTIFY alice secret99")
        await user.sees(" 900 ")
        user.send("JOIN #harbour")
        await user.sees(" 366 ")
        yield user


def follow(scene: Stage) -> None:
    """Have the account follow what is in the news."""
    with Database.open(scene.database) as database:
        database.write_now(partial(follows.follow, network="lab", account="alice", subject=LANTERN, now=NOW))


def state(scene: Stage) -> list[str]:
    with closing(sqlite3.connect(f"{scene.database.as_uri()}?mode=ro", uri=True)) as connection:
        return [row for (row,) in connection.execute("SELECT state FROM outbox WHERE kind = 'follow'")]


async def notes(scene: Stage, *users: RawConnection) -> int:
    """Wait until everything is confirmed and the bot has ended; return how many notes people got."""
    await scene.until(lambda rows: bool(rows) and state(scene) == ["confirmed"])
    heard = await scene.told()
    assert heard == {"#harbour": [HEADLINE]}
    for user in users:
        await user.sync()
    return sum(bool(re.search(NOTE, line)) for user in users for line in user.lines)


async def test_killed_while_the_note_waits(services: Ircd, quiet: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, quiet, services, CHANNELS) as scene:
        follow(scene)
        bot = await scene.start_and_join()
        await scene.bring_news()
        await scene.confirmed()
        await bot.kill()
        assert state(scene) == ["pending"]
        await scene.restart()
        async with alice(services) as user:
            await user.sees(NOTE)
            assert await notes(scene, user) == 1
        assert not scene.doubts()


@pytest.mark.parametrize(("what", "times"), [(Stop.LINE_HELD, 1), (Stop.ANSWER_HELD, 2)], ids=["held", "seen"])
async def test_killed_while_the_note_is_on_its_way(
    services: Ircd, quiet: Path, tmp_path: Path, what: Stop, times: int
) -> None:
    async with stage(tmp_path, quiet, services, CHANNELS) as scene, alice(services) as user:
        follow(scene)
        bot = await scene.start_and_join()
        scene.relay.stop(what, NOTE)
        await scene.bring_news()
        await scene.confirmed()
        await scene.relay.stopped()
        if what is Stop.ANSWER_HELD:
            await user.sees(NOTE)
        await bot.kill()
        assert state(scene) == ["sent"]
        await scene.restart()
        assert await notes(scene, user) == times
        assert scene.doubts() == {("somebody", 1): 1}


async def test_killed_while_a_report_settles(tmp_path: Path) -> None:
    old, new = "report-2024-10-2024-12", "report-2025-01-2025-03"
    prepared = tmp_path / "prepared.db"
    await quarterdeck("import", "--db", prepared, FOLDER / old)
    site = await Site().start()
    site.put_folder(FOLDER)
    site.pages["/"] = f'<a href="/{old}/">Q4 2024</a> <a href="/{new}/">Q1 2025</a>'.encode()
    source = f'[sources.site]\nurl = "{site.url("/")}"\nevery = "1h"\nsettle = "3s"\n'
    with ircd.running("ngircd") as server:
        async with stage(tmp_path, prepared, server, CHANNELS, more=source) as scene:
            bot = await scene.start_and_join()
            await bot.logs("a new report settles", report=new)
            await bot.kill()
            await scene.restart()
            await scene.observer.now.sees("New FreeBSD status report: Q1 2025")
            await scene.bot.end()
            await scene.observer.now.sync()
            (said,) = scene.observer.heard()["#harbour"]
            assert said.startswith("New FreeBSD status report: Q1 2025")
    assert site.server is not None
    await site.server.close()
