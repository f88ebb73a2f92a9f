from datetime import date

import pytest
from icalendar import Calendar

from bot.web.calendar import calendar
from tests.web.conftest import Client


async def test_a_calendar_program_can_read_what_is_served(client: Client) -> None:
    answer = await client.get("/deadlines.ics")
    assert answer.content_type == "text/calendar"
    found = Calendar.from_ical(await answer.read())
    days = {str(event["summary"]): event.decoded("dtstart") for event in found.walk("VEVENT")}
    assert days["Q2 2022 status reports are due"] == date(2022, 6, 30)
    assert days["Q2 2022 status reports are due at the latest"] == date(2022, 7, 8)
    assert days["Q4 2022 status reports are due at the latest"] == date(2023, 1, 8)


def test_events_are_whole_days_that_keep_their_ids() -> None:
    spring, summer = (Calendar.from_ical(calendar(day, "1")) for day in (date(2022, 5, 1), date(2022, 8, 1)))
    events = [{str(event["uid"]): event for event in each.walk("VEVENT")} for each in (spring, summer)]
    both = events[0].keys() & events[1].keys()
    assert len(both) == 7 * 4
    for uid in both:
        assert events[0][uid]["dtstart"] == events[1][uid]["dtstart"]
    for event in events[0].values():
        start, end = event.decoded("dtstart"), event.decoded("dtend")
        assert type(start) is date
        assert (end - start).days == 1
        assert event.decoded("dtstamp").utcoffset() is not None


def test_programs_are_told_to_look_again_every_day() -> None:
    text = calendar(date(2022, 5, 1), "1").decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in text
    assert "X-PUBLISHED-TTL:P1D\r\n" in text
    assert "PRODID:" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@pytest.mark.parametrize("month", range(1, 13))
def test_two_years_are_shown_from_every_month(month: int) -> None:
    found = Calendar.from_ical(calendar(date(2022, month, 1), "1"))
    assert len(found.walk("VEVENT")) == 8 * 4
