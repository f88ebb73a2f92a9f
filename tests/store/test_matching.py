"""Which stored entry an entry is."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Entry
from bot.store.matching import match
from tests.store.samples import BEACON, ROPES, TIDES, entries

STORED = {7: BEACON, 8: ROPES, 9: TIDES}


@given(st.lists(entries, max_size=4), st.lists(entries, max_size=4))
def test_no_stored_entry_is_two_entries(stored: list[Entry], read: list[Entry]) -> None:
    found = [key for key in match(dict(enumerate(stored)), read) if key is not None]
    assert len(found) == len(set(found))
    assert set(found) <= set(range(len(stored)))


@given(st.lists(entries, max_size=4))
def test_entries_that_did_not_change_are_themselves(read: list[Entry]) -> None:
    stored = dict(enumerate(read, start=10))
    assert [stored[key] for key in match(stored, read) if key is not None] == read


def test_order_does_not_matter() -> None:
    assert match(STORED, [TIDES, BEACON, ROPES]) == [9, 7, 8]


def test_capitals_the_anchor_or_the_text_tell_an_entry_with_another_title() -> None:
    assert match(STORED, [replace(ROPES, title="ROPE splicing", anchor=None, body="")]) == [8]
    assert match(STORED, [replace(ROPES, title="Splices", body="")]) == [8]
    assert match(STORED, [replace(ROPES, title="Splices", anchor="_splices")]) == [8]
    assert match(STORED, [replace(ROPES, title="Splices", anchor="_splices", body="")]) == [None]


def test_a_surer_sign_goes_before_a_weaker_one() -> None:
    impostor = replace(TIDES, title="Tides", body=ROPES.body)
    assert match(STORED, [impostor, ROPES]) == [9, 8]


def test_nothing_in_common_is_no_sign() -> None:
    bare = Entry("One")
    assert match({1: bare}, [Entry("Two")]) == [None]
