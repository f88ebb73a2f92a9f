"""Who follows what, from the choice to the note: kept by account, told once, known to nobody else."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import structlog

from bot.announcer import Announcer
from bot.archive import Archive
from bot.delivery import Target
from bot.following import MOST, NOTES, Following
from bot.following.subjects import FollowError
from bot.identity.people import people
from bot.identity.projects import projects
from bot.irc.message import Refused
from bot.model import Entry, Report
from bot.store import follows, news, outbox, saving
from bot.store.database import Connection, Database
from bot.store.follows import Subject
from config.settings import ChannelSettings, Wishes
from tests.announcer.stage import PAUSES, Clock, Way, until
from tests.invented import report, reports

NOW = datetime(2022, 7, 20, tzinfo=UTC)
NEW = report("2022-04", "2022-06", Entry("Lanternfs 5", "Kernel", anchor="l5"), Entry("Ropes", "Ports"))
ALICE, EVE = Target("net", "alice", "person"), Target("net", "eve", "person")
CHANNEL = Target("net", "#harbour")
NOTE = f"You follow lanternfs; new in Q2 2022: Lanternfs 5 (Kernel). {NEW.url}#l5"


class Net:
    """A network that compares accounts as most do."""

    def fold(self, name: str) -> str:
        return name.lower()


class Bench:
    """A database with the invented reports, who follows what, and an announcer to a way out to people."""

    def __init__(self, database: Database) -> None:
        self.database, self.way, self.clock = database, Way(), Clock(NOW)
        self.words: list[tuple[str, str]] = []
        self.reports: list[Report] = list(reports())
        self.read()
        self.following = Following(database, {"net": Net()}, lambda: self.archive, lambda _: True)
        self.announcer = Announcer(
            database,
            self.targets,
            {"irc": self.way, "person": self.way},
            now=self.clock,
            pauses=PAUSES,
            tell_owner=lambda network, sentence: self.words.append((network, sentence)),
            notes=self.following,
        )

    def targets(self) -> dict[Target, Wishes]:
        found: dict[Target, Wishes] = {CHANNEL: ChannelSettings(announce=True)}
        for way, network, account in outbox.waiting(self.database.reader, "person"):
            found[Target(network, account, way)] = NOTES
        return found

    def read(self) -> None:
        """Open the archive anew."""
        persons = people(self.reports)
        self.archive = Archive(self.reports, persons, projects(self.reports, persons))

    async def follows(self, account: str, *names: str) -> None:
        for name in names:
            await self.following.follow("net", account, name, NOW)

    def bring(self) -> None:
        """Have a new report become news; the archive is not opened anew yet."""

        def store(connection: Connection) -> None:
            for each in self.reports:
                saving.save(connection, each)
            news.release(connection, NOW)
            saving.save(connection, NEW)
            news.notice(connection, NEW, NOW)
            news.release(connection, NOW)

        self.database.write_now(store)
        self.reports.append(NEW)

    async def news(self) -> None:
        self.bring()
        self.read()
        await self.announcer.fan_out()

    def states(self) -> dict[str, str]:
        rows = self.database.reader.execute("SELECT target, state FROM outbox WHERE kind = 'follow'")
        return {row["target"]: row["state"] for row in rows}

    def names(self, account: str) -> list[str]:
        return [each.name for each in self.following.of("net", account)]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Database.open(tmp_path / "quarterdeck.db") as database:
        yield Bench(database)


async def test_what_is_followed_is_kept_by_account_whatever_its_capitals(bench: Bench) -> None:
    await bench.follows("Alice", "lanternfs", "quay systems")
    await bench.follows("eve", "kernel")
    assert bench.names("aLICE") == ["lanternfs", "Quay Systems"]
    assert bench.names("eve") == ["Kernel"]
    assert bench.names("mallory") == []


@pytest.mark.parametrize("name", ["Lanternfs", "lanternsf", "the lanternfs project"])
async def test_nothing_is_followed_twice(bench: Bench, name: str) -> None:
    await bench.follows("alice", "lanternfs")
    with pytest.raises(FollowError, match="already"):
        await bench.follows("alice", name)
    assert len(bench.names("alice")) == 1


async def test_nobody_follows_more_than_the_limit(bench: Bench) -> None:
    for number in range(MOST):
        subject = Subject("category", str(number), f"Category {number}")
        bench.database.write_now(partial(follows.follow, network="net", account="alice", subject=subject, now=NOW))
    with pytest.raises(FollowError, match="You follow 50 things, which is as many as I keep"):
        await bench.follows("alice", "lanternfs")
    await bench.follows("eve", "lanternfs")


FOLLOWED = ["lanternfs", "Rosa Vidal", "Quay Systems", "Quay Masters"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("lanternfs", ["lanternfs"]),
        ("LANTERNFS", ["lanternfs"]),
        ("lanternsf", ["lanternfs"]),
        ("vidal", ["Rosa Vidal"]),
        ("person rosa", ["Rosa Vidal"]),
        ("quay systems", ["Quay Systems"]),
        ("quay", ["Quay Systems", "Quay Masters"]),
        ("kernel", []),
        ("", []),
    ],
)
async def test_one_is_unfollowed_by_a_part_of_its_name_and_of_several_none(
    bench: Bench, name: str, meant: list[str]
) -> None:
    await bench.follows("alice", "lanternfs", "rosa vidal", "quay systems")
    masters = Subject("category", "Quay Masters", "Quay Masters")
    bench.database.write_now(partial(follows.follow, network="net", account="alice", subject=masters, now=NOW))
    found = await bench.following.unfollow("net", "Alice", name)
    assert [each.name for each in found] == meant
    gone = meant if len(meant) == 1 else []
    assert bench.names("alice") == [each for each in FOLLOWED if each not in gone]


async def test_news_is_told_to_those_who_follow_something_in_it_and_to_no_others(bench: Bench) -> None:
    await bench.follows("alice", "lanternfs", "tidewheel")
    await bench.follows("eve", "tidewheel")
    await bench.news()
    assert bench.states() == {"alice": "pending"}
    running = asyncio.create_task(bench.announcer.run())
    await until(lambda: bench.states() == {"alice": "confirmed"})
    running.cancel()
    assert [text for target, text in bench.way.carried if target == ALICE] == [NOTE]
    assert bench.way.notices == {True, False}


async def test_news_waits_for_an_archive_that_has_it_and_is_then_told_once(bench: Bench) -> None:
    await bench.follows("alice", "lanternfs")
    bench.bring()
    await bench.announcer.fan_out()
    assert news.pending_news(bench.database.reader) == (NEW.id,)
    bench.read()
    for _ in range(2):
        await bench.announcer.fan_out()
    assert bench.states() == {"alice": "pending"}
    assert news.pending_news(bench.database.reader) == ()


async def test_who_follows_after_the_news_gets_no_note_and_who_unfollows_neither(bench: Bench) -> None:
    await bench.follows("alice", "lanternfs")
    await bench.news()
    await bench.follows("eve", "lanternfs")
    await bench.announcer.fan_out()
    await bench.following.unfollow("net", "alice", "lanternfs")
    running = asyncio.create_task(bench.announcer.run())
    await until(lambda: bench.states() == {"alice": "given up"})
    running.cancel()
    assert [target for target, _ in bench.way.carried if target.way == "person"] == []


async def test_neither_lists_nor_logs_nor_the_owner_learn_who_gets_a_note(bench: Bench) -> None:
    await bench.follows("alice", "lanternfs")
    bench.way.answers = [Refused("not now")] * 2
    with structlog.testing.capture_logs() as logs:
        await bench.news()
        running = asyncio.create_task(bench.announcer.run())
        await until(lambda: not bench.way.answers)
        bench.clock.forward(days=91)
        bench.announcer.wake()
        await until(lambda: bench.states() == {"alice": "given up"})
        running.cancel()
    assert [item.target for item in (*bench.announcer.status(), *bench.announcer.status(NEW.id))] == ["#harbour"] * 2
    assert "alice" not in repr(logs)
    assert "lanternfs" not in repr(logs).lower()
    assert {"event": "new report", "people": 1}.items() <= next(each for each in logs if "people" in each).items()
    assert "alice" not in repr(bench.words)


async def test_a_note_waits_for_ninety_days(bench: Bench) -> None:
    await bench.follows("alice", "lanternfs")
    bench.way.absent = {ALICE}
    await bench.news()
    bench.clock.forward(days=89)
    running = asyncio.create_task(bench.announcer.run())
    await until(lambda: bench.announcer.status()[0].state == "given up")  # what the channel was to hear is too old
    assert bench.states() == {"alice": "pending"}
    bench.clock.forward(days=1)
    bench.announcer.wake()
    await until(lambda: bench.states() == {"alice": "given up"})
    running.cancel()


async def test_what_an_admin_skips_is_not_told_to_people_either(bench: Bench) -> None:
    await bench.follows("alice", "lanternfs")
    await bench.news()
    assert await bench.announcer.skip(NEW.id) == 1
    assert bench.states() == {"alice": "given up"}


async def test_an_order_for_all_has_what_still_settles_told_to_people_too(bench: Bench) -> None:
    await bench.follows("alice", "lanternfs")
    bench.bring()
    bench.read()
    bench.database.write_now(partial(news.settle, report_id=NEW.id, state="settling"))
    await bench.announcer.announce_now(NEW.id, [CHANNEL])
    await bench.announcer.fan_out()
    assert bench.states() == {}
    await bench.announcer.announce_now(NEW.id)
    await bench.announcer.fan_out()
    assert bench.states() == {"alice": "pending"}
    assert len(bench.announcer.status(NEW.id)) == 1


async def test_a_note_says_what_the_archive_has_when_it_is_said(bench: Bench) -> None:
    await bench.follows("alice", "lanternfs")
    await bench.news()
    assert bench.following.lines(NEW.id, "net", "alice") == (NOTE,)
    corrected = replace(NEW, entries=(*NEW.entries, Entry("Lanternfs tools", "Ports")))
    bench.reports[-1] = corrected
    bench.read()
    assert len(bench.following.lines(NEW.id, "net", "alice")) == 2
    bench.reports.pop()
    bench.read()
    assert bench.following.lines(NEW.id, "net", "alice") == ()
