"""Find entries that say a phrase as it was written: quoted, or joined by hyphens."""

import re
from collections.abc import Iterator, Sequence

from bot.search.items import Item
from bot.search.texts import TextIndex
from bot.search.words import fold, lowered, stem, words

_PHRASE = re.compile(r"\"([^\"]+)\"|(?<![\w-])(\w+(?:-\w+)+)(?![\w-])")
_READ = 60
"""How many texts are read for one phrase, which takes long: the newest."""


def phrases(text: str) -> list[re.Pattern[str]]:
    """Return patterns of the phrases in what somebody searches for, to be looked for in lowered text."""
    return [_pattern(*map(re.escape, parts)) for parts in _parts(text)]


def _pattern(first: str, *others: str) -> re.Pattern[str]:
    """Return what finds words in a row; a pattern that begins with its letters is looked for much faster."""
    return re.compile(r"[\W_]+".join((rf"{first}(?<!\w{first})", *others)))


def saying(text: str, texts: TextIndex, items: Sequence[Item]) -> Iterator[Item]:
    """Yield the entries that say all the phrases of a text, newest first; none if there is no phrase in it."""
    wanted = phrases(text)
    if not wanted:
        return
    together = set.intersection(*(texts.items(stem(word)) for parts in _parts(text) for word in parts))
    for number in sorted(together, reverse=True)[:_READ]:
        entry = items[number].entry
        said = [lowered(part) for part in (entry.title, entry.body, *entry.tasks)]
        if all(any(map(phrase.search, said)) for phrase in wanted):
            yield items[number]


def _parts(text: str) -> list[list[str]]:
    found = (words(quoted or joined) for quoted, joined in _PHRASE.findall(fold(text)))
    return [parts for parts in found if len(parts) > 1]
