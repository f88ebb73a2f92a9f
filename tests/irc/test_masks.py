"""Masks cover whom people mean by them, in the server's way of comparing names."""

import string
from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.irc.isupport import ISupport
from bot.irc.masks import completed, matches

PART = st.text(string.ascii_letters + string.digits + "[]\\~{}|^-_.", min_size=1, max_size=12)
HOSTMASK = st.tuples(PART, PART, PART).map(lambda parts: f"{parts[0]}!{parts[1]}@{parts[2]}")


def fold(name: str, casemapping: str = "rfc1459") -> str:
    isupport = ISupport()
    isupport.load((f"CASEMAPPING={casemapping}",))
    return isupport.fold(name)


@pytest.mark.parametrize(
    ("written", "mask"),
    [
        ("eve", "eve!*@*"),
        ("eve!*@*", "eve!*@*"),
        ("~e@host.example.org", "*!~e@host.example.org"),
        ("*.example.org", "*!*@*.example.org"),
        ("2001:db8::*", "*!*@2001:db8::*"),
        ("eve!e", "eve!e@*"),
        ("*!*@gateway/web/x", "*!*@gateway/web/x"),
        ("a b", None),
        ("", None),
        ("eve!x!y@z", None),
        ("eve!e@", None),
    ],
)
def test_what_people_write_becomes_a_whole_mask(written: str, mask: str | None) -> None:
    assert completed(written) == mask


@given(HOSTMASK, st.data())
def test_a_mask_made_from_somebody_covers_them_in_any_capitals(hostmask: str, data: st.DataObject) -> None:
    kept = [
        data.draw(st.sampled_from([char, char.swapcase(), "?", "*"])) if char not in "!@" else char for char in hostmask
    ]
    assert matches("".join(kept), hostmask, fold)


@given(HOSTMASK, HOSTMASK)
def test_a_mask_without_wildcards_covers_nobody_else(one: str, other: str) -> None:
    assert matches(one, other, fold) == (fold(one) == fold(other))


@given(st.text("ab*?", min_size=1, max_size=8), st.text("ab", max_size=8))
def test_wildcards_mean_what_they_mean_in_shells(pattern: str, nick: str) -> None:
    assert matches(f"{pattern}!*@*", f"{nick}!u@h", str.lower) == fnmatchcase(nick, pattern)


def test_brackets_are_capitals_only_where_the_server_says_so() -> None:
    assert matches("eve[m]!*@*", "EVE{M}!u@h", fold)
    assert not matches("eve[m]!*@*", "eve{m}!u@h", lambda name: fold(name, "ascii"))
    assert matches("eve[m]!*@*", "EVE[M]!u@h", lambda name: fold(name, "ascii"))
    assert not matches("eve[m]!*@*", "evem!u@h", lambda name: fold(name, "ascii"))


def test_a_hostile_mask_does_not_hold_the_bot_up() -> None:
    assert not matches("*a" * 60 + "!*@*b", "a" * 60 + "!u@h", str.lower)
