"""Which entry says a word how often: an inverted index of everything an entry says, by stems."""

from __future__ import annotations  # array is generic only for type checkers before Python 3.12

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from itertools import accumulate, pairwise
from math import log

from bot.model import Entry
from bot.search.words import stem, words

_MOST = 255
_SIZE = array("I").itemsize
_HEAD = 3
# BM25's k1 and b; fitted on nothing, k1 lower than usual because entries are short.
_SLOWNESS, _BY_LENGTH = 0.6, 0.7
_MOST_TELLING = 7.8


class TextIndex:
    """The stems of all texts; postings are item numbers (the first is 0) with counts, 32 bits each."""

    def __init__(self, postings: Mapping[str, bytes], lengths: array[int]) -> None:
        self._postings = postings
        self._lengths = lengths
        self._scale = _MOST_TELLING / log(self._rarity(0))
        average = sum(lengths) / len(lengths) if lengths else 1.0
        self._damping = [_SLOWNESS * (1 - _BY_LENGTH + _BY_LENGTH * length / average) for length in lengths]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> TextIndex:
        """Build the index of entries."""
        postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        lengths = array("I")
        stems = _Stems()
        for number, entry in enumerate(entries):
            counts = Counter(map(stems.__getitem__, words(text_of(entry))))
            lengths.append(counts.total())
            if max(counts.values(), default=0) > _MOST:
                counts = Counter({key: min(count, _MOST) for key, count in counts.items()})
            first = number << 8
            for key, count in counts.items():
                postings[key].append(first | count)
        return cls({key: numbers.tobytes() for key, numbers in postings.items()}, lengths)

    @classmethod
    def from_bytes(cls, content: bytes) -> TextIndex:
        """Return the index that `to_bytes` returned."""
        head = array("I", content[: _HEAD * _SIZE])
        ends = list(accumulate((_HEAD * _SIZE, *(size * _SIZE for size in head[:2]), head[2])))
        lengths, sizes = (array("I", content[start:end]) for start, end in pairwise(ends[:3]))
        keys = content[ends[2] : ends[3]].decode().split("\n") if sizes else []
        places = pairwise(accumulate(sizes, initial=ends[3]))
        return cls({key: content[start:end] for key, (start, end) in zip(keys, places, strict=True)}, lengths)

    def to_bytes(self) -> bytes:
        """Return the index as bytes, for a file of this machine."""
        keys = "\n".join(self._postings).encode()
        sizes = array("I", map(len, self._postings.values()))
        head = array("I", (len(self._lengths), len(sizes), len(keys)))
        return b"".join((head.tobytes(), self._lengths.tobytes(), sizes.tobytes(), keys, *self._postings.values()))

    def __contains__(self, key: str) -> bool:
        return key in self._postings

    def frequency(self, key: str) -> int:
        """Return in how many entries a stem occurs."""
        return len(self._postings.get(key, b"")) // _SIZE

    def weight(self, key: str) -> float:
        """Return how much a stem tells: 0 for what every entry says, 7.8 for what none does (the scaled idf of BM25).

        The scale is the same for a small archive as for a large one.
        """
        return self._scale * log(self._rarity(self.frequency(key)))

    def _rarity(self, frequency: int) -> float:
        total = len(self._lengths)
        return (total + frequency + 1.5) / (2 * frequency + 1)

    def items(self, key: str) -> set[int]:
        """Return the numbers of the items in which a stem occurs."""
        return {packed >> 8 for packed in array("I", self._postings.get(key, b""))}

    def shares(self, key: str) -> Iterator[tuple[int, float]]:
        """Yield the items in which a stem occurs and how much they are about it, 0 to 1 (the term part of BM25)."""
        damping = self._damping
        for packed in array("I", self._postings.get(key, b"")):
            number, count = packed >> 8, packed & _MOST
            yield number, count / (count + damping[number])


class _Stems(dict[str, str]):
    """The stem of each word, worked out once; a dictionary is asked faster than a cached function."""

    def __missing__(self, word: str) -> str:
        self[word] = found = stem(word)
        return found


def text_of(entry: Entry) -> str:
    """Return all that an entry says, its title twice."""
    contacts = (contact.name or "" for contact in entry.contacts)
    links = (f"{link.label or ''} {link.url}" for link in entry.links)
    return " ".join((entry.title, entry.title, *contacts, *links, *entry.sponsors, *entry.tasks, entry.body))


@cache
def made_by() -> str:
    """Return a digest of the code that an index depends on: another code makes another index."""
    state = blake2b(digest_size=8)
    for name in ("texts.py", "words.py"):
        state.update(files("bot.search").joinpath(name).read_bytes())
    return state.hexdigest()
