"""Which entry says a word how often: everything an entry says, by stems, as full text search has it."""

from __future__ import annotations  # array is generic only for type checkers before Python 3.12

import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from math import log

from bot import fingerprint
from bot.search.items import Item
from bot.search.words import stem, words
from bot.store import reports, search, stems
from bot.store.database import Connection
from bot.store.search import Said
from bot.store.stems import Stems

_MOST = 255
_BITS = 8  # for a count of at most that
# BM25's k1 and b; fitted on nothing, k1 lower than usual because entries are short.
_SLOWNESS, _BY_LENGTH = 0.6, 0.7
_MOST_TELLING = 7.8
_NOWHERE = array("I")

Keep = Callable[[Callable[[Connection], None]], object]


class TextIndex:
    """The stems of all texts; the items that say one are worked out when it is first asked for."""

    def __init__(self, found: Stems, lengths: Mapping[int, int], numbers: Mapping[int, int]) -> None:
        """Take in the stems and the numbers of words of entries; `numbers` are the items' (from 0) by entry id."""
        self._stems = found
        self._places = dict(zip(found.stems, count()))
        self._number_of = numbers
        self._postings: dict[str, array[int]] = {}
        ordered = [0] * len(numbers)
        for entry_id, length in lengths.items():
            ordered[numbers[entry_id]] = length
        average = sum(ordered) / (len(ordered) or 1) or 1.0
        self._damping = [_SLOWNESS * (1 - _BY_LENGTH + _BY_LENGTH * length / average) for length in ordered]
        self._scale = _MOST_TELLING / log(self._rarity(0))

    @classmethod
    def of(cls, items: Sequence[Item]) -> TextIndex:
        """Make the index of items that are in no database."""
        said = search.said_by(item.entry for item in items)
        return cls(_gathered(said), said.lengths, {item.number: item.number for item in items})

    @classmethod
    def load(cls, connection: Connection, items: Sequence[Item], keep: Keep = lambda _: None) -> TextIndex:
        """Load the index of all stored entries, which these items are; make it while an import is under way.

        What had to be gathered is handed to `keep` as work for a connection that may write.
        """
        if not search.is_complete(connection):
            return cls.of(items)
        ids = {report_id: iter(found) for report_id, found in reports.ids_by_report(connection).items()}
        maker = f"{fingerprint.of_code('bot.search')} {sys.byteorder}"
        found = stems.load(connection, maker)
        if found is None:
            found = _gathered(search.said(connection))
            keep(partial(stems.save, maker=maker, found=found, seen=stems.revision(connection)))
        return cls(found, search.lengths(connection), {next(ids[item.report.id]): item.number for item in items})

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def frequency(self, key: str) -> int:
        """Return in how many entries a stem occurs."""
        place = self._places.get(key)
        return 0 if place is None else self._stems.starts[place + 1] - self._stems.starts[place]

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
        place = self._places.get(key)
        if place is None:
            return _NOWHERE
        found = self._postings.get(key)
        if found is None:
            of_it = slice(self._stems.starts[place], self._stems.starts[place + 1])
            said = zip(self._stems.entries[of_it], self._stems.counts[of_it], strict=True)
            packed = sorted(self._number_of[entry_id] << _BITS | times for entry_id, times in said)
            found = self._postings[key] = array("I", packed)
        return found


def _gathered(said: Said) -> Stems:
    """Return the stems of words."""
    ids_of: dict[str, str] = {}
    root = stem.__wrapped__  # each word comes once, so remembering it would only take memory
    for word, ids in said.words:
        for part in (word,) if word.isascii() and word.isalpha() else words(word):
            key = root(part)
            known = ids_of.get(key)
            ids_of[key] = f"{known},{ids}" if known else ids
    starts, entries, counts = array("I", [0]), array("I"), bytearray()
    for ids in ids_of.values():
        found = Counter(ids.split(","))
        entries.extend(map(int, found))
        counts.extend(min(times, _MOST) for times in found.values())
        starts.append(len(entries))
    return Stems(list(ids_of), starts, entries, bytes(counts))
