"""The sentences of an entry: the one that says what happened, those that have given words."""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from bot.answers.worth import incomplete, worth
from bot.model import Entry
from bot.questions.cues import FILLER
from bot.search.literal import phrases
from bot.search.words import beginning, lowered, stem, words

_END = re.compile(
    r"[.!?]\s+(?=[A-Z0-9\"'(])(?<!\b[A-Z]\.\s)(?<!e\.g\.\s)(?<!i\.e\.\s)(?<!vs\.\s)(?<!cf\.\s)(?<!Inc\.\s)(?<!Dr\.\s)"
)
REMEMBERED = 4000
"""Of how many entries it is remembered what happened, as to find out takes longer than all the rest of an answer."""
_SHORTEST = 25
_LOOKED_AT = 20
_LATER = 12
"""How many sentences further down count as much against one as a sign of news counts for it."""

_PLAIN = bytes(
    ord(sign.lower()) if (sign := chr(code)).isascii() and sign.isalnum() else ord(" ") for code in range(256)
)
"""Letters as small ones and numbers; a blank for anything else."""
_LETTERS = re.compile("[a-z]+")
_UNCHANGED = 2
"""How long words may be that are their stems, and no others have them."""

_MARKDOWN_LINK = re.compile(r"\[([^\]]+)\]\([^()\s]+(?:\([^()\s]*\))?[^()\s]*\)")
# What help is wanted with; that helpers are welcome, and where they find each other, does not say so.
_ASKS_FOR_HELP = re.compile(
    r"\b(?:(?:help|volunteers?|testers?|testing|contribut\w+|patches|suggestions|feedback|assistance)"
    r" (?:is |are |\w+ ){0,5}(?:wanted|needed|welcome|appreciated)|looking for (?:\w+ )?(?:help\w*|volunteers?|testers?"
    r"|contributors?|people|developers?|maintainers?|feedback)|(?:need|needs|want|wants|could use) (?:\w+ )?(?:help"
    r"|testing|testers?|volunteers?|contributors?)|please (?:test|help|contribute)|to-?do list)\b",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:help (?:is |are )?(?:\w+ )?(?:wanted|needed|welcome|appreciated)|to-?do|volunteers?|testers?|looking for"
    r"|call for|please (?:test|help|contact|report)|need(?:s|ed)? (?:help|testing|more|work|to be)|remains? to be"
    r"|left to|future work|next steps?|plan(?:s|ned)? to|still missing|would be (?:nice|welcome|appreciated)|feedback"
    r"|contribut\w+|open tasks?)\b",
    re.IGNORECASE,
)


def sentences(body: str) -> list[str]:
    """Return the sentences of a text that are long enough for a line."""
    body = _MARKDOWN_LINK.sub(r"\1", body) if "](" in body else body
    ends = [(found.start() + 1, found.end()) for found in _END.finditer(body)]
    starts = [0, *(start for _, start in ends)]
    texts = (body[start:end].strip() for start, (end, _) in zip(starts, [*ends, (len(body), 0)], strict=True))
    return [text for text in texts if len(text) >= _SHORTEST]


def what_happened(entry: Entry) -> str:
    """Return the sentence of an entry that best says, without the others, what happened."""
    return _best(entry.title, entry.body)


@lru_cache(REMEMBERED)
def _best(title: str, body: str) -> str:
    found = sentences(body)[:_LOOKED_AT]
    if not found:
        return body
    named = set(map(stem, words(title)))
    best, most = "", -inf
    for place, text in enumerate(found):
        later = place / _LATER
        told = worth(text, named, most + later) - later
        if told > most:
            best, most = text, told
    return best


def telling(body: str, topic: str) -> str:
    """Return the sentence that says most of a topic, its phrases first; of several the most complete, empty if none.

    Words that tell nothing, such as those that ask, count only where there are no others.
    """
    asked = _asked(topic)
    best, most = "", (0, 0, 0)
    for text in sentences(body):
        may_have = asked.may_have(text)
        said = sum(bool(phrase.search(lowered(text))) for phrase in asked.phrases) if may_have else 0
        if (said, may_have, 0) <= most:
            continue
        count = len(asked.stems.intersection(map(stem, words(text))))
        if count and (said, count, 0) > most:  # few sentences are worth a closer look, which takes long
            told = said, count, -incomplete(text)
            if told > most:
                best, most = text, told
    return best


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is looked for in sentences; `signs` stand in the plain bytes of all that have the stems."""

    stems: frozenset[str]
    signs: tuple[bytes, ...]
    phrases: tuple[re.Pattern[str], ...]

    def may_have(self, text: str) -> int:
        """Return how many of the stems a text has at most: to find out exactly takes ten times as long."""
        if "'" in text or not text.isascii():
            return len(self.stems)
        return sum(map(f" {text} ".encode().translate(_PLAIN).__contains__, self.signs))


@lru_cache(8)
def _asked(topic: str) -> _Asked:
    asked = words(topic)
    stems = frozenset(map(stem, [word for word in asked if word not in FILLER] or asked))
    return _Asked(stems, tuple(map(_sign, stems)), tuple(phrases(topic)))


def _sign(key: str) -> bytes:
    """Return what stands in the plain bytes of every text that has a stem; the rest of a number may be apart there."""
    letters = _LETTERS.match(key)
    if not letters:
        return key[:1].encode() if key.isascii() else b""
    whole = letters[0] == key and len(key) <= _UNCHANGED
    return f" {key} ".encode() if whole else f" {beginning(letters[0])}".encode()


def asked_for(body: str) -> list[str]:
    """Return the sentences that ask their readers for help."""
    return [text for text in sentences(body) if _ASKS_FOR_HELP.search(text)] if _ASKS_FOR_HELP.search(body) else []


def wanted(body: str) -> list[str]:
    """Return the sentences that say what is left to do or where help is wanted."""
    return [text for text in sentences(body) if _WANTED.search(text)]
