"""Names of sponsors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.readers.labels import clean
from bot.readers.sponsors import sentence_sponsors, split_sponsors


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The Tea Board", ["The Tea Board"]),
        ("TEA, CUPS", ["TEA", "CUPS"]),
        ("The Tea Board, Porcelain, Inc., and Cups Ltd", ["The Tea Board", "Porcelain, Inc.", "Cups Ltd"]),
        ("Porcelain, Inc. and Spoons, LLC", ["Porcelain, Inc.", "Spoons, LLC"]),
        ("Cups GmbH & Saucers (Pty) Ltd", ["Cups GmbH", "Saucers (Pty) Ltd"]),
        ("Cups R&D", ["Cups R&D"]),
        ("Cups, the Netherlands", ["Cups, the Netherlands"]),
        ("Cups GmbH, Meissen, Germany", ["Cups GmbH, Meissen, Germany"]),
        ("Department of Tea, Leaf University", ["Department of Tea, Leaf University"]),
        ('Porcelain, LLC ("Plate")', ['Porcelain, LLC ("Plate")']),
        ("Cups (water, milk and sugar)", ["Cups (water, milk and sugar)"]),
        ("Cups for work by A and B, and for the rest", ["Cups for work by A and B, and for the rest"]),
        ("Ana and Cups Inc. for the venue", ["Ana", "Cups Inc. for the venue"]),
        ("Cups, Plates.", ["Cups", "Plates"]),
        ("Cups Inc.", ["Cups Inc."]),
        ("", []),
    ],
)
def test_a_line_is_split_where_names_end(line: str, expected: list[str]) -> None:
    assert split_sponsors(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This project was sponsored by Cups.", ["Cups"]),
        ("This project was sponsored by Cups, Inc..", ["Cups, Inc."]),
        ("This project was sponsored by Cups, Inc.", ["Cups, Inc"]),
        ("This project was sponsored by Cups, Inc., and The Tea Board.", ["Cups, Inc.", "The Tea Board"]),
        ("This project was sponsored in part by Cups.", ["Cups"]),
        ("This project was sponsored by Cups, Inc. and Plates, Inc.", ["Cups, Inc.", "Plates, Inc."]),
        ("This project was sponsored by Cups and implemented by Ana.", []),
        ("The work was sponsored by Cups.", []),
    ],
)
def test_the_sentence_of_the_stylesheet_is_told_from_prose(text: str, expected: list[str]) -> None:
    assert sentence_sponsors(text) == expected


@given(st.text(max_size=200))
def test_no_word_is_lost_or_made_up(line: str) -> None:
    words = clean(line).replace(",", " ").split()
    found = " ".join(split_sponsors(line)).replace(",", " ").split()
    assert set(found) <= {*words, *(word.rstrip(".") for word in words)}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("line", ["a, " * 100_000, "(" * 300_000, "a and " * 50_000, "x" * 300_000])
def test_a_very_long_line_takes_no_longer_than_its_length_asks_for(line: str) -> None:
    assert split_sponsors(line)
    sentence_sponsors(f"This project was sponsored by {line}.")
