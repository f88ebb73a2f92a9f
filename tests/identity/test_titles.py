"""What a title is about, and how much two titles say the same."""

from collections import Counter

import pytest

from bot.identity.titles import Vocabulary, coverage, words

TITLES = [
    "Quokka Softupdates",
    "Quokka soft updates",
    "Quokka 4.2 support",
    "Quokka 4.3 support",
    "Balanced Interrupt Routing",
    "BIR support",
    "Wombat filesystem",
    "Wombatt filesystems support",
    "Numbat support",
    "QuokkaCon 2019",
    "Quokka Team 2019Q2",
    "Quokka Team, second quarter of 2020",
]


@pytest.fixture
def vocabulary() -> Vocabulary:
    texts_with = Counter(word for title in TITLES for word in set(words(title)))
    return Vocabulary(TITLES, texts_with, len(TITLES))


def test_words_lose_case_diacritics_plural_and_inner_dots_but_versions_stay() -> None:
    assert words("Quókkas use rc.d since 4.2 (FreeBSD/arm64)") == [
        "quokka",
        "use",
        "rcd",
        "since",
        "4.2",
        "freebsd",
        "arm64",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Кенгуру — 中文…", ["кенгуру", "中文"]),
        ("a\x1cb\x00c\ud800d\u2028e", ["a", "b", "c", "d", "e"]),
        ("... . C++ c# one..two .x.", ["c++", "c#", "one", "two", "x"]),
    ],
)
def test_words_are_of_any_script_and_whatever_stands_between_is_none(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_words_that_others_write_as_one_are_one(vocabulary: Vocabulary) -> None:
    assert vocabulary.title("Quokka soft updates") is vocabulary.title("Quokka Softupdates")


def test_a_quarter_does_not_belong_to_a_title_but_a_year_does(vocabulary: Vocabulary) -> None:
    assert vocabulary.title("Quokka Team 2019Q2") is vocabulary.title("Quokka Team, second quarter of 2020")
    assert vocabulary.title("QuokkaCon 2019").years == {"2019"}


def test_equal_titles_cover_each_other(vocabulary: Vocabulary) -> None:
    title = vocabulary.title("Wombat filesystem")

    assert coverage(title, title) == (1.0, 1.0)


def test_an_acronym_covers_the_words_it_stands_for(vocabulary: Vocabulary) -> None:
    spelt, short = coverage(vocabulary.title("Balanced Interrupt Routing"), vocabulary.title("BIR support"))

    assert spelt == 1.0
    assert 0.5 < short < 1.0


def test_a_misspelt_word_covers_most_of_the_right_one(vocabulary: Vocabulary) -> None:
    right, _ = coverage(vocabulary.title("Wombat filesystem"), vocabulary.title("Wombatt filesystems support"))

    assert 0.8 < right < 1.0


def test_different_things_cover_only_what_describes_them(vocabulary: Vocabulary) -> None:
    numbat, other = coverage(vocabulary.title("Numbat support"), vocabulary.title("BIR support"))

    assert numbat < 0.5
    assert other < 0.5


def test_a_version_tells_less_than_a_name(vocabulary: Vocabulary) -> None:
    weights = vocabulary.title("Quokka 4.2 support").weights

    assert weights["4.2"] < weights["quokka"]
