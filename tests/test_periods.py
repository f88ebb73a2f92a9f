import calendar
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Period
from bot.periods import Span, find, months, parse

NEWEST = Period("2025-07", "2025-09")

QUARTERS = (
    "{y}q{q}", "{y}Q{q}", "Q{q} {y}", "q{q}/{y}", "q{q} of {y}", "{q}q{yy}", "{q}Q{y}", "q{q} '{yy}", "{yy}q{q}",
    "{y}-q{q}", "{y} q{q}", "{word} quarter of {y}", "{word} quarter {y}", "{nth} quarter {y}", "quarter {q} of {y}",
    "{first}-{last} {y}", "{First} to {Last} {y}", "{first} - {last}, {y}", "{First} {y} - {Last} {y}",
    "report-{y}-{m0}-{y}-{m}", "between {first} and {last} of {y}",
    "{season} {y}", "{season} of {y}", "in the {word} quarter of the year {y}",
)  # fmt: skip
MONTHS = (
    "{month} {y}", "{mon} {y}", "{month}, {y}", "in {month} {y}", "{y}-{m:02}", "{m}/{y}", "{month} of {y}",
    "{y} {month}",
)  # fmt: skip
years = st.integers(2001, 2089)


@pytest.mark.parametrize("form", QUARTERS)
@settings(max_examples=10)
@given(year=years, quarter=st.integers(1, 4))
def test_a_quarter_is_understood_however_it_is_written(year: int, quarter: int, form: str) -> None:
    first, last = quarter * 3 - 2, quarter * 3
    text = form.format(
        y=year, yy=f"{year % 100:02}", q=quarter, m0=f"{first:02}", m=f"{last:02}",
        word=("first", "second", "third", "fourth")[quarter - 1], nth=("1st", "2nd", "3rd", "4th")[quarter - 1],
        first=calendar.month_abbr[first].lower(), last=calendar.month_abbr[last].lower(),
        season=("winter", "spring", "summer", "fall")[quarter - 1],
        First=calendar.month_name[first], Last=calendar.month_name[last],
    )  # fmt: skip
    span = parse(text, NEWEST)
    assert span is not None, text
    assert (span.first, span.last) == months(Period(f"{year}-{first:02}", f"{year}-{last:02}")), text


@pytest.mark.parametrize("form", MONTHS)
@settings(max_examples=10)
@given(year=years, month=st.integers(1, 12))
def test_a_month_is_understood_however_it_is_written(year: int, month: int, form: str) -> None:
    text = form.format(y=year, m=month, month=calendar.month_name[month], mon=calendar.month_abbr[month].lower())
    span = parse(text, NEWEST)
    assert span is not None, text
    assert (span.first, span.last) == months(Period(f"{year}-{month:02}", f"{year}-{month:02}")), text


@given(year=years, quarter=st.integers(1, 4), before=st.sampled_from(["", "bhyve ", "what did zfs do in "]))
def test_a_period_is_found_within_a_question_and_taken_out_of_it(year: int, quarter: int, before: str) -> None:
    found = find(f"{before}q{quarter} {year}", NEWEST)
    assert found is not None
    assert found.span == replace(found.span, first=year * 12 + quarter * 3 - 3, last=year * 12 + quarter * 3 - 1)
    assert found.rest == before.strip().removesuffix(" in")


@given(st.text(max_size=80))
def test_no_text_breaks_it_and_what_is_found_lies_in_the_text(text: str) -> None:
    found = find(text, NEWEST)
    if found:
        assert found.span.written in text
        assert found.before in text
        assert found.after in text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", "2019-01", "2019-12"),
        ("last", "2025-07", "2025-09"),
        ("the latest", "2025-07", "2025-09"),
        ("last quarter", "2025-07", "2025-09"),
        ("this year", "2025-01", "2025-12"),
        ("last year", "2024-01", "2024-12"),
        ("the last two years", "2023-10", "2025-09"),
        ("past three quarters", "2025-01", "2025-09"),
        ("2015-2018", "2015-01", "2018-12"),
        ("between 2015 and 2018", "2015-01", "2018-12"),
        ("first half of 2019", "2019-01", "2019-06"),
        ("1st half 2019", "2019-01", "2019-06"),
        ("h1 2019", "2019-01", "2019-06"),
        ("2019h1", "2019-01", "2019-06"),
        ("early 2019", "2019-01", "2019-06"),
        ("second half of 2019", "2019-07", "2019-12"),
        ("2nd half of 2019", "2019-07", "2019-12"),
        ("h2 2019", "2019-07", "2019-12"),
        ("2019 H2", "2019-07", "2019-12"),
        ("late 2012", "2012-07", "2012-12"),
        ("previous year", "2024-01", "2024-12"),
        ("last 6 months", "2025-04", "2025-09"),
        ("q3", "2025-07", "2025-09"),
        ("q4", "2024-10", "2024-12"),
        ("in may", "2025-05", "2025-05"),
        ("last quarter of 2012", "2012-10", "2012-12"),
        ("two years ago", "2023-01", "2023-12"),
        ("a year ago", "2024-01", "2024-12"),
        ("10 years ago", "2015-01", "2015-12"),
        ("3 months ago", "2025-06", "2025-06"),
        ("the 2010s", "2010-01", "2019-12"),
        ("2000s", "2000-01", "2009-12"),
        ("2019's", "2019-01", "2019-12"),
        ("2024 q 2", "2024-04", "2024-06"),
        ("end of 2023", "2023-07", "2023-12"),
        ("the beginning of 2023", "2023-01", "2023-06"),
        ("mid 2023", "2023-04", "2023-09"),
        ("middle of 2023", "2023-04", "2023-09"),
        ("last summer", "2025-07", "2025-09"),
        ("last winter", "2025-01", "2025-03"),
    ],
)
def test_words_for_a_period_count_from_the_newest_report(text: str, first: str, last: str) -> None:
    span = parse(text, NEWEST)
    assert span is not None
    assert (span.first, span.last) == months(Period(first, last))
    assert span.written in text


