"""Quiet hours go by the clock on the wall, whatever summer time does to it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.announcer.timing import PAUSES, due, expired, quiet, unwanted
from bot.store.outbox import Item, Kind
from config.settings import ChannelSettings
from tests.announcer.stage import HARBOUR, LINES, Stage

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]
CLOCK = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
HOURS = st.tuples(CLOCK, CLOCK).filter(lambda pair: pair[0] != pair[1]).map("-".join)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


def channel(hours: str, zone: str = "UTC") -> ChannelSettings:
    return ChannelSettings(announce=True, style="digest", quiet=hours, timezone=zone)


@given(hours=HOURS, zone=st.sampled_from(ZONES), now=MOMENTS)
@example(hours="02:15-02:45", zone="Europe/Berlin", now=datetime(2031, 3, 30, 1, 30, tzinfo=UTC))
@example(hours="22:00-02:30", zone="Europe/Berlin", now=datetime(2031, 10, 26, 1, 15, tzinfo=UTC))
def test_it_is_quiet_when_the_clock_on_the_wall_says_so(hours: str, zone: str, now: datetime) -> None:
    start, end = hours.split("-")
    wall = f"{now.astimezone(ZoneInfo(zone)):%H:%M}"
    between = start <= wall < end if start < end else wall >= start or wall < end
    assert quiet(channel(hours, zone), now) is between


@given(hours=HOURS, zone=st.sampled_from(ZONES), now=MOMENTS)
def test_quiet_hours_end_within_a_day_and_an_hour(hours: str, zone: str, now: datetime) -> None:
    minutes = (now + timedelta(minutes=minute) for minute in range(25 * 60 + 1))
    assert not all(quiet(channel(hours, zone), minute) for minute in minutes)


@pytest.mark.parametrize(
    ("hours", "clock", "silent"),
    [
        ("22:00-07:00", "22:00", True),
        ("22:00-07:00", "07:00", False),
        ("07:00-22:00", "07:00", True),
        ("07:00-22:00", "22:00", False),
    ],
)
def test_quiet_hours_begin_with_their_first_minute_and_end_before_the_last(
    hours: str, clock: str, silent: bool
) -> None:
    now = datetime.fromisoformat(f"2031-01-01T{clock}:00+00:00")
    assert quiet(channel(hours), now) is silent


def test_without_quiet_hours_it_is_never_quiet() -> None:
    assert not quiet(channel(""), datetime(2031, 1, 1, 3, tzinfo=UTC))


async def test_an_announcement_waits_until_the_quiet_hours_end(stage: Stage) -> None:
    stage.targets[HARBOUR] = channel("13:00-15:00", "Europe/Berlin")  # in summer 11:00 to 13:00 UTC; it is 12:00
    async with stage.running():
        await stage.news()
        stage.clock.forward(minutes=59)
        await stage.looked()
        assert stage.said == []
        stage.clock.forward(minutes=1)
        await stage.becomes("confirmed")
    assert stage.said == LINES


NOON = datetime(2031, 1, 1, 12, tzinfo=UTC)


def item(kind: Kind = "report", *, ordered: bool = False, attempts: int = 0, doubts: int = 0, said: int = 0) -> Item:
    return Item(
        1,
        kind,
        "report-x",
        "irc",
        "lab",
        "#a",
        "pending",
        ordered,
        attempts,
        doubts,
        said,
        None,
        False,
        NOON,
        NOON,
        None,
    )


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 0), (1, 15), (2, 60), (3, 300), (5, 1800), (50, 1800)])
def test_pauses_grow_and_the_last_one_holds(attempts: int, seconds: int) -> None:
    assert due(item(attempts=attempts), PAUSES, None) == NOON + timedelta(seconds=seconds)


def test_a_place_that_was_reached_since_is_tried_at_once() -> None:
    assert due(item(attempts=3), PAUSES, NOON + timedelta(seconds=1)) == NOON
    assert due(item(attempts=3), PAUSES, NOON) == NOON + timedelta(seconds=300)


def test_a_message_expires_when_its_time_is_over_and_not_before() -> None:
    wishes = ChannelSettings(expires=timedelta(hours=1))
    assert not expired(item(), wishes, NOON + timedelta(minutes=59))
    assert expired(item(), wishes, NOON + timedelta(hours=1))
    assert not expired(item(), None, NOON + timedelta(days=13))
    assert expired(item(), None, NOON + timedelta(days=14))


def test_what_a_place_no_longer_wants_is_dropped_unless_it_was_begun_or_ordered() -> None:
    deaf = ChannelSettings(announce=False, deadlines=False)
    assert unwanted(item(), deaf)
    assert unwanted(item("deadline"), deaf)
    assert not unwanted(item("correction"), deaf)
    assert not unwanted(item(ordered=True), deaf)
    assert not unwanted(item(said=1), deaf)
    assert not unwanted(item(doubts=1), deaf)
    assert not unwanted(item(), ChannelSettings(announce=True))
    assert unwanted(item("deadline"), ChannelSettings(announce=True))
    assert not unwanted(item("deadline"), ChannelSettings(deadlines=True))
