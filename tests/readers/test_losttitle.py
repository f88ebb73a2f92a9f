"""The word that names an entry whose title is lost."""

import pytest

from bot.readers.losttitle import Words, infer_titles
from tests.golden import needs_archive, report_ids
from tests.golden import report as golden

OTHERS = [Words("The kitchen team bought a spoon and a kettle.", "", "Kitchen"), Words("We met for tea.", "", "Tea")]


@pytest.mark.parametrize(
    ("body", "labels", "title"),
    [
        ("KETTLE is a tool for boiling. It is old. KETTLE boils.", "", "KETTLE"),
        ("This quarter brought changes. The brewd(8) daemon was rewritten.", "brewd on the web", "brewd(8)"),
        ("The sugar_bowl driver sweetens the kettle.", "", "sugar_bowl"),
        ("", "", None),
        ("12 34", "", None),
    ],
)
def test_what_is_named_early_often_and_only_here_is_the_title(body: str, labels: str, title: str | None) -> None:
    assert infer_titles([*OTHERS, Words(body, labels, None)])[2] == title


def test_titles_that_are_there_are_kept_and_not_given_twice() -> None:
    again = Words("KETTLE boils water.", "", None)
    found = infer_titles([*OTHERS, again, again])
    assert found[:3] == ["Kitchen", "Tea", "KETTLE"]
    assert found[3] != "KETTLE"


@needs_archive
def test_most_lost_titles_of_one_word_are_found_or_nearly() -> None:
    found = wanted = 0
    for report_id in report_ids():
        entries = golden(report_id).entries
        known = [
            Words(entry.body, " ".join(link.label or "" for link in entry.links), entry.title) for entry in entries
        ]
        for place, words in enumerate(known):
            if " " not in (words.title or " "):
                lost = Words(words.body, words.labels, None)
                guess = infer_titles([*known[:place], lost, *known[place + 1 :]])[place] or "?"
                wanted += 1
                found += guess.casefold().partition("(")[0] in (words.title or "").casefold()
    assert found / wanted > 0.7
