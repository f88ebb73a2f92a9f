from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.deadlines import coming, holding, milestones, of_quarter


@given(today=st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_the_coming_deadline_is_the_last_day_of_the_quarter_that_today_lies_in(today: date) -> None:
    days = coming(today)
    assert timedelta(0) <= days.standard - today <= timedelta(days=91)
    assert (days.standard + timedelta(days=1)).day == 1


@given(year=st.integers(2020, 2040), quarter=st.integers(1, 4))
def test_the_days_of_a_quarter_follow_one_another(year: int, quarter: int) -> None:
    days = of_quarter(year, quarter)
    assert days.first_call < days.two_weeks_left < days.last_reminder < days.standard < days.extended
    assert days.name == f"Q{quarter} {year}"


def test_the_extended_deadline_of_the_fourth_quarter_lies_in_the_next_year() -> None:
    assert of_quarter(2025, 4).extended == date(2026, 1, 8)


@given(today=st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_at_most_one_milestone_holds_on_a_day_and_only_before_its_deadline_is_over(today: date) -> None:
    found = holding(today)
    around = milestones(of_quarter(today.year - 1, 4)) + tuple(
        each for quarter in range(1, 5) for each in milestones(of_quarter(today.year, quarter))
    )
    assert [each for each in around if each.day <= today <= each.last] == ([found] if found else [])
    assert found is None or found.day <= today <= found.due
    assert len({each.id for each in around}) == len(around)


def test_a_reminder_holds_until_the_next_one_and_a_deadline_on_its_day() -> None:
    names = [(each.name, each.day.day, each.last.day) for each in milestones(of_quarter(2031, 2))]
    assert names == [
        ("first_call", 1, 14),
        ("two_weeks_left", 15, 23),
        ("last_reminder", 24, 29),
        ("standard", 30, 30),
        ("extended", 8, 8),
    ]
