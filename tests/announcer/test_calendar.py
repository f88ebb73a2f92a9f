"""Calls, reminders and deadlines are announced on their day, once, where they are wanted."""

from datetime import UTC, datetime

from bot.delivery import Target
from bot.irc.message import Refused
from bot.store import outbox
from config.settings import ChannelSettings
from tests.announcer.stage import HARBOUR, QUAY, Stage, until

SOURCE = "https://docs.freebsd.org/en/articles/freebsd-status-report-process/"
CALENDAR = ChannelSettings(deadlines=True)


def at(stage: Stage, month: int, day: int, year: int = 2031, hour: int = 9) -> None:
    stage.clock.time = datetime(year, month, day, hour, tzinfo=UTC)


async def look(stage: Stage, month: int, day: int, year: int = 2031) -> list[str]:
    """Return what is said on a day."""
    before = len(stage.said)
    at(stage, month, day, year)
    await stage.looked()
    await until(lambda: not outbox.unfinished(stage.database.reader))
    return stage.said[before:]


async def test_a_quarter_is_called_for_reminded_of_and_due(stage: Stage) -> None:
    stage.targets[HARBOUR] = CALENDAR
    at(stage, 11, 30, 2025)
    async with stage.running():
        assert await look(stage, 11, 30, 2025) == []
        for month, day, year, words in (
            (12, 1, 2025, "Status reports for Q4 2025 are due December 31 (30 days)"),
            (12, 15, 2025, "Status reports for Q4 2025 are due December 31 (16 days)"),
            (12, 24, 2025, "Status reports for Q4 2025 are due December 31 (7 days)"),
            (12, 31, 2025, "Status reports for Q4 2025 are due December 31 (today)"),
            (1, 8, 2026, "Status reports for Q4 2025 are due January 8, the extended deadline (today)"),
        ):
            assert await look(stage, month, day, year) == [f"{words}: {SOURCE}"]
            assert await look(stage, month, day, year) == []
            stage.clock.forward(days=1)
            await stage.looked()
        assert len(stage.said) == 5


async def test_only_channels_that_want_deadlines_get_them(stage: Stage) -> None:
    abroad = Target("other", "#abroad")
    stage.targets |= {QUAY: CALENDAR, abroad: CALENDAR}
    at(stage, 6, 1)
    async with stage.running():
        await look(stage, 6, 1)
    assert {target for target, text in stage.way.carried if "are due" in text} == {QUAY, abroad}


async def test_a_first_start_in_the_middle_of_a_quarter_says_nothing_of_the_days_before(stage: Stage) -> None:
    stage.targets[HARBOUR] = CALENDAR
    at(stage, 6, 17)
    async with stage.running():
        assert await look(stage, 6, 17) == []
        assert len(await look(stage, 6, 24)) == 1


async def test_a_bot_that_was_down_says_the_last_one_late_while_it_is_true(stage: Stage) -> None:
    stage.targets[HARBOUR] = CALENDAR
    at(stage, 5, 20)
    async with stage.running():
        await look(stage, 5, 20)
        assert await look(stage, 6, 20) == [f"Status reports for Q2 2031 are due June 30 (10 days): {SOURCE}"]
        assert await look(stage, 6, 23) == []
        assert await look(stage, 7, 1) == []
        assert await look(stage, 7, 9) == []


async def test_after_a_restart_it_is_not_said_again(stage: Stage) -> None:
    stage.targets[HARBOUR] = CALENDAR
    at(stage, 6, 1)
    async with stage.running():
        assert len(await look(stage, 6, 1)) == 1
    stage.announcer = stage.another()
    async with stage.running():
        assert await look(stage, 6, 1) == []


async def test_a_deadline_that_could_not_be_said_in_time_is_given_up(stage: Stage) -> None:
    stage.targets[HARBOUR] = CALENDAR
    stage.way.answers = [Refused("moderated")]
    at(stage, 6, 30)
    async with stage.running():
        await until(lambda: [item.attempts for item in outbox.unfinished(stage.database.reader)] == [1])
        assert await look(stage, 7, 1) == []
    assert stage.words == [("net", "Given up for #harbour on net: deadline 2031Q2-standard. it is no longer true")]
