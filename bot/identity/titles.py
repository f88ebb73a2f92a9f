"""What a title is about: its words, what each of them tells, and how much two titles say the same."""

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from bot.identity.names import folded

_SIGNS = re.sub(rb"[^\w#+.\x80-\xff]", b" ", bytes(range(256)).lower())  # bytes are translated faster than characters
_BETWEEN_ELSEWHERE = re.compile(r"[^\w\x00-\x7f]+")
_NUMBER = re.compile(r"v?[\d.]+x?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDINAL = r"(?:1st|2nd|3rd|4th|first|second|third|fourth)"
_QUARTER = re.compile(rf"\b(?:20\d\d ?q[1-4]|q[1-4] ?20\d\d|{_ORDINAL} quarter(?: of)? 20\d\d)\b")
# Shares of the weight of a word that only one title and one text have:
_NUMBER_WEIGHT = 0.11  # a version tells little: the next release of the same thing has another one
_SPECIFIC = 0.16  # from here on a word names a thing ("pf"), below it describes ("driver", "network")
_LONG = 5  # letters; shorter words are different words if they differ at all
_TYPO_WORTH = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Title:
    """The words of a title in their order, each with its weight; equal titles are one object.

    `total` is the sum of the weights; `specific` are the words that name a thing rather than describe it; `spelt`
    are those in which a slip may be seen.
    """

    words: tuple[str, ...]
    weights: Mapping[str, float]
    total: float
    specific: frozenset[str]
    spelt: tuple[str, ...]
    initials: str
    years: frozenset[str]

    def share(self, some: Container[str]) -> float:
        """Return which share (0..1) of the title's weight the given words have."""
        return sum([weight for word, weight in self.weights.items() if word in some]) / self.total


class Vocabulary:
    """The titles of all entries, their words weighed by how few titles and texts have them."""

    def __init__(self, titles: Iterable[str], texts_with: Mapping[str, int], texts: int) -> None:
        split = {title: words(_without_quarter(title)) for title in titles}
        known = {word for parts in split.values() for word in parts}
        joined = {title: _joined(parts, known) for title, parts in split.items()}
        distinct = {frozenset(parts) for parts in joined.values()}
        in_titles = Counter(word for parts in distinct for word in parts)
        top = math.log(1 + len(distinct)) * math.log(1 + texts)
        weights = {
            word: _NUMBER_WEIGHT
            if _NUMBER.fullmatch(word) and not _YEAR.fullmatch(word)
            else math.log(1 + len(distinct) / count) * math.log(1 + texts / texts_with.get(word, 1)) / top
            for word, count in in_titles.items()
        }
        specific = {word for word, weight in weights.items() if weight >= _SPECIFIC}
        years = set(filter(_YEAR.fullmatch, weights))
        made = {parts: _title(parts, weights, specific, years) for parts in set(joined.values())}
        self._titles = {title: made[parts] for title, parts in joined.items()}

    def title(self, title: str) -> Title:
        """Return what is known of a title."""
        return self._titles[title]


def words(text: str) -> list[str]:
    """Return the folded words of a text, without plural and without dots ("rc.d"); versions stay whole."""
    if not text.isascii():
        text = _BETWEEN_ELSEWHERE.sub(" ", folded(text))
    parts = text.encode().translate(_SIGNS).replace(b"..", b" ").split()
    return list(filter(None, map(_PLAIN.__getitem__, parts)))


def _without_quarter(title: str) -> str:
    title = title.casefold()
    return _QUARTER.sub(" ", title) if "20" in title else title  # most have none, and to look for one takes longer


def coverage(one: Title, other: Title) -> tuple[float, float]:
    """Return which share of each title's weight the other has, too: as a word, a misspelling or an acronym."""
    if one is other:
        return 1.0, 1.0
    worth_one = dict.fromkeys(one.weights.keys() & other.weights.keys(), 1.0)
    worth_other = dict(worth_one)
    for word in one.spelt:
        if word not in worth_one and word[0] in other.initials:
            for candidate in other.spelt:
                if candidate not in worth_other and word[0] == candidate[0] and _misspelt(word, candidate):
                    worth_one[word] = worth_other[candidate] = _TYPO_WORTH
                    break
    _spell_out(one, worth_one, other, worth_other)
    _spell_out(other, worth_other, one, worth_one)
    return _covered(one, worth_one), _covered(other, worth_other)


def _covered(title: Title, worth: dict[str, float]) -> float:
    return sum([title.weights[word] * part for word, part in worth.items()]) / title.total if worth else 0.0


def _spell_out(short: Title, worth_short: dict[str, float], long: Title, worth_long: dict[str, float]) -> None:
    """Match the acronyms of one title with the words of the other that they stand for."""
    for word in short.words:
        if word in long.initials and len(word) > 1 and word not in worth_short:
            start = long.initials.find(word)
            spelt = long.words[start : start + len(word)]
            if all(len(part) > 1 for part in spelt):
                worth_short[word] = 1.0
                worth_long.update(dict.fromkeys(spelt, 1.0))


def _title(parts: tuple[str, ...], weights: dict[str, float], specific: set[str], years: set[str]) -> Title:
    own = {part: weights[part] for part in parts}
    return Title(
        words=parts,
        weights=own,
        total=sum(own.values()) or 1.0,
        specific=frozenset(specific.intersection(parts)),
        spelt=tuple(part for part in own if len(part) >= _LONG and not any(map(str.isdigit, part))),
        initials="".join(part[0] for part in parts),
        years=frozenset(years.intersection(parts)),
    )


def _joined(parts: list[str], known: set[str]) -> tuple[str, ...]:
    """Return the words with those made one that other titles write as one ("soft updates")."""
    joined: list[str] = []
    for part in parts:
        joined.append(part)
        if len(joined) > 1 and (both := joined[-2] + joined[-1]) in known:
            joined[-2:] = [both]
    return tuple(joined)


@lru_cache(maxsize=65536)
def _misspelt(word: str, other: str) -> bool:
    return word.startswith(other) or other.startswith(word) or DamerauLevenshtein.distance(word, other) <= 1


class _Plain(dict[bytes, str]):
    """Words without plural and dots, each worked out once; a dictionary is asked faster than a cached function."""

    def __missing__(self, word: bytes) -> str:
        self[word] = plain = _plain(word.decode())
        return plain


_PLAIN = _Plain()


def _plain(word: str) -> str:
    word = word.strip(".")
    if "." in word:
        word = word.rstrip("+")
        word = word if _NUMBER.fullmatch(word) else word.replace(".", "")
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word
