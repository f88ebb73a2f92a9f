"""People and projects of the real archive, as the grader sees them; the figures may only rise."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from time import process_time

import pytest

from bot.identity.people import people
from bot.identity.projects import projects
from bot.model import Report
from tests import golden
from tests.identity.measure import graded, halves, restricted

BASELINE: dict[str, dict[str, float]] = json.loads(Path(__file__).with_name("figures.json").read_text("utf-8"))
BARS = {
    "people": {"names_precision": 0.99, "names_recall": 0.99, "false_merges": 2},
    "threads": {"f1": 0.97, "whole": 0.80, "false_merges": 2},
}
FEWER_IS_BETTER = {"false_merges"}
pytestmark = [golden.needs_archive, golden.needs_questions]


@cache
def archive() -> Sequence[Report]:
    return [golden.report(report_id) for report_id in golden.report_ids()]


def worse(figures: dict[str, float], than: dict[str, float]) -> dict[str, float]:
    """Return those figures that are worse than demanded."""
    return {
        name: figures[name]
        for name, value in than.items()
        if (figures[name] > value if name in FEWER_IS_BETTER else figures[name] < value)
    }


@pytest.mark.parametrize("kind", BARS)
def test_the_figures_are_above_the_bars_and_not_below_what_they_were(kind: str) -> None:
    figures = graded(kind, archive())

    assert worse(figures, BARS[kind]) == {}
    assert worse(figures, BASELINE[kind]) == {}


@pytest.mark.slow
@pytest.mark.parametrize("kind", BARS)
@pytest.mark.parametrize("half", [0, 1])
def test_neither_half_of_what_is_known_does_much_better_than_the_other(kind: str, half: int) -> None:
    figures = graded(kind, archive(), list(halves(kind))[half])

    assert figures["f1"] >= 0.95
    assert figures["whole"] >= 0.88


@pytest.mark.slow
@pytest.mark.parametrize("kind", BARS)
@pytest.mark.parametrize("first", [0, 1])
def test_the_rules_hold_when_every_second_report_is_missing(kind: str, first: int) -> None:
    some = archive()[first::2]
    figures = graded(kind, some, restricted(kind, some))

    assert figures["f1"] >= 0.95
    assert figures["precision"] >= 0.98


def test_all_identities_are_found_anew_in_seconds() -> None:
    started = process_time()
    projects(archive(), people(archive()))

    assert process_time() - started < 5  # one second on an idle machine
