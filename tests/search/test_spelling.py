import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.spelling import Spelling

SPELLING = Spelling(
    ["unionfs", "capsicum", "leap", "raid", "azure", "vmxnet3", "openzfs", "framework", "tidewheel", "bhyve"]
)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("unionsfs", "unionfs"),
        ("capsicim", "capsicum"),
        ("azrue", "azure"),
        ("bhive", "bhyve"),
        ("vmxent3", "vmxnet3"),
        ("oepnzfs", "openzfs"),
        ("frmaewrok", "framework"),
    ],
)
def test_slips_lead_to_the_word_that_was_meant(slip: str, meant: str) -> None:
    assert [word for word, _ in SPELLING.near(slip)] == [meant]


@pytest.mark.parametrize("word", ["vmxnet4", "kib", "sound", "unionfs", "zzzzzz", ""])
def test_other_words_and_other_numbers_lead_nowhere(word: str) -> None:
    assert SPELLING.near(word) == []


def test_a_short_word_may_begin_with_its_letters_swapped_but_not_with_another_letter() -> None:
    assert [word for word, _ in SPELLING.near("hbyve")] == ["bhyve"]
    assert SPELLING.near("whyve") == []


def test_another_letter_in_a_short_word_is_never_sure() -> None:
    (found,) = SPELLING.near("rain")
    assert found == ("raid", 0.7)


@pytest.mark.parametrize(("slip", "meant"), [("bhive", "bhyve"), ("leep", "leap"), ("axure", "azure")])
def test_a_vowel_for_a_vowel_or_a_neighbouring_key_is_sure_even_in_a_short_word(slip: str, meant: str) -> None:
    ((word, likeness),) = SPELLING.near(slip)
    assert word == meant
    assert likeness > 0.8


@given(place=st.integers(0, 7))
def test_two_neighbouring_letters_of_a_long_word_may_be_swapped(place: int) -> None:
    word = "tidewheel"
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    assert swapped == word or [known for known, _ in SPELLING.near(swapped)] == [word]
