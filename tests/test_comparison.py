"""The comparison with golden tells every kind of difference."""

import dataclasses
from collections import defaultdict

import pytest

from bot.model import Contact, Period, Report
from tests import golden
from tests.comparison import Score, compare
from tests.fidelity import below, era
from tests.golden import needs_archive

REPORT = "report-2015-10-2015-12"


def compared(report: Report | None) -> tuple[dict[str, float], list[str]]:
    scores: defaultdict[str, Score] = defaultdict(Score)
    lines = list(compare(REPORT, report, scores))
    return {name: score.percent for name, score in scores.items()}, lines


@needs_archive
def test_golden_itself_is_right_in_every_field() -> None:
    percents, lines = compared(golden.report(REPORT))
    assert lines == []
    assert set(percents.values()) == {100.0}


@needs_archive
@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("contact name", {"contacts": (Contact("Nobody", None),) * 3}),
        ("contact email", {"contacts": ()}),
        ("link url", {"links": ()}),
        ("sponsors", {"sponsors": ("A", "B", "C", "D")}),
        ("tasks", {"tasks": ("never written",)}),
        ("category", {"category": "Elsewhere"}),
        ("anchor", {"anchor": None}),
        ("body", {"body": "nothing"}),
    ],
)
def test_a_wrong_value_lowers_its_field(field: str, change: dict[str, object]) -> None:
    report = golden.report(REPORT)
    entries = tuple(dataclasses.replace(entry, **change) for entry in report.entries)  # type: ignore[arg-type]  # any field
    percents, lines = compared(dataclasses.replace(report, entries=entries))
    assert percents[field] < 100
    assert percents["entries"] == 100
    assert any(f"{field}: " in line for line in lines)


@needs_archive
def test_a_missing_and_an_invented_entry_count() -> None:
    report = golden.report(REPORT)
    invented = dataclasses.replace(report.entries[0], title="Never written")
    assert compared(dataclasses.replace(report, entries=report.entries[1:]))[0]["entries"] < 100
    assert compared(dataclasses.replace(report, entries=(*report.entries, invented)))[0]["entries"] < 100


@needs_archive
def test_the_report_itself_is_compared_and_an_unread_one_has_nothing() -> None:
    report = dataclasses.replace(golden.report(REPORT), period=Period("2001-01", "2001-01"), url="elsewhere")
    percents, _ = compared(report)
    assert (percents["period"], percents["url"]) == (0, 0)
    assert compared(None)[0]["entries"] == 0


def test_a_wrong_value_in_place_of_a_right_one_counts_once() -> None:
    score = Score()
    assert score.add(["a", "b"], ["a", "c"]) == 50
    assert score.add([], ["x"]) == 0
    assert score.percent == pytest.approx(100 / 3)


def test_what_is_below_a_bar_is_told() -> None:
    table = {("seed", "2018-2020"): {"entries": Score(found=26, wanted=27)}}
    assert below(table) == ["seed 2018-2020 entries: 96.30 % is below 100.0 %"]


@pytest.mark.parametrize(
    ("report", "years"),
    [
        ("2001-06", "2001-2004"),
        ("2004-07-2004-12", "2004-2013"),
        ("2013-10-2013-12", "2013-2017"),
        ("2025-07", "2021-2025"),
    ],
)
def test_a_report_belongs_to_the_era_of_its_first_month(report: str, years: str) -> None:
    assert era(f"report-{report}") == years
