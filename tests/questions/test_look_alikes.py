"""Words that a question about reports has, where no report is asked for."""

import pytest

from bot.model import Period
from bot.questions import read

NEWEST = Period("2025-07", "2025-09")


@pytest.mark.parametrize("text", ["start", "start of day", "how did it start?", "the least", "write", "beginning"])
def test_what_is_asked_of_a_report_is_not_about_one_without_a_word_for_it(text: str) -> None:
    assert read(text, NEWEST).intent is None


@pytest.mark.parametrize("text", ["longest in 2015", "everything in 2015", "the largest of q3 2015"])
def test_a_period_is_word_enough_for_a_report(text: str) -> None:
    assert read(text, NEWEST).intent == "report"


@pytest.mark.parametrize("text", ["changes in the last report", "what is different in the newest report"])
def test_what_changed_in_a_report_is_not_the_report(text: str) -> None:
    assert read(text, NEWEST).intent == "changes"


@pytest.mark.parametrize(
    "text",
    ["what changed in lanternfs", "last changes to lanternfs", "compare lanternfs", "how is lanternfs different"],
)
def test_words_of_comparing_are_no_part_of_a_topic(text: str) -> None:
    assert read(text, NEWEST).topic == "lanternfs"
