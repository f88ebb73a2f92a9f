"""Texts with the words marked that somebody looked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.search.words import stem, words

_TOKEN = re.compile(r"[\w.'’-]*\w")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; `marked` if it is a word that was looked for, in whatever form."""

    text: str
    marked: bool


def stems_of(asked: str, filler: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the stems of what somebody looked for, without words that tell nothing."""
    return frozenset(stem(word) for word in words(asked) if word not in filler)


def highlighted(text: str, stems: frozenset[str]) -> tuple[Piece, ...]:
    """Return a text in pieces, which together are the text, those marked that have one of the stems."""
    return tuple(_pieces(text, stems))


def _pieces(text: str, stems: frozenset[str]) -> Iterator[Piece]:
    done = 0
    for token in _TOKEN.finditer(text):
        if not stems.isdisjoint(_stems_in(token[0])):
            if token.start() > done:
                yield Piece(text[done : token.start()], marked=False)
            yield Piece(token[0], marked=True)
            done = token.end()
    if done < len(text):
        yield Piece(text[done:], marked=False)


@lru_cache(maxsize=1 << 14)
def _stems_in(token: str) -> tuple[str, ...]:
    """Return the stems of what a search sees in a word; texts are made of few different ones."""
    return tuple(map(stem, words(token)))
