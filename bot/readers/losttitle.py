"""The name that fits an entry whose title is lost.

What an entry is about it names early and often, and in the labels of its links, while the other
entries of the report seldom do; a name has capitals, digits or underscores more often than other
words. A word's score is the product of these. Of the archive's 299 titles of one word it finds 62 %
and a part of another 14 % ("EC2" for "FreeBSD/EC2"); of longer titles it finds the word they turn on.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[A-Za-z][\w+]{0,60}(?:[./-][\w+]{1,60}){0,4}(?:\(\d\))?")
_SECTION = re.compile(r"\(\d\)$")  # of the manual: "pkg(8)" and "pkg" are one word
_LABEL_WEIGHT = 4  # as much as four mentions, at most twice
_EARLY_BONUS, _EARLY_WORDS = 16, 4  # the first word counts 17 times as much as one far down, the fifth 9 times
_NAME, _CAPITALISED, _PLAIN = 1.6, 1.0, 0.5
_ORDINARY = 0.5  # factor for a word that others use in small letters


@dataclass(frozen=True, slots=True)
class Words:
    """What an entry says: its text, the labels of its links, and its title if that is not lost."""

    body: str
    labels: str
    title: str | None


def infer_titles(entries: Sequence[Words]) -> list[str | None]:
    """Return for each entry of a report its title, or the word that names it best; None for one without words.

    No title is inferred twice, and none that another entry has.
    """
    usage = Counter(word for entry in entries for word in set(map(_key, _words(entry))))
    small = Counter(word for entry in entries for word in {_key(word) for word in _words(entry) if word[0].islower()})
    taken = {_key(entry.title) for entry in entries if entry.title}
    titles: list[str | None] = []
    for entry in entries:
        title = entry.title or _infer(entry, usage, small, len(entries), taken)
        taken.add(_key(title or ""))
        titles.append(title)
    return titles


def _infer(entry: Words, usage: Counter[str], small: Counter[str], entries: int, taken: Collection[str]) -> str | None:
    own, linked = _WORD.findall(entry.body), _WORD.findall(entry.labels)
    mentions = Counter(map(_key, own))
    for word, count in Counter(map(_key, linked)).items():
        mentions[word] += _LABEL_WEIGHT * min(count, 2)
    first: dict[str, int] = {}
    spellings: dict[str, Counter[str]] = {}
    for place, word in enumerate([*own, *linked]):
        first.setdefault(_key(word), place)
        spellings.setdefault(_key(word), Counter())[word] += 1
    best, score = None, 0.0
    for word, count in mentions.items():
        spelling = spellings[word].most_common(1)[0][0]
        others = usage[word] - 1
        is_ordinary = small[word] > any(form[0].islower() for form in spellings[word])
        early = 1 + _EARLY_BONUS / (1 + first[word] / _EARLY_WORDS)
        worth = (
            (1 + math.log(count))
            * math.log((entries + 1) / (others + 0.5))
            * early
            * _shape(spelling, is_ordinary=is_ordinary)
        )
        if worth > score and len(word) > 1 and word not in taken:
            best, score = spelling, worth
    return best


def _words(entry: Words) -> list[str]:
    return _WORD.findall(f"{entry.body} {entry.labels}")


def _key(word: str) -> str:
    return _SECTION.sub("", word).casefold()


def _shape(word: str, *, is_ordinary: bool) -> float:
    """Return how much a word looks like a name: "bhyve4" and "iXsystems" more than "Mono", this more than "port"."""
    if any(character.isupper() or character.isdigit() or character == "_" for character in word[1:]):
        return _NAME
    return (_CAPITALISED if word[0].isupper() else _PLAIN) * (_ORDINARY if is_ordinary else 1)
