"""Take text apart into words that can be compared: folded, versions kept whole, endings taken off."""

import re
import unicodedata
from functools import lru_cache

_SPECIAL = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "‐": "-", "–": "-", "—": "-"}
    | dict.fromkeys("’‘ʼ`´", "'")
    | dict.fromkeys("“”„«»", '"')
)
_WORD = re.compile(r"[^\W_]+(?:(?<=\d)\.\d+[^\W_]*)*")
_POSSESSIVE = re.compile(r"'s\b|'")
_VERSION = re.compile(r"\bversion\s+(?=\d)")
# `NFSv4.2`, `NFS v4.2` and `NFS 4.2` are one thing: the v before a number says no more than the number.
_BEFORE_NUMBER = re.compile(r"(?:(?<=[a-z])|\b)v(?=\d)")

_PLURALS = (("sses", "ss"), ("ies", "y"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"))
_ENDINGS = (
    ("izations", "ize"), ("isations", "ize"), ("ization", "ize"), ("isation", "ize"),
    ("ations", ""), ("ation", ""), ("ating", ""), ("ated", ""), ("ator", ""), ("ate", ""),
    ("ements", ""), ("ement", ""), ("ments", ""), ("ment", ""), ("ities", "y"),
    ("ings", ""), ("ing", ""), ("ions", ""), ("ion", ""), ("edly", ""), ("ers", ""), ("ors", ""),
    ("ed", ""), ("er", ""), ("or", ""), ("ly", ""), ("able", ""), ("al", ""), ("e", ""),
)  # fmt: skip
_SHORTEST_STEM = 4


def fold(text: str) -> str:
    """Return text without case, diacritics and typographic signs, white space as single blanks."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
        text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return " ".join(text.lower().split())


def words(text: str) -> list[str]:
    """Return the words of a text in order, folded; numbers keep their points (`nfs4.2`, `13.2`)."""
    folded = _BEFORE_NUMBER.sub("", _VERSION.sub("", _POSSESSIVE.sub("", fold(text))))
    return _WORD.findall(folded)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return what is left of an English word without its ending; names and numbers stay as they are."""
    if len(word) <= _SHORTEST_STEM or not word.isalpha():
        return word[:-1] if len(word) == _SHORTEST_STEM and word.endswith("s") and word[-2] not in "siu" else word
    for ending, instead in _PLURALS:
        if word.endswith(ending):
            word = word[: -len(ending)] + instead
            break
    else:
        if word.endswith("s") and word[-2] not in "siu":
            word = word[:-1]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return _undouble(word[: -len(ending)] + instead)
    return word[:-1] + "i" if word.endswith("y") else word


def _undouble(word: str) -> str:
    return word[:-1] if word[-1] == word[-2] and word[-1] not in "lsz" else word
