"""A new report reaches every channel once, whatever happens on the way."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.announcement import lines
from bot.announcer import Announcer
from bot.delivery import Target
from bot.irc.message import Delivered, Outcome, Refused, Unknown
from bot.model import Entry, Period, Report
from bot.store import news, outbox, saving
from bot.store.database import Connection, Database
from config.settings import ChannelSettings

NOW = datetime(2031, 7, 20, 12, 0, tzinfo=UTC)
HARBOUR, QUAY = Target("net", "#harbour"), Target("net", "#quay")
PAUSES = [timedelta(seconds=0.01), timedelta(hours=1)]
DIGEST = ChannelSettings(announce=True, style="digest")


def _report(start: str, end: str) -> Report:
    return Report(
        id=f"report-{start}-{end}",
        title="FreeBSD Status Report",
        period=Period(start, end),
        url=f"https://www.freebsd.org/status/report-{start}-{end}/",
        intro="",
        format="hugo",
        entries=(Entry("Lamp", "Kernel"), Entry("Rope", "Userland")),
    )


OLD, NEW = _report("2031-01", "2031-03"), _report("2031-04", "2031-06")
NEWER = _report("2031-07", "2031-09")
LINES = lines(NEW, DIGEST)


class Way:
    """A way out that notes what it carried and answers as told, else Delivered."""

    repeatable = False

    def __init__(self) -> None:
        self.carried: list[tuple[Target, str]] = []
        self.answers: list[Outcome] = []
        self.absent: set[Target] = set()

    def ready(self, target: Target) -> bool:
        return target not in self.absent

    async def deliver(self, target: Target, text: str, *, notice: bool, written: Callable[[], None]) -> Outcome:
        outcome = self.answers.pop(0) if self.answers else Delivered()
        if not isinstance(outcome, Refused):
            self.carried.append((target, text))
        return outcome


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time

    def forward(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "test.db") as opened:
        _import(opened, OLD)
        yield opened


@pytest.fixture
def way() -> Way:
    return Way()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _import(database: Database, report: Report) -> None:
    def store(connection: Connection) -> None:
        assert saving.save(connection, report).new
        news.notice(connection, report.id, report.period, NOW)

    database.write_now(store)
    database.write_now(news.release)


def _announcer(database: Database, way: Way, clock: Clock, *targets: Target) -> Announcer:
    return Announcer(database, lambda: dict.fromkeys(targets, DIGEST), {"irc": way}, now=clock, pauses=PAUSES)


@asynccontextmanager
async def _running(announcer: Announcer) -> AsyncIterator[None]:
    task = asyncio.create_task(announcer.run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - what is waited for is a row in a real database
            await asyncio.sleep(0.005)


def _states(database: Database) -> list[str]:
    return [each.state for each in outbox.of_report(database.reader, NEW.id)]


async def test_a_new_report_is_said_once_in_every_channel_that_wants_it(
    database: Database, way: Way, clock: Clock
) -> None:
    targets = {HARBOUR: DIGEST, QUAY: DIGEST, Target("net", "#quiet"): ChannelSettings()}
    announcer = Announcer(database, lambda: targets, {"irc": way}, now=clock)
    _import(database, NEW)
    async with _running(announcer):
        await announcer.fan_out()
        await _until(lambda: _states(database) == ["confirmed", "confirmed"])
        await announcer.fan_out()
    assert {target for target, _ in way.carried} == {HARBOUR, QUAY}
    for target in (HARBOUR, QUAY):
        assert [line for where, line in way.carried if where == target] == LINES


async def test_what_was_there_before_is_never_said(database: Database, way: Way, clock: Clock) -> None:
    announcer = _announcer(database, way, clock, HARBOUR)
    async with _running(announcer):
        await announcer.fan_out()
        _import(database, NEW)
        await announcer.fan_out()
        await _until(lambda: _states(database) == ["confirmed"])
    assert [line for _, line in way.carried] == LINES


async def test_a_refused_line_is_tried_again_and_only_that_line(database: Database, way: Way, clock: Clock) -> None:
    way.answers = [Delivered(), Refused("cannot send to channel (+m)"), Delivered()]
    announcer = _announcer(database, way, clock, HARBOUR)
    _import(database, NEW)
    async with _running(announcer):
        await announcer.fan_out()
        await _until(lambda: not way.answers[1:] and _states(database) == ["pending"])
        (waiting,) = outbox.unfinished(database.reader)
        assert (waiting.said, waiting.attempts, waiting.reason) == (1, 1, "cannot send to channel (+m)")
        clock.forward(1)
        await _until(lambda: _states(database) == ["confirmed"])
    assert [line for _, line in way.carried] == LINES


async def test_a_failed_line_waits_for_its_pause(database: Database, way: Way, clock: Clock) -> None:
    way.answers = [Refused("no"), Refused("no")]
    announcer = _announcer(database, way, clock, HARBOUR)
    _import(database, NEW)
    async with _running(announcer):
        await announcer.fan_out()
        await _until(lambda: len(way.answers) == 1)
        clock.forward(1)
        await _until(lambda: not way.answers)
        await _until(lambda: outbox.unfinished(database.reader)[0].attempts == 2)
        clock.forward(3599)
        await announcer.fan_out()
        await announcer.fan_out()
        assert way.carried == []
        clock.forward(1)
        await _until(lambda: _states(database) == ["confirmed"])


async def test_coming_back_into_the_channel_ends_the_pause(database: Database, way: Way, clock: Clock) -> None:
    way.answers = [Refused("banned"), Refused("banned")]
    announcer = _announcer(database, way, clock, HARBOUR)
    _import(database, NEW)
    async with _running(announcer):
        await announcer.fan_out()
        await _until(lambda: len(way.answers) == 1)
        clock.forward(1)
        await _until(lambda: _states(database) == ["pending"] and not way.answers)
        clock.forward(1)
        announcer.reached(HARBOUR)
        await _until(lambda: _states(database) == ["confirmed"])
    assert [line for _, line in way.carried] == LINES


async def test_a_channel_that_the_bot_is_not_in_gets_it_when_it_is(database: Database, way: Way, clock: Clock) -> None:
    way.absent.add(HARBOUR)
    announcer = _announcer(database, way, clock, HARBOUR, QUAY)
    _import(database, NEW)
    async with _running(announcer):
        await announcer.fan_out()
        await _until(lambda: _states(database) == ["pending", "confirmed"])
        way.absent.clear()
        announcer.reached(HARBOUR)
        await _until(lambda: _states(database) == ["confirmed", "confirmed"])


async def test_after_a_crash_only_the_line_that_was_on_its_way_is_in_doubt(
    database: Database, way: Way, clock: Clock
) -> None:
    _import(database, NEW)
    database.write_now(lambda connection: outbox.add(connection, "report", NEW.id, [("irc", "net", "#harbour")], NOW))
    (row,) = outbox.unfinished(database.reader)
    begun = partial(outbox.settle, lines=LINES, notice=False, version="")
    database.write_now(lambda connection: begun(connection, row.id, NOW))
    database.write_now(lambda connection: outbox.said(connection, row.id, NOW, 1, last=False))
    database.write_now(lambda connection: outbox.sending(connection, row.id, NOW))
    async with _running(_announcer(database, way, clock, HARBOUR)):
        await _until(lambda: _states(database) == ["confirmed"])
    assert [line for _, line in way.carried] == LINES[1:]


async def test_an_outcome_that_nobody_knows_is_tried_again_with_its_reason_kept(
    database: Database, way: Way, clock: Clock
) -> None:
    way.answers = [Unknown("the server closed the connection")]
    announcer = _announcer(database, way, clock, HARBOUR)
    _import(database, NEW)
    async with _running(announcer):
        await announcer.fan_out()
        await _until(lambda: bool(outbox.unfinished(database.reader)[0].reason))
        clock.forward(1)
        await _until(lambda: _states(database) == ["confirmed"])
    assert [line for _, line in way.carried] == [LINES[0], *LINES]


async def test_channels_that_come_and_go_while_it_runs_are_served_and_left_alone(
    database: Database, way: Way, clock: Clock
) -> None:
    targets = {HARBOUR: DIGEST}
    announcer = Announcer(database, lambda: targets, {"irc": way}, now=clock, pauses=PAUSES)
    abroad = Target("other", "#abroad")
    _import(database, NEW)
    async with _running(announcer):
        await announcer.fan_out()
        await _until(lambda: _states(database) == ["confirmed"])
        targets.clear()
        targets[abroad] = DIGEST
        _import(database, NEWER)
        await announcer.fan_out()
        await _until(lambda: not outbox.unfinished(database.reader))
    assert way.carried == [(HARBOUR, line) for line in LINES] + [(abroad, line) for line in lines(NEWER, DIGEST)]
