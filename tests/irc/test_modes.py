"""A MODE line is read as the server says that its modes are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.irc.isupport import ISupport
from bot.irc.modes import ModeChange, mode_changes


def changes(text: str, *tokens: str) -> list[ModeChange]:
    isupport = ISupport()
    isupport.load(tokens)
    return list(mode_changes(isupport, text.split()))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("+o-v eve bob", [ModeChange(True, "o", "eve"), ModeChange(False, "v", "bob")]),
        ("mt", [ModeChange(True, "m", ""), ModeChange(True, "t", "")]),
        ("-b+l *!*@* 9", [ModeChange(False, "b", "*!*@*"), ModeChange(True, "l", "9")]),
        ("-lk secret", [ModeChange(False, "l", ""), ModeChange(False, "k", "secret")]),
        ("+vo eve", [ModeChange(True, "v", "eve"), ModeChange(True, "o", "")]),
        ("", []),
    ],
)
def test_without_a_word_from_the_server_modes_are_the_usual_ones(text: str, found: list[ModeChange]) -> None:
    assert changes(text) == found


def test_the_server_says_which_modes_take_an_argument() -> None:
    tokens = ("CHANMODES=IXbe,k,EHLf,CMN", "PREFIX=(qov)~@+")
    assert changes("+HqC-f 5:1 eve", *tokens) == [
        ModeChange(True, "H", "5:1"),
        ModeChange(True, "q", "eve"),
        ModeChange(True, "C", ""),
        ModeChange(False, "f", ""),
    ]


@pytest.mark.parametrize("token", ["CHANMODES=", "CHANMODES=b", "CHANMODES=b,k", "CHANMODES=b,k,l,m,x,y"])
def test_a_server_that_says_less_or_more_is_understood_as_far_as_it_goes(token: str) -> None:
    assert changes("+o-m eve", token) == [ModeChange(True, "o", "eve"), ModeChange(False, "m", "")]


@given(st.lists(st.text(max_size=8), max_size=5))
def test_no_line_breaks_it(params: list[str]) -> None:
    assert all(change.mode not in "+-" for change in mode_changes(ISupport(), params))
