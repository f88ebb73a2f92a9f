"""What nobody knows to have been seen is said once more at most, and the log and the owner hear of it."""

import asyncio

import pytest
import structlog

from bot.irc.message import Delivered, Refused, Unknown
from bot.store import outbox
from bot.store.database import Connection
from tests.announcer.stage import LINES, NOW, Stage, until

LOST = Unknown("the server closed the connection")


def _killed(stage: Stage, *, doubts: int = 0) -> None:
    """Make the database as a bot leaves it that is killed while its second line is on its way."""

    def work(connection: Connection) -> None:
        outbox.settle(connection, row.id, NOW, LINES, notice=False, version="")
        outbox.said(connection, row.id, NOW, 1, last=False)
        if doubts:
            outbox.failed(connection, row.id, NOW, "lost", doubts)
        outbox.sending(connection, row.id, NOW)

    (row,) = stage.items()
    stage.database.write_now(work)


async def test_after_a_crash_only_the_line_that_was_on_its_way_is_in_doubt(stage: Stage) -> None:
    await stage.news()
    _killed(stage)
    with structlog.testing.capture_logs() as log:
        async with stage.running():
            await stage.becomes("confirmed")
    assert stage.said == LINES[1:]
    assert [line["line"] for line in log if "it is unknown whether" in line["event"]] == [2]


async def test_a_line_in_doubt_is_said_once_more(stage: Stage) -> None:
    stage.way.answers = [LOST]
    async with stage.running():
        await stage.news()
        await until(lambda: bool(stage.items()[0].reason))
        stage.clock.forward(1)
        await stage.becomes("confirmed")
    assert stage.said == [LINES[0], *LINES]
    assert stage.words == []


async def test_a_line_in_doubt_for_the_second_time_is_given_up_as_maybe_seen(stage: Stage) -> None:
    stage.way.answers = [LOST, LOST]
    async with stage.running():
        await stage.news()
        await until(lambda: bool(stage.items()[0].reason))
        stage.clock.forward(1)
        await stage.becomes("given up")
        stage.clock.forward(days=1)
        await stage.looked()
    assert stage.said == [LINES[0]] * 2
    assert stage.items()[0].reason == "maybe seen, twice: the server closed the connection"
    assert [network for network, _ in stage.words] == ["net"]


async def test_killed_twice_with_the_same_line_on_its_way_it_is_given_up(stage: Stage) -> None:
    await stage.news()
    _killed(stage, doubts=1)
    stage.clock.forward(1)
    async with stage.running():
        await stage.becomes("given up")
    assert stage.said == []


async def test_each_line_may_be_in_doubt_once(stage: Stage) -> None:
    stage.way.answers = [LOST, Delivered(), LOST]
    async with stage.running():
        await stage.news()
        await until(lambda: stage.items()[0].doubts == 1)
        stage.clock.forward(1)
        await until(lambda: stage.items()[0].doubts == stage.items()[0].said == 1)
        stage.clock.forward(1)
        await stage.becomes("confirmed")
    assert stage.said == [LINES[0], LINES[0], LINES[1], LINES[1], LINES[2]]


async def test_refusals_after_a_doubt_are_no_doubts(stage: Stage) -> None:
    stage.way.answers = [LOST, Refused("moderated"), Refused("moderated")]
    async with stage.running():
        await stage.news()
        for attempts in (1, 2, 3):
            await stage.tried(attempts)
            stage.clock.forward(3600)
        await stage.becomes("confirmed")
    assert stage.said == [LINES[0], *LINES]


async def test_where_the_other_side_can_tell_a_repeat_doubts_do_not_count(stage: Stage) -> None:
    stage.way.repeatable = True
    stage.way.answers = [LOST, LOST, LOST]
    async with stage.running():
        await stage.news()
        for attempts in (1, 2, 3):
            await stage.tried(attempts)
            stage.clock.forward(3600)
        await stage.becomes("confirmed")


@pytest.mark.parametrize("patient", [True, False])
async def test_a_stop_waits_a_moment_for_what_is_on_its_way(stage: Stage, patient: bool) -> None:
    stage.way.go_on.clear()
    async with stage.running():
        await stage.news()
        await stage.way.on_its_way.wait()
        stop = asyncio.create_task(stage.announcer.finish(5.0 if patient else 0.01))
        if not patient:
            await stop
        stage.way.go_on.set()
        await stop
    assert stage.said in ([], LINES[:1])
    assert (stage.items()[0].state, stage.items()[0].said) == ("pending", 1) if patient else ("sent", 0)


async def test_what_is_known_outlives_a_database_that_takes_nothing_for_a_while(stage: Stage) -> None:
    stage.way.go_on.clear()
    async with stage.running():
        await stage.news()
        await stage.way.on_its_way.wait()
        stage.refuse_writes(3)
        stage.way.go_on.set()
        await stage.becomes("confirmed")
    assert stage.said == LINES
