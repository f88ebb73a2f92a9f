"""Quiet hours go by the clock on the wall, whatever summer time does to it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from bot.announcer.timing import quiet
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
