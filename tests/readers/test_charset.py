"""From bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.readers.charset import decode, unspoiled


def test_utf_8_is_read_as_such_with_and_without_a_mark() -> None:
    assert decode("Luça".encode()) == decode("Luça".encode("utf-8-sig")) == "Luça"


def test_bytes_that_are_not_utf_8_are_latin_1() -> None:
    assert decode("Jörg ©".encode("latin-1")) == "Jörg ©"


def test_a_page_may_hold_both() -> None:
    assert decode("Jörg ".encode("latin-1") + "Luça".encode()) == "Jörg Luça"


def test_text_spoiled_before_it_was_stored_is_put_right() -> None:
    assert unspoiled("LuÃ§i \u00e2\u0080\u0094 Jörg") == "Luçi — Jörg"


def test_text_that_only_looks_spoiled_is_left_alone() -> None:
    assert unspoiled("\u00e2\u0080 x") == "\u00e2\u0080 x"


def test_what_makes_text_of_any_bytes_makes_no_bytes_of_any_text() -> None:
    with pytest.raises(UnicodeEncodeError):
        "ü".encode("ascii", "latin-1-instead")


@given(st.binary(max_size=300))
def test_all_bytes_can_be_read(content: bytes) -> None:
    decode(content)


@given(st.text(st.characters(max_codepoint=0x7F), max_size=100))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text
