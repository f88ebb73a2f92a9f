"""The sentences of an entry: the one that says what happened, those that have given words."""

import re
from collections.abc import Collection

from bot.search.words import stem, words

_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'(])(?<!\b[A-Z]\.\s)(?<!e\.g\.\s)(?<!i\.e\.\s)(?<!vs\.\s)")
_SHORTEST, _LONGEST = 25, 320
_LOOKED_AT = 20
# What was done stands in the past or perfect; what a thing is stands in the present and is known to who asks.
_DONE = re.compile(r"\b(?:has|have|had|was|were|been|now|this quarter|since|recently|\w+ed)\b", re.IGNORECASE)
_IS_A = re.compile(r"^(?:the )?[\w/ ()-]{2,60}? (?:is|are|aims|provides|allows|stands for)\b", re.IGNORECASE)
_WANTED = re.compile(
    r"\b(?:help (?:is |are )?(?:\w+ )?(?:wanted|needed|welcome|appreciated)|to-?do|volunteers?|testers?|looking for"
    r"|call for|please (?:test|help|contact|report)|need(?:s|ed)? (?:help|testing|more|work|to be)|remains? to be"
    r"|left to|future work|next steps?|plan(?:s|ned)? to|still missing|would be (?:nice|welcome|appreciated)|feedback"
    r"|contribut\w+|open tasks?)\b",
    re.IGNORECASE,
)


def sentences(body: str) -> list[str]:
    """Return the sentences of a text that can stand alone on a line."""
    return [text.strip() for text in _END.split(body) if len(text.strip()) >= _SHORTEST]


def what_happened(body: str) -> str:
    """Return the sentence of an entry that best says what happened."""
    found = sentences(body)[:_LOOKED_AT]
    if not found:
        return body

    def worth(place: int) -> float:
        text = found[place]
        deeds = min(3, len(_DONE.findall(text)))
        return deeds - 2 * bool(_IS_A.match(text)) - (len(text) > _LONGEST) - place / 8

    return found[max(range(len(found)), key=worth)]


def with_words(body: str, stems: Collection[str]) -> str:
    """Return the sentence that has most of the stems, the first of several; empty if none has any."""
    best, most = "", 0
    for text in sentences(body):
        count = len({stem(word) for word in words(text)} & set(stems))
        if count > most:
            best, most = text, count
    return best


def wanted(body: str) -> list[str]:
    """Return the sentences that say what is left to do or where help is wanted."""
    return [text for text in sentences(body) if _WANTED.search(text)]
