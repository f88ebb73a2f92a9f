"""Spans of months and of reports: how they lie to each other, and which words mean the same."""

import pytest

from bot.model import Period
from bot.periods import Span, find, months, parse
from bot.periods.span import OPEN_END

NEWEST = Period("2025-07", "2025-09")


def test_overlap_is_measured_against_the_shorter_of_the_two() -> None:
    span = Span(*months(Period("2018-04", "2018-06")), "2018q2")
    assert span.overlap(Period("2018-01", "2018-09")) == 1
    assert span.overlap(Period("2018-06", "2018-07")) == 0.5
    assert Span(span.last, span.last, "june").overlap(Period("2018-04", "2018-06")) == 1
    assert Span(span.last, span.last - 1, "none").overlap(Period("2018-04", "2018-06")) == 0
    assert span.distance(Period("2018-10", "2018-12")) == 4
    assert span.distance(Period("2018-01", "2018-01")) == 3
    assert span.distance(Period("2018-06", "2018-07")) == 0


def test_the_summer_of_code_is_no_season() -> None:
    assert find("last summer of code", NEWEST) is None


@pytest.mark.parametrize(("text", "count"), [("last three reports", 3), ("the past 5 reports", 5), ("last report", 1)])
def test_so_many_reports_are_no_months(text: str, count: int) -> None:
    span = parse(text, NEWEST)
    assert span is not None
    assert (span.back, span.count) == (0, count)


def test_the_start_or_end_of_a_year_bounds_an_open_span_as_the_year_does() -> None:
    for text, same in (("since the start of 2020", "since 2020"), ("until the end of 2020", "until 2020")):
        one, other = parse(text, NEWEST), parse(same, NEWEST)
        assert one
        assert other
        assert (one.first, one.last) == (other.first, other.last)


@pytest.mark.parametrize(
    ("text", "first"), [("since two years ago", "2023-01"), ("since a couple of months ago", "2025-07")]
)
def test_an_open_span_may_begin_so_long_ago(text: str, first: str) -> None:
    span = parse(text, NEWEST)
    assert span is not None
    assert (span.first, span.last, span.after("in")) == (months(Period(first, first))[0], OPEN_END, text)


@pytest.mark.parametrize(
    ("text", "back"), [("a couple of reports ago", 2), ("couple of reports ago", 2), ("a few quarters ago", 3)]
)
def test_so_many_may_be_a_few(text: str, back: int) -> None:
    span = parse(text, NEWEST)
    assert span is not None
    assert span.back == back


@pytest.mark.parametrize(("text", "said"), [("2010s", "in the 2010s"), ("end of 2015", "in the end of 2015")])
def test_a_decade_or_part_of_a_year_stands_with_its_article(text: str, said: str) -> None:
    span = parse(text, NEWEST)
    assert span is not None
    assert span.after("in") == said
