import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.words import beginning, fold, stem, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gábor Kövesdán’s ŁÓDŹ", ["gabor", "kovesdan", "lodz"]),
        ("if_bridge(4)", ["if", "bridge", "4"]),
        ("802.11n on 13.2-RELEASE", ["802.11n", "on", "13.2", "release"]),
        ("NFSv4.2", ["nfs4.2"]),
        ("NFS version 4.2", ["nfs", "4.2"]),
        ("driver v2.0.0.", ["driver", "2.0.0"]),
    ],
)
def test_words_are_folded_and_numbers_stay_whole(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    "forms",
    [
        ("translate", "translating", "translation", "translations"),
        ("encrypted", "encryption"),
        ("improve", "improvements", "improved"),
        ("jail", "jails"),
        ("policy", "policies"),
        ("boot", "booting", "boots", "booted"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len(set(map(stem, forms))) == 1


@pytest.mark.parametrize("word", ["zfs", "wine", "linux", "pass", "status", "x86", "riscv64", "tls"])
def test_names_and_short_words_stay_as_they_are(word: str) -> None:
    assert stem(word) == word


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert words(" ".join(words(text))) == words(text) or not text.isascii()
    assert fold(fold(text)) == fold(text)


_LETTERS = st.text("abcdehilnorstuyz", max_size=9)
_ENDINGS = (
    "",
    "ies",
    "y",
    "isations",
    "ization",
    "ising",
    "izes",
    "ing",
    "ped",
    "ers",
    "ators",
    "ly",
    "ables",
    "sses",
    "ity",
)


@given(st.builds("{}{}".format, _LETTERS, st.sampled_from(_ENDINGS)))
def test_words_begin_as_their_stem_says(word: str) -> None:
    assert word.startswith(beginning(stem(word)))
    assert len(stem(word)) > 2 or word == stem(word)
