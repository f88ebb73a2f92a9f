"""Which entry says a word how often: an inverted index of everything an entry says, by stems."""

from __future__ import annotations  # array is generic only for type checkers before Python 3.12

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log

from bot.model import Entry
from bot.search.words import stem, words

_MOST = 255
# BM25's k1 and b; fitted on nothing, k1 lower than usual because entries are short.
_SLOWNESS, _BY_LENGTH = 0.6, 0.7


class TextIndex:
    """The stems of all texts; postings are pairs of item number and count, ascending by number."""

    def __init__(self, postings: Mapping[str, bytes], lengths: array[int]) -> None:
        self._postings = postings
        self._total = len(lengths)
        average = sum(lengths) / len(lengths) if lengths else 1.0
        self._damping = [_SLOWNESS * (1 - _BY_LENGTH + _BY_LENGTH * length / average) for length in lengths]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> TextIndex:
        """Build the index of entries; the first has number 0."""
        postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        lengths = array("I")
        for number, entry in enumerate(entries):
            counts = Counter(map(stem, words(text_of(entry))))
            lengths.append(sum(counts.values()))
            for key, count in counts.items():
                postings[key].append(number << 8 | min(count, _MOST))
        return cls({key: numbers.tobytes() for key, numbers in postings.items()}, lengths)

    def __contains__(self, key: str) -> bool:
        return key in self._postings

    def frequency(self, key: str) -> int:
        """Return in how many entries a stem occurs."""
        return len(self._postings.get(key, b"")) // array("I").itemsize

    def weight(self, key: str) -> float:
        """Return how much a stem tells: near 0 for what every entry says, most for what none does."""
        return log(1 + (self._total + 1) / (self.frequency(key) + 0.5)) - log(2)

    def shares(self, key: str) -> Iterator[tuple[int, float]]:
        """Yield the items in which a stem occurs and how much they are about it, 0 to 1 (the term part of BM25)."""
        numbers = array("I")
        numbers.frombytes(self._postings.get(key, b""))
        damping = self._damping
        for packed in numbers:
            number, count = packed >> 8, packed & _MOST
            yield number, count / (count + damping[number])


def text_of(entry: Entry) -> str:
    """Return all that an entry says, its title twice."""
    contacts = (contact.name or "" for contact in entry.contacts)
    links = (f"{link.label or ''} {link.url}" for link in entry.links)
    return " ".join((entry.title, entry.title, *contacts, *links, *entry.sponsors, *entry.tasks, entry.body))
