"""What must be true of the markup of any entry."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import accumulate

from bot.readers.labels import clean
from bot.readers.subset import ELEMENTS

_TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
_HREF = re.compile(r' href="(?:https?|ftp|mailto):[^"<>]*"', re.IGNORECASE)
_PARTING = re.compile(r"<(?!/|(?:a|em|strong|code)\b)")  # where a block or line begins
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MOST_DEEP = 40
_LONGEST = 600_000


def words(markup: str) -> str:
    """Return the text of markup: tags removed, words parted where a block or line begins, single blanks."""
    return clean(unescape(_TAG.sub("", _PARTING.sub(" <", markup))))


def faults(markup: str) -> list[str]:
    """Return what is wrong with markup: elements, attributes, nesting, characters, size."""
    return list(_faults(markup))


def _faults(markup: str) -> Iterator[str]:
    yield from _badly_nested(_TAG.findall(markup))
    for slash, name, rest in _TAG.findall(markup):
        if name not in ELEMENTS:
            yield f"<{name}> is not in the subset"
        if rest and not (name == "a" and not slash and _HREF.fullmatch(rest)):
            yield f"<{name}{rest}> has what it must not have"
    if "<" in _TAG.sub("", markup):
        yield "there is a bare <"
    if len(markup) > _LONGEST:
        yield "it is too long"
    if _CONTROL.search(unescape(markup)):
        yield "it has control characters"


def _badly_nested(tags: list[tuple[str, str, str]]) -> Iterator[str]:
    opened: list[str] = []
    for slash, name, _ in tags:
        if slash and (not opened or opened.pop() != name):
            yield f"</{name}> ends what is not open"
        if not slash and name != "br":
            opened.append(name)
    if opened:
        yield f"{opened} are not ended"
    depths = accumulate(-1 if slash else name != "br" for slash, name, _ in tags)
    if max(depths, default=0) > _MOST_DEEP:
        yield "it is too deep"
