"""Periods: what they are and how they read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Period

MONTHS = st.builds("{:04}-{:02}".format, st.integers(1990, 2090), st.integers(1, 12))


@pytest.mark.parametrize(
    ("start", "end", "words", "quarter"),
    [
        ("2019-04", "2019-06", "Q2 2019", "2019Q2"),
        ("2025-10", "2025-12", "Q4 2025", "2025Q4"),
        ("2001-06", "2001-06", "June 2001", None),
        ("2002-07", "2002-08", "July–August 2002", None),
        ("2005-03", "2005-06", "March–June 2005", None),
        ("2017-10", "2018-09", "October 2017–September 2018", None),
        ("2018-01", "2019-03", "January 2018–March 2019", None),
    ],
)
def test_a_period_reads_as_people_write_it(start: str, end: str, words: str, quarter: str | None) -> None:
    period = Period(start, end)
    assert (str(period), period.quarter) == (words, quarter)


@pytest.mark.parametrize(("start", "end"), [("2019-4", "2019-06"), ("2019-13", "2019-13"), ("2019-06", "2019-04")])
def test_months_that_are_none_or_run_backwards_make_no_period(start: str, end: str) -> None:
    with pytest.raises(ValueError, match="period"):
        Period(start, end)


@given(MONTHS, MONTHS)
def test_periods_sort_by_time_and_always_name_their_last_year(one: str, other: str) -> None:
    first, last = min(one, other), max(one, other)
    period = Period(first, last)
    assert Period(first, first) <= period
    assert str(period).endswith(last[:4])
