"""What is known of an entry that tells to which project it belongs."""

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import itemgetter, mul

from bot.identity.titles import Title, Vocabulary, words
from bot.model import Entry, EntryKey, Person, Report

_TELLING_SIGNS = 1200  # of a text; what it is about stands at its beginning, and more of it leads to no better projects
_TELLING_WORDS = 60  # of a text; the rest adds nothing to the likeness of two texts
_WEIGHT = itemgetter(1)


class Text:
    """How often a text says which word, and how rare each word is among all texts."""

    __slots__ = ("_rarity", "_said", "_telling")

    def __init__(self, said: Mapping[str, int], rarity: Mapping[str, float]) -> None:
        self._said = said
        self._rarity = rarity
        self._telling: tuple[dict[str, float], float] | None = None

    def likeness(self, other: "Text") -> float:
        """Return how much two texts say the same (0..1): the cosine of their most telling words."""
        one, length = self._words()
        another, its_length = other._words()
        return sum([one[word] * another[word] for word in one.keys() & another.keys()]) / (length * its_length)

    def _words(self) -> tuple[dict[str, float], float]:
        """Return the most telling words with their weights, and how long they are as a vector."""
        if self._telling is None:  # which many texts are never asked for
            weights = map(mul, map(self._rarity.__getitem__, self._said), map(_often, self._said.values()))
            telling = dict(sorted(zip(self._said, weights, strict=True), key=_WEIGHT, reverse=True)[:_TELLING_WORDS])
            self._telling = telling, math.hypot(*telling.values()) or 1.0
        return self._telling


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """An entry as its project sees it.

    `words` are all words of title and text (its beginning), which `text` weighs. `contacts` are ids of people.
    `siblings` are the words that tell entries of the same report on the same umbrella apart. `start` and `end` count
    months.
    """

    key: EntryKey
    title: Title
    words: Container[str]
    text: Text
    contacts: frozenset[str]
    links: frozenset[str]
    siblings: frozenset[str]
    start: int
    end: int


def traits(reports: Sequence[Report], persons: Sequence[Person]) -> list[list[Traits]]:
    """Return the traits of all entries, one list a report."""
    said = {(report.id, entry.title): _said(entry) for report in reports for entry in report.entries}
    entries_with = Counter(chain.from_iterable(said.values()))
    rarity = {word: math.log(len(said) / number) for word, number in entries_with.items()}
    vocabulary = Vocabulary((title for _, title in said), entries_with, len(said))
    contacts: defaultdict[EntryKey, set[str]] = defaultdict(set)
    for person in persons:
        for key in person.entries:
            contacts[key].add(person.id)

    def known(key: EntryKey, entry: Entry, title: Title, siblings: frozenset[str], months: tuple[int, int]) -> Traits:
        own = said[key]
        joined = [word for word in title.words if word not in own]  # those that other titles write as one
        return Traits(
            key=key,
            title=title,
            words=own.keys() | joined if joined else own.keys(),
            text=Text(own, rarity),
            contacts=frozenset(contacts[key]),
            links=frozenset(_address(link.url) for link in entry.links),
            siblings=siblings,
            start=months[0],
            end=months[1],
        )

    def of_report(report: Report) -> list[Traits]:
        titles = [vocabulary.title(entry.title) for entry in report.entries]
        together = zip(report.entries, titles, _siblings(titles), strict=True)
        months = _month(report.period.start), _month(report.period.end)
        return [known((report.id, entry.title), entry, title, others, months) for entry, title, others in together]

    return [of_report(report) for report in reports]


def _said(entry: Entry) -> Counter[str]:
    """Return how often a text says which word; words that only the title says are there with 0."""
    said = Counter(dict.fromkeys(words(entry.title), 0))
    said.update(words(entry.body[:_TELLING_SIGNS]))
    return said


@cache
def _often(count: int) -> float:
    return 1 + math.log(count) if count else 0.0


def _siblings(titles: Sequence[Title]) -> Iterator[frozenset[str]]:
    """Yield for each title of a report the words that tell those on the same umbrella from it."""
    with_word: defaultdict[str, list[Title]] = defaultdict(list)
    for title in titles:
        for word in title.specific:
            with_word[word].append(title)
    for title in titles:
        related = frozenset().union(*[other.specific for own in title.specific for other in with_word[own]])
        yield related - title.weights.keys()


def _address(url: str) -> str:
    return url.lower().rstrip("/").partition("://")[2].removeprefix("www.") or url.lower()


def _month(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:])
