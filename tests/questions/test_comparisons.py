"""Two periods that a question sets against each other."""

import pytest

from bot.model import Period
from bot.questions import read
from bot.questions.comparisons import compared

NEWEST = Period("2025-07", "2025-09")


def written(text: str) -> list[str]:
    sides = compared(text, NEWEST)
    return sorted(f"{side.first // 12}-{side.first % 12 + 1}" for side in sides if side) if sides else []


@pytest.mark.parametrize(
    "text",
    [
        "compare q1 2025 and q3 2025",
        "compare q1 and q3 2025",
        "q1 2025 vs q3 2025",
        "2025q1 versus 2025q3?",
        "what is different between 2025q1 and 2025q3",
        "what is the difference between the reports of q1 2025 and the last report",
        "how does q3 2025 compare to q1 2025?",
        "what changed between 2025q1 and 2025q3",
        "changes from 2025q1 to 2025q3",
        "how do the previous report and the newest report differ",
    ],
)
def test_two_periods_that_are_compared_are_read(text: str) -> None:
    assert written(text) in (["2025-1", "2025-7"], ["2025-7", "2025-7"])
    assert read(text, NEWEST).intent == "changes"


def test_two_years_joined_by_and_are_no_run_of_years() -> None:
    assert written("compare 2019 and 2020") == ["2019-1", "2020-1"]
    assert written("what is different between 2019 and 2020") == ["2019-1", "2020-1"]


@pytest.mark.parametrize(
    "text",
    [
        "lanternfs between 2019 and 2020",
        "reports between 2019 and 2020",
        "compare lanternfs in q1 2025 and q3 2025",
        "compare lanternfs and tidewheel",
        "what is different in 2025q1",
        "difference between lanternfs and q3 2025",
        "q1 2025 and q3 2025",
        "",
    ],
)
def test_what_compares_no_two_periods_is_read_as_before(text: str) -> None:
    assert written(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "compare the last two reports",
        "what changed between the last 2 reports?",
        "compare the last report with the one before",
        "how does the newest report differ from the report before that?",
    ],
)
def test_a_report_is_compared_with_the_one_before_by_what_changed(text: str) -> None:
    asked = read(text, NEWEST)
    assert (asked.intent, asked.span and asked.span.back, asked.against) == ("changes", 0, None)


@pytest.mark.parametrize(
    "text", ["compare ufs with the one before", "compare ufs in the last two reports", "compare the last three reports"]
)
def test_what_has_no_report_to_compare_with_the_one_before_is_read_as_before(text: str) -> None:
    assert written(text) == []
