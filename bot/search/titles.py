"""Which projects a title's words lead to: exact, inflected, glued or split, misspelt."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.search.items import Item
from bot.search.spelling import Spelling
from bot.search.words import stem, words

_SAME_STEM = 0.98
_GLUED = 0.98
# `riscv64` is also found as `riscv`; of shorter names the number is part (`arm64` is not `arm`).
_NUMBERED = re.compile(r"([a-z]{4,})\d+")
# An acronym at the end says what a thing is: OpenZFS is a ZFS, but pfSense no pf. FreeBSD is in too many titles.
_KIND = re.compile(r"\b(?!FreeBSD)[A-Za-z]*[a-z]([A-Z]{3,})\b")
_LONGEST_GLUE = 3
_SHORTEST_PART = 3
_SHORTEST_FORGIVEN = 4
_SHORT = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """What one or several neighbouring words of a question may mean in titles: terms and their likeness.

    `first` and `last` are places in the question; `corrected` says that a slip had to be forgiven.
    """

    first: int
    last: int
    terms: Mapping[str, float]
    corrected: bool = False


class TitleIndex:
    """The words of all titles that a project ever had; a term is a word, `~` and a stem, or glued neighbours."""

    def __init__(self, items: Sequence[Item], project_of: Sequence[int], filler: AbstractSet[str]) -> None:
        self.terms: defaultdict[int, set[str]] = defaultdict(set)
        self._filler = filler
        self._projects: defaultdict[str, list[int]] = defaultdict(list)
        self._by_words: defaultdict[str, list[Item]] = defaultdict(list)
        read: dict[str, tuple[str, set[str]]] = {}
        for item, project in zip(items, project_of, strict=True):
            title = item.entry.title
            if title not in read:
                said = words(title)
                read[title] = " ".join(said), _terms(title, said)
            plain, found = read[title]
            self._by_words[plain].append(item)
            known = self.terms[project]
            for term in found - known:
                self._projects[term].append(project)
            known |= found

    def __contains__(self, term: str) -> bool:
        return term in self._projects

    def titled(self, parts: Sequence[str]) -> Sequence[Item]:
        """Return the items whose titles have exactly these words, in the order of their numbers."""
        return self._by_words.get(" ".join(parts), ())

    def projects(self, term: str) -> Sequence[int]:
        """Return the projects that have a term in one of their titles."""
        return self._projects.get(term, ())

    @cached_property
    def _spelling(self) -> Spelling:
        """What is known of spelling, made when something is first misspelt."""
        return Spelling(_spelt(self._by_words, self._filler))

    def readings(self, asked: Sequence[str], unknown: AbstractSet[str]) -> list[Reading]:
        """Return what the words of a question may mean; slips are looked for in `unknown` words."""
        found = [self._word(place, word, word in unknown) for place, word in enumerate(asked)]
        found += [reading for place, word in enumerate(asked) if (reading := self._split(place, word))]
        found += self._glued(asked, unknown)
        return [reading for reading in found if reading.terms]

    def _word(self, place: int, word: str, forgive: bool) -> Reading:  # noqa: FBT001 - not part of the interface
        known = self._known(word)
        if not forgive or (word in known and len(word) < _SHORTEST_FORGIVEN):
            return Reading(place, place, known)
        near = {term: likeness for term, likeness in self._spelling.near(word) if term not in known}
        return Reading(place, place, {**near, **known}, corrected=not known)

    def _known(self, word: str) -> dict[str, float]:
        root = "~" + stem(word)
        return {term: likeness for term, likeness in ((root, _SAME_STEM), (word, 1.0)) if term in self._projects}

    def _split(self, place: int, word: str) -> Reading | None:
        """Read `execvelocking` as two words of titles that somebody glued."""
        if word in self._projects:
            return None
        for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            if word[:cut] in self._projects and word[cut:] in self._projects:
                return Reading(place, place, {f"{word[:cut]} {word[cut:]}": _GLUED})
        return None

    def _glued(self, asked: Sequence[str], unknown: AbstractSet[str]) -> list[Reading]:
        """Read `wire guard` as one word of a title; with a slip only where one of the words is unknown."""
        found = []
        for size in range(2, _LONGEST_GLUE + 1):
            for first in range(len(asked) - size + 1):
                parts = asked[first : first + size]
                glued = "".join(words("".join(parts)))
                if glued in self._projects:
                    found.append(Reading(first, first + size - 1, {glued: _GLUED}))
                elif size == 2 and len(asked) <= _SHORT and not unknown.isdisjoint(parts):
                    near = dict(self._spelling.near(glued, most=1))
                    found.append(Reading(first, first + 1, near, corrected=True))
        return found


def _spelt(titles: Iterable[str], filler: AbstractSet[str]) -> set[str]:
    """Return what people may misspell: the words of plain titles, and neighbours that they may write as one."""
    spelt: set[str] = set()
    for found in map(str.split, titles):
        spelt.update(found)
        telling = [word if word not in filler else "" for word in found]
        for size in range(2, _LONGEST_GLUE + 1):
            neighbours = zip(*(telling[start:] for start in range(size)), strict=False)
            spelt.update("".join(parts) for parts in neighbours if all(parts))
    return spelt


def terms(title: str) -> set[str]:
    """Return all terms under which a title can be found."""
    return _terms(title, words(title))


@lru_cache(4096)
def kinds(title: str) -> Mapping[str, str]:
    """Return the words of a title that end in an acronym, each with that: `openzfs` with `zfs`."""
    return {found[0].lower(): found[1].lower() for found in _KIND.finditer(title)}


def _terms(title: str, said: Sequence[str]) -> set[str]:
    found = {"~" + stem(word) for word in said}
    found.update("~" + kind for kind in kinds(title).values())
    found.update(said)
    for size in range(2, min(_LONGEST_GLUE, len(said)) + 1):
        found.update(map("".join, zip(*[said[start:] for start in range(size)], strict=False)))
    found.update(["~" + name[1] for word in said if word[-1].isdigit() and (name := _NUMBERED.fullmatch(word))])
    return found
