"""How much speaks for an entry being the next report on a project."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.identity.titles import Title, coverage
from bot.identity.traits import Traits

ENOUGH = 2.4
"""From this sum on an entry belongs to a project.

The weights below come from logistic regression on the known projects of the real archive, rounded and moved
to where a change of some percent changes least. Fitted to a random half of those projects alone, some come out
two or three times as large or small, and on the other half F1 is 0.95 to 0.98 rather than 0.98.
"""
_TITLE = 4.2  # the same title
_TITLE_IN_TEXT = 2.1  # the text of each speaks of what the other's title says
_CONTACTS = 1.4  # the same contacts
_TEXT = 3.3  # the same text
_LINKS = 2.5  # a link that nobody else has
_NAMED_APART = -2.0  # each title says what the other does not
_SIBLING = -2.4  # the title has the word that tells another project of the same umbrella
_STRANGERS = -2.0  # no contact in common although both have some; "other people" …
_STRANGERS_A_YEAR = -1.0  # … "years later" (the logarithm of the years between, as the next two)
_GAP = -0.4  # silence between
_GAP_RENAMED = -2.2  # silence and another title
_NOTHING_IN_COMMON = 0.1  # likeness of texts; below it strangers count up to twice
_TITLES = 8  # distinct titles of a project that a new one is compared with, newest first
_RECENT = 3  # entries that a new one is compared with
_TEXTS = _TITLE_IN_TEXT + _TEXT  # the most that texts can tell


@dataclass(slots=True)
class Thread:
    """A project as far as it is known, oldest entry first; the sets are over all its entries."""

    entries: list[Traits] = field(default_factory=list)
    titles: dict[Title, None] = field(default_factory=dict)
    title_words: set[str] = field(default_factory=set)
    contacts: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    siblings: set[str] = field(default_factory=set)
    years: set[str] = field(default_factory=set)

    def add(self, entry: Traits) -> None:
        """Append the next entry."""
        self.entries.append(entry)
        self.titles.pop(entry.title, None)
        self.titles[entry.title] = None
        self.title_words.update(entry.title.words)
        self.contacts |= entry.contacts
        self.links |= entry.links
        self.siblings |= entry.siblings
        self.years |= entry.title.years


class Estimate(NamedTuple):
    """What `weigh` may return, told without a look at the texts: at most, at least, and what they are added to."""

    most: float
    least: float
    without_texts: float


class Evidence:
    """Weighs entries against projects; needs to know how common words, contacts and links are."""

    def __init__(self, entries: Iterable[Traits]) -> None:
        self._coverage: dict[tuple[Title, Title], tuple[float, float]] = {}
        contacts: Counter[str] = Counter()
        self._entries_with: Counter[str] = Counter()
        for entry in entries:
            contacts.update(entry.contacts)
            self._entries_with.update(entry.links)
        self._contact_weights = {contact: 1 / math.log(2 + count) for contact, count in contacts.items()}

    def estimate(self, entry: Traits, thread: Thread) -> Estimate:
        """Return what is to be expected of `weigh`, which takes longer."""
        if (own := entry.title.years) and thread.years and not own & thread.years:
            return Estimate(-math.inf, -math.inf, -math.inf)
        same, named_apart = self._titles(entry, thread)
        gap = math.log1p(max(0, entry.start - thread.entries[-1].end - 1) / 12)
        total = _TITLE * same + _NAMED_APART * named_apart + _CONTACTS * self._contacts(entry, thread.entries[-1])
        total += gap * (_GAP + _GAP_RENAMED * (1 - same)) + _LINKS * self._links(entry, thread)
        if (telling := entry.title.weights.keys() & thread.siblings) and not telling <= thread.title_words:
            total += _SIBLING
        if not _are_strangers(entry, thread):
            return Estimate(total + _TEXTS, total, total)
        total += _STRANGERS + _STRANGERS_A_YEAR * gap
        return Estimate(total + _TEXTS, total + _STRANGERS, total)

    def weigh(self, entry: Traits, thread: Thread, estimate: Estimate) -> float:
        """Return what speaks for the entry being the next of the project; compare it with `ENOUGH`."""
        total = estimate.without_texts
        recent = thread.entries[-_RECENT:]
        total += _TITLE_IN_TEXT * max([_mentions(entry, other) for other in recent])
        if total + _TEXT < ENOUGH:
            return total
        text = max([entry.text.likeness(other.text) for other in recent])
        total += _TEXT * text
        if _are_strangers(entry, thread):
            total += _STRANGERS * max(0.0, 1 - text / _NOTHING_IN_COMMON)
        return total

    def _titles(self, entry: Traits, thread: Thread) -> tuple[float, float]:
        """Return how much the likest title says the same (0..1), and how much both say that the other does not."""
        titles = list(thread.titles)[-_TITLES:]
        if entry.title in titles:
            return 1.0, 0.0
        best = (0.0, 1.0)
        for title in titles:
            one, other = self._covered(entry.title, title)
            if one and other:
                best = max(best, (1 / (1 / one + 1 / other - 1), 1 - max(one, other)))
        return best

    def _covered(self, one: Title, other: Title) -> tuple[float, float]:
        known = self._coverage.get((one, other))
        if known is None:
            known = self._coverage[one, other] = coverage(one, other)
        return known

    def _contacts(self, entry: Traits, last: Traits) -> float:
        both = entry.contacts & last.contacts
        return self._weight(both) / self._weight(entry.contacts | last.contacts) if both else 0.0

    def _weight(self, contacts: Iterable[str]) -> float:
        return sum([self._contact_weights[contact] for contact in contacts])

    def _links(self, entry: Traits, thread: Thread) -> float:
        both = entry.links & thread.links
        return min(1.0, sum([1 / self._entries_with[link] for link in both])) if both else 0.0


def _are_strangers(entry: Traits, thread: Thread) -> bool:
    return bool(entry.contacts and thread.contacts) and entry.contacts.isdisjoint(thread.contacts)


def _mentions(one: Traits, other: Traits) -> float:
    return (one.title.share(other.words) + other.title.share(one.words)) / 2
