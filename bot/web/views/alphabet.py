"""Long lists of names: the most reported first, or one letter of the alphabet, cut into pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import Field

from bot.search.words import fold
from bot.web.views.parts import Counted, Pages, page_of

Letter = Annotated[str, Field(max_length=1, description="Only names that begin with it: a to z, or # for any other")]

T = TypeVar("T")

OTHER = "#"
NAMES_PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class NamesView:
    """What a list of names says; `letters` are those that names begin with, `letter` the one shown, if any."""

    title: str
    letter: str | None
    letters: tuple[str, ...]
    names: tuple[Counted, ...]
    pages: Pages


class Alphabet:
    """Things by the first letter of the word they are sorted by, and by how often they were reported."""

    def __init__(
        self, title: str, things: Iterable[T], counted: Callable[[T], Counted], key: Callable[[str], str]
    ) -> None:
        self._title = title
        names = [(key(each.name), each) for each in map(counted, things)]
        self._by_count = [each for _, each in sorted(names, key=lambda pair: (-pair[1].entries, pair[0]))]
        self._by_letter: dict[str, list[Counted]] = {}
        for word, each in sorted(names, key=lambda pair: pair[0]):
            self._by_letter.setdefault(_letter(word), []).append(each)

    def view(self, letter: str, page: int, per_page: int) -> NamesView:
        """Return one page: of a letter, of all if it is empty, the most reported first; none of an unknown letter."""
        wanted = _letter(fold(letter)) if letter else None
        things = self._by_letter.get(wanted, []) if wanted else self._by_count
        shown, pages = page_of(things, page, per_page)
        return NamesView(self._title, wanted, tuple(sorted(self._by_letter)), tuple(shown), pages)


def _letter(word: str) -> str:
    return word[0] if word and "a" <= word[0] <= "z" else OTHER


def by_title(name: str) -> str:
    """Return what a title is sorted by: without an article in front."""
    return fold(name).removeprefix("the ").removeprefix("a ").lstrip("\"'([/.#-_ ")


def by_family_name(name: str) -> str:
    """Return what a person's name is sorted by: its last word first."""
    first, _, last = fold(name).rpartition(" ")
    return f"{last} {first}".strip()