@pytest.mark.parametrize(
    ("text", "written", "back"),
    [
        ("the latest", "the latest", 0),
        ("Latest?", "Latest", 0),
        ("the last report", "last report", 0),
        ("last quarter", "last quarter", 0),
        ("previous quarter", "previous quarter", 1),
        ("the report before last", "report before last", 1),
        ("three reports ago", "three reports ago", 3),
        ("a quarter ago", "a quarter ago", 1),
        ("q3", "q3", None),
        ("2025q3", "2025q3", None),
    ],
)
def test_a_word_for_one_report_says_how_far_back_it_lies(text: str, written: str, back: int | None) -> None:
    span = parse(text, NEWEST)
    assert span == Span(*months(NEWEST), written, back)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("oct 2018 to mar 2019", "2018-10", "2019-03"),
        ("may-may 2019", "2019-05", "2019-05"),
        ("report-2019-05-2019-05", "2019-05", "2019-05"),
        ("2015-2015", "2015-01", "2015-12"),
        ("q1 '99", "1999-01", "1999-03"),
        ("q1 '90", "1990-01", "1990-03"),
        ("q1 '89", "2089-01", "2089-03"),
        ("last quarter", "2025-07", "2025-09"),
    ],
)
def test_runs_may_be_short_and_years_have_two_digits(text: str, first: str, last: str) -> None:
    found = find(f"zfs {text} please", NEWEST)
    assert found is not None
    assert (found.span.first, found.span.last) == months(Period(first, last))
    assert found.span.written == text
    assert found.rest == "zfs please"


def test_since_and_before_are_open_at_one_end() -> None:
    since, before, after = (parse(f"{word} 2015", NEWEST) for word in ("since", "before", "after"))
    assert since is not None
    assert before is not None
    assert after is not None
    in_2015, in_2014, in_2016 = (Period(f"{year}-04", f"{year}-06") for year in (2015, 2014, 2016))
    assert [since.overlap(each) for each in (in_2014, in_2015, in_2016)] == [0, 1, 1]
    assert [before.overlap(each) for each in (in_2014, in_2015, in_2016)] == [1, 0, 0]
    assert [after.overlap(each) for each in (in_2014, in_2015, in_2016)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("since 2015", "2015-01", None),
        ("since Q2 2015", "2015-04", None),
        ("from 2015 on", "2015-01", None),
        ("after april 2019", "2019-05", None),
        ("since last year", "2024-01", None),
        ("since may", "2025-05", None),
        ("after november", "2024-12", None),
        ("before this year", None, "2024-12"),
        ("until 2015", None, "2015-12"),
        ("till 2015", None, "2015-12"),
        ("Up To 2015q2", None, "2015-06"),
        ("before 2010", None, "2009-12"),
    ],
)
def test_an_open_period_has_one_end_where_it_was_said(text: str, first: str | None, last: str | None) -> None:
    span = parse(text, NEWEST)
    assert span is not None
    assert span.written == text
    known = months(Period(first or last or "", last or first or ""))
    if first:
        assert span.first == known[0]
        assert span.last > months(Period("2099-12", "2099-12"))[1]
    else:
        assert span.first <= months(Period("1970-01", "1970-01"))[0]
        assert span.last == known[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2019", "in 2019"),
        ("since 2019", "since 2019"),
        ("before 2019", "before 2019"),
        ("q1 2019", "in q1 2019"),
        ("last year", "last year"),
        ("this year", "this year"),
        ("past two years", "in the past two years"),
        ("the last report", "in the last report"),
        ("Latest quarter", "in the Latest quarter"),
    ],
)
def test_a_period_stands_in_a_sentence(text: str, said: str) -> None:
    span = parse(text, NEWEST)
    assert span is not None
    assert span.after("in") == said


@pytest.mark.parametrize(
    ("text", "written"),
    [("jun-apr 2019", "apr 2019"), ("report-2019-06-2019-04", "report-2019-06"), ("2019-2001", "2019")],
)
def test_a_run_that_ends_before_it_begins_is_none_and_a_part_of_it_counts(text: str, written: str) -> None:
    found = find(text, NEWEST)
    assert found is not None
    assert found.span.written == written


@pytest.mark.parametrize("text", ["2019q5", "q7 2020", "0q19"])
def test_a_quarter_that_no_year_has_does_not_exist(text: str) -> None:
    span = parse(text, NEWEST)
    assert span is not None
    assert not span.exists
    assert span.first - span.last == 1
    assert span.written == text


@pytest.mark.parametrize(
    "text", ["nfs 4.2", "rfc1918", "who may help", "the second disk", "13.2-RELEASE", "802.11n", ""]
)
def test_other_numbers_and_words_are_no_periods(text: str) -> None:
    assert find(text, NEWEST) is None
