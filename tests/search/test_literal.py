"""Quoted and hyphenated words are a phrase: only what says them so is found."""

import pytest

from bot.model import Entry
from bot.search.literal import saying
from bot.search.texts import TextIndex
from tests.search.test_texts import items

ENTRIES = (
    Entry("Lanterns", body="The lock-free lanterns are lit at night."),
    Entry("Wheels", body="Free the lock; the wheels turn by night."),
    Entry("Lit at night", body="Nothing."),
    Entry("Anchors", tasks=("Make them lock free.",)),
)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("lock-free", ["Anchors", "Lanterns"]),
        ('who is "Lit at Night"?', ["Lit at night", "Lanterns"]),
        ('"lit at night" and lock-free', ["Lanterns"]),
        ('"free lock"', []),
        ("lock free", []),
        ('"lock"', []),
    ],
)
def test_what_says_all_phrases_as_they_were_written_is_found_newest_first(text: str, titles: list[str]) -> None:
    numbered = items(*ENTRIES)
    assert [item.entry.title for item in saying(text, TextIndex.of(numbered), numbered)] == titles
