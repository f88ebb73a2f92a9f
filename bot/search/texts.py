"""Which entry says a word how often: everything an entry says, by stems, as full text search has it."""

from __future__ import annotations  # array is generic only for type checkers before Python 3.12

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log
from sys import intern

from bot.search.items import Item
from bot.search.words import stem, words
from bot.store import reports, search
from bot.store.database import Connection

_MOST = 255
_BITS = 8  # for a count of at most that
# BM25's k1 and b; fitted on nothing, k1 lower than usual because entries are short.
_SLOWNESS, _BY_LENGTH = 0.6, 0.7
_MOST_TELLING = 7.8
_NOWHERE = array("I")


class TextIndex:
    """The stems of all texts; the items that say one are worked out when it is first asked for."""

    def __init__(self, said: search.Said, numbers: Mapping[int, int]) -> None:
        """Take in the words of entries; `numbers` are the items' numbers (the first is 0) by entry id."""
        self._ids: dict[str, str] = {}
        root = stem.__wrapped__  # each word comes once, so remembering it would only take memory
        for word, ids in said.words:
            for part in (word,) if word.isascii() and word.isalpha() else words(word):
                key = root(part)
                known = self._ids.get(key)
                self._ids[key] = f"{known},{ids}" if known else ids if "," in ids else intern(ids)
        self._number_of = {str(entry_id): number for entry_id, number in numbers.items()}
        self._postings: dict[str, array[int]] = {}
        lengths = [0] * len(numbers)
        for entry_id, length in said.lengths.items():
            lengths[numbers[entry_id]] = length
        average = sum(lengths) / (len(lengths) or 1) or 1.0
        self._damping = [_SLOWNESS * (1 - _BY_LENGTH + _BY_LENGTH * length / average) for length in lengths]
        self._scale = _MOST_TELLING / log(self._rarity(0))

    @classmethod
    def of(cls, items: Sequence[Item]) -> TextIndex:
        """Make the index of items that are in no database."""
        return cls(search.said_by(item.entry for item in items), {item.number: item.number for item in items})

    @classmethod
    def load(cls, connection: Connection, items: Sequence[Item]) -> TextIndex:
        """Load the index of all stored entries, which these items are; make it while an import is under way."""
        if not search.is_complete(connection):
            return cls.of(items)
        ids = {report_id: iter(found) for report_id, found in reports.ids_by_report(connection).items()}
        return cls(search.said(connection), {next(ids[item.report.id]): item.number for item in items})

    def __contains__(self, key: str) -> bool:
        return key in self._ids

    def frequency(self, key: str) -> int:
        """Return in how many entries a stem occurs."""
        return len(self._packed(key))

    def weight(self, key: str) -> float:
        """Return how much a stem tells: 0 for what every entry says, 7.8 for what none does (the scaled idf of BM25).

        The scale is the same for a small archive as for a large one.
        """
        return self._scale * log(self._rarity(self.frequency(key)))

    def _rarity(self, frequency: int) -> float:
        total = len(self._damping)
        return (total + frequency + 1.5) / (2 * frequency + 1)

    def items(self, key: str) -> set[int]:
        """Return the numbers of the items in which a stem occurs."""
        return {packed >> _BITS for packed in self._packed(key)}

    def shares(self, key: str) -> Iterator[tuple[int, float]]:
        """Yield the items in which a stem occurs and how much they are about it, 0 to 1 (the term part of BM25)."""
        damping = self._damping
        for packed in self._packed(key):
            number, count = packed >> _BITS, packed & _MOST
            yield number, count / (count + damping[number])

    def _packed(self, key: str) -> array[int]:
        """Return the items that say a stem in their order, each number with its count in 32 bits."""
        if key not in self._ids:
            return _NOWHERE
        found = self._postings.get(key)
        if found is None:
            counts = Counter(self._ids[key].split(","))
            packed = (self._number_of[entry_id] << _BITS | min(count, _MOST) for entry_id, count in counts.items())
            found = self._postings[key] = array("I", sorted(packed))
        return found
