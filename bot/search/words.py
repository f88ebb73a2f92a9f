"""Take text apart into words that can be compared: folded, versions kept whole, endings taken off."""

import re
import unicodedata
from functools import lru_cache

_SPECIAL = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "‐": "-", "–": "-", "—": "-"}
    | dict.fromkeys("’‘ʼ´", "'")
    | dict.fromkeys("“”„«»", '"')
)
_WORD = re.compile(r"[^\W_]+(?:(?<=\d)\.\d+[^\W_]*)*")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:(?<=[0-9])\.[0-9]+[a-z0-9]*)*")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_POSSESSIVE = re.compile(r"'s\b|'")
_VERSION = re.compile(r"\bversion (?=\d)")
# `NFSv4.2`, `NFS v4.2` and `NFS 4.2` are one thing: the v before a number says no more than the number.
# A pattern that begins with its letter is looked for much faster.
_BEFORE_NUMBER = re.compile(r"v(?:(?<=[a-z]v)|(?<=\bv))(?=\d)")

_PLURALS = (("sses", "ss"), ("ies", "y"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"))
_ENDINGS = (
    ("izations", "ize"), ("isations", "ize"), ("ization", "ize"), ("isation", "ize"),
    ("ations", ""), ("ation", ""), ("ating", ""), ("ated", ""), ("ator", ""), ("ate", ""),
    ("ements", ""), ("ement", ""), ("ments", ""), ("ment", ""), ("ities", "y"),
    ("ings", ""), ("ing", ""), ("ions", ""), ("ion", ""), ("edly", ""), ("ers", ""), ("ors", ""),
    ("ed", ""), ("er", ""), ("or", ""), ("ly", ""), ("able", ""), ("al", ""), ("e", ""),
)  # fmt: skip
_ENDINGS_BY_LETTER = {
    letter: tuple(pair for pair in _ENDINGS if pair[0][-1] == letter)
    for letter in {ending[-1] for ending, _ in _ENDINGS}
}
_CHANGED = ("ze", "i")
"""How stems end where their words may go on otherwise: `policy`, `realisation`."""
_SHORTEST_STEM = 4


def fold(text: str) -> str:
    """Return text as `lowered` does, white space as single blanks."""
    return " ".join(lowered(text).split())


def lowered(text: str) -> str:
    """Return text without case, diacritics and typographic signs."""
    if not text.isascii():
        text = _NOT_ASCII.sub(_plain, text.casefold())
    return text.lower()


def words(text: str) -> list[str]:
    """Return the words of a text in order, folded; numbers keep their points (`nfs4.2`, `13.2`)."""
    folded = fold(text)
    if "'" in folded:
        folded = _POSSESSIVE.sub("", folded)
    if "version" in folded:
        folded = _VERSION.sub("", folded)
    folded = _BEFORE_NUMBER.sub("", folded)
    return (_ASCII_WORD if folded.isascii() else _WORD).findall(folded)


def _plain(found: re.Match[str]) -> str:
    """Return signs beyond ASCII, few in most texts, as what they are compared as."""
    signs = unicodedata.normalize("NFKD", found[0].translate(_SPECIAL))
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


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
    for ending, instead in _ENDINGS_BY_LETTER.get(word[-1], ()):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return _undouble(word[: -len(ending)] + instead)
    return word[:-1] + "i" if word.endswith("y") else word


def beginning(key: str) -> str:
    """Return with what every word begins that has a stem."""
    changed = next((ending for ending in _CHANGED if key.endswith(ending)), "")
    return key[: len(key) - len(changed)]


def _undouble(word: str) -> str:
    return word[:-1] if word[-1] == word[-2] and word[-1] not in "lsz" else word
