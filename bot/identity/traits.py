"""What is known of an entry that tells to which project it belongs."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from bot.identity.titles import Title, Vocabulary, words
from bot.model import Entry, EntryKey, Person, Report

_TELLING_WORDS = 60  # of a text; the rest adds nothing to the likeness of two texts


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """An entry as its project sees it.

    `words` are all words of title and text; `text` are the most telling ones with their weights, a unit
    vector. `contacts` are ids of people. `siblings` are the words that tell entries of the same report on
    the same umbrella apart. `start` and `end` count months.
    """

    key: EntryKey
    title: Title
    words: frozenset[str]
    text: Mapping[str, float]
    contacts: frozenset[str]
    links: frozenset[str]
    siblings: frozenset[str]
    start: int
    end: int


def traits(reports: Sequence[Report], persons: Sequence[Person]) -> list[list[Traits]]:
    """Return the traits of all entries, one list a report."""
    texts = {(report.id, entry.title): words(entry.body) for report in reports for entry in report.entries}
    mentioned = {key: frozenset(words(key[1])).union(text) for key, text in texts.items()}
    entries_with = Counter(word for some in mentioned.values() for word in some)
    rarity = {word: math.log(len(texts) / number) for word, number in entries_with.items()}
    vocabulary = Vocabulary((title for _, title in texts), entries_with, len(texts))
    contacts: defaultdict[EntryKey, set[str]] = defaultdict(set)
    for person in persons:
        for key in person.entries:
            contacts[key].add(person.id)

    def known(report: Report, entry: Entry) -> Traits:
        key, title = (report.id, entry.title), vocabulary.title(entry.title)
        return Traits(
            key=key,
            title=title,
            words=mentioned[key] | title.weights.keys(),
            text=_vector(texts[key], rarity),
            contacts=frozenset(contacts[key]),
            links=frozenset(_address(link.url) for link in entry.links),
            siblings=_siblings(entry, report, vocabulary),
            start=_month(report.period.start),
            end=_month(report.period.end),
        )

    return [[known(report, entry) for entry in report.entries] for report in reports]


def _vector(text: Iterable[str], rarity: Mapping[str, float]) -> dict[str, float]:
    weights = {word: (1 + math.log(count)) * rarity[word] for word, count in Counter(text).items()}
    telling = nlargest(_TELLING_WORDS, weights, key=weights.__getitem__)
    length = math.hypot(*(weights[word] for word in telling)) or 1.0
    return {word: weights[word] / length for word in telling}


def _siblings(entry: Entry, report: Report, vocabulary: Vocabulary) -> frozenset[str]:
    own = vocabulary.title(entry.title)
    others = [vocabulary.title(other.title).specific for other in report.entries]
    return frozenset(word for other in others if other & own.specific for word in other) - own.weights.keys()


def _address(url: str) -> str:
    return url.lower().rstrip("/").partition("://")[2].removeprefix("www.") or url.lower()


def _month(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:])
