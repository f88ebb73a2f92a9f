"""Lines wrapped by w3m: rejoined as they were, and told from lines that their author ended."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.readers.wrapped import WIDTH, join, may_continue, paragraph_lines

NEVER = re.compile(r"(?!)")


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["one", "two"], "one two"),
        (["see https://tea.example/", "pot/"], "see https://tea.example/pot/"),
        (["visit https:", "//tea.example/", "pot#", "lid now"], "visit https://tea.example/pot#lid now"),
        (["the mount", "(2) call"], "the mount(2) call"),
        (["a kettle", "(blue) and"], "a kettle (blue) and"),
        (["FreeBSD/", "riscv64"], "FreeBSD/riscv64"),
        (["in", "/usr/src"], "in /usr/src"),
        (["x" * (WIDTH - 5) + " i386", "/amd64"], "x" * (WIDTH - 5) + " i386/amd64"),
        ([" spaced ", "", " out "], "spaced out"),
    ],
)
def test_lines_are_joined_with_a_blank_where_there_was_one(lines: list[str], joined: str) -> None:
    assert join(lines) == joined


def test_a_line_with_room_for_the_next_was_ended_by_its_author() -> None:
    assert not may_continue("Contact: A B", "Contact: C D")
    assert may_continue("x" * (WIDTH - 3), "word")
    assert not may_continue("x" * (WIDTH - 5), "word")


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=12), min_size=1, max_size=60))
def test_what_a_browser_wraps_is_one_line_again(words: list[str]) -> None:
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > WIDTH:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    assert list(map(join, paragraph_lines(lines, NEVER))) == [" ".join(words)]
