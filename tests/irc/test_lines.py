"""Texts are cut where no reader minds, and nothing of them is lost."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.irc.lines import cut, room, size
from bot.irc.wire import encode, plain

LIMITS = st.integers(40, 450)
CODES = re.compile(r"\x03(\d{1,2}(,\d{1,2})?)?|\x04([0-9A-Fa-f]{6}(,[0-9A-Fa-f]{6})?)?|[\x02\x0f\x11\x16\x1d-\x1f]")
ATOMS = [
    "word",
    "é",
    "漢字",
    "👩\u200d👩\u200d👧\u200d👦",
    "🇩🇪🇫🇷",
    "é",
    "각",
    "\x02",
    "\x0304,07",
    "\x0f",
    "https://x.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
]
TEXTS = st.lists(st.sampled_from([*ATOMS, " "]) | st.text(max_size=12), max_size=120).map("".join)


def bare(text: str) -> str:
    return CODES.sub("", text)


@given(TEXTS, LIMITS)
def test_every_piece_fits_and_says_something(text: str, limit: int) -> None:
    for piece in cut(text, limit):
        assert size(piece) <= limit
        assert bare(piece).strip()
        assert not set("\r\n\0\x01") & set(piece)


@given(TEXTS, LIMITS)
@example("a" * 1000, 40)
@example("e" + "\u0301" * 500, 40)
def test_pieces_joined_are_what_was_said(text: str, limit: int) -> None:
    said = re.sub(r"\s", "", bare(plain(text)))
    assert re.sub(r"\s", "", "".join(bare(piece) for piece in cut(text, limit))) == said


@given(st.lists(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8), max_size=60), LIMITS)
def test_words_that_fit_are_never_cut(words: list[str], limit: int) -> None:
    words = [word for word in words if size(word) <= limit - 32]
    assert " ".join(cut(" ".join(words), limit)).split(" ") == words or not words


def test_addresses_stay_whole() -> None:
    address = "https://www.freebsd.org/status/report-2019-04-2019-06.html#ENA-FreeBSD-Driver-Update"
    for start in range(200, 300):
        assert any(address in piece.split(" ") for piece in cut(f"{'x' * start} {address} end", 300))


@pytest.mark.parametrize(
    "cluster",
    [
        "é",
        "e\u0301",
        "漢",
        "👩‍👩‍👧‍👦",
        "👍🏽",
        "🇩🇪",
        "✌️",
        "1️⃣",
        "🏴\U000e0067\U000e0062\U000e007f",
        "각",
        "நி",
        "क्ष",
        "ด้ำ",
    ],
)
@pytest.mark.parametrize("limit", range(101, 105))
def test_graphemes_stay_whole(cluster: str, limit: int) -> None:
    for piece in cut(f"\x02{cluster * 100}", limit):
        assert bare(piece) == cluster * (len(bare(piece)) // len(cluster))


def test_formatting_goes_on_in_the_next_piece() -> None:
    first, second = cut("\x02bold " + "\x0304red " * 4 + "x" * 30, 60)
    assert first.startswith("\x02bold")
    assert second.startswith("\x02\x0304")
    assert cut("\x02" + "a" * 40 + "\x02 " + "b" * 40, 75)[1:] == ["b" * 40]


@pytest.mark.parametrize("formatted", ["\x02bold \x0304red\x0f", "\x0304red\x03", "\x02bold\x02"])
def test_formatting_that_was_ended_does_not_go_on_in_the_next_piece(formatted: str) -> None:
    first, *others = cut(f"{formatted} plain {'word ' * 20}", 60)
    assert first.startswith(f"{formatted} plain")
    assert others
    assert not any(CODES.search(piece) for piece in others)


def test_digits_after_a_colour_that_goes_on_stay_digits() -> None:
    second = cut("\x033green " + "x" * 30 + " 4ever", 40)[-1]
    assert CODES.sub("", second) == "4ever"


def test_the_room_is_what_the_prefix_leaves() -> None:
    prefix = "deck!~deck@host.example"
    text = "é" * (room(prefix, "PRIVMSG", "#c") // 2)
    assert 510 <= len(encode(f":{prefix} PRIVMSG #c :{text}")) <= 512
