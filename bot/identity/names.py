"""How names of people and teams are written, and when two ways of writing may be one name."""

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = dict(zip("łŁøØßđĐæıðþ", ("l", "L", "o", "O", "ss", "d", "D", "ae", "i", "d", "th"), strict=True))
# The other customary way to write these letters in ASCII.
_TWO_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)
_MARKS = re.compile("[\u0300-\u036f]+")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_REMARK = re.compile(r"\s*\([^)]*\)\s*$")
_ORGANISATION = re.compile(
    r"teams?|groups?|(mailing)?lists?|mailing|projects?|committee|organi[sz]ers|admins?|administrat(ors?|ion)|maintainers"
    r"|developers|mentors|moderators|information|users|discussions?|foundation|core|channel|irc|staff|\w*bsd\w*"
)
_LITTLE_WORDS = {"the", "of", "on", "for"}
_SHORT_PART = 3  # letters; a shorter part is an initial or a particle
_LETTERS_A_TYPO = 5  # one slip in so many letters; "Wen" and "Wei" are two names


def repaired(name: str) -> str:
    """Return a name without a trailing remark, and as UTF-8 where it was read as Latin-1."""
    name = " ".join(unicodedata.normalize("NFC", _REMARK.sub("", name)).split())
    if "Ã" in name:
        try:
            return name.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return name
    return name


def folded(text: str) -> str:
    """Return text without diacritics and case."""
    if not text.isascii():
        text = _NOT_ASCII.sub(_unmarked, text)
    return text.casefold()


@lru_cache(maxsize=65536)
def parts(name: str) -> tuple[str, ...]:
    """Return the folded words and initials of a name, in the order as written."""
    return tuple(re.findall(r"\w+", folded(repaired(name)).replace("'", "").replace("’", "")))


def keys(name: str) -> set[str]:
    """Return what equal names have in common whatever the order, hyphens and spelling of umlauts."""
    spellings = {parts(name), parts(repaired(name).translate(_TWO_LETTERS))}
    return {" ".join(sorted(words)) for words in spellings} | {"".join(words) for words in spellings}


@lru_cache(maxsize=65536)
def is_team(name: str) -> bool:
    """Tell whether a name is that of a team, list or channel rather than of a person."""
    return any(_ORGANISATION.fullmatch(part) for part in parts(name))


def subject(name: str) -> frozenset[str]:
    """Return the words of a team's name that tell it from other teams."""
    return frozenset(part for part in parts(name) if not _ORGANISATION.fullmatch(part)) - _LITTLE_WORDS


def same_name(first: str, second: str) -> bool:
    """Tell whether one name is the other with parts left out or cut down to initials.

    The family name must stand at an end of both; one part in full and an initial are enough. More words
    than the short name has are never left out: such a name is a list of people.
    """
    short, long = sorted((parts(first), parts(second)), key=len)
    if len(short) < 2 or short[-1] not in (long[0], long[-1]) or len(short[-1]) == 1:
        return False
    left_out = _unmatched(short, long, _initial)
    return left_out is not None and sum(len(part) > 1 for part in left_out) < len(short)


def alike(first: str, second: str) -> bool:
    """Tell whether two names look like one, misspelt or with another form of the given name.

    Never enough by itself: people are different until an address, a login or a common entry says otherwise.
    """
    if same_name(first, second):
        return True
    short, long = sorted((parts(first), parts(second)), key=len)
    return len(short) > 1 and _unmatched(short, long, _near) is not None


def namesakes(first: str, second: str) -> bool:
    """Tell whether two names agree in the family name and in the first letter of the given name."""
    one, other = parts(first), parts(second)
    return one[-1] == other[-1] and len(one[-1]) >= _SHORT_PART and one[0][0] == other[0][0]


def share_a_part(first: str, second: str) -> bool:
    """Tell whether two names have a word in common, perhaps misspelt, that is not an initial or a particle."""
    return any(
        part == other or (_near(part, other) and min(len(part), len(other)) > _SHORT_PART)
        for part in parts(first)
        for other in parts(second)
        if min(len(part), len(other)) >= _SHORT_PART
    )


def slug(text: str) -> str:
    """Return the words of a text as part of an address."""
    return "-".join(re.findall(r"[^\W_]+", folded(text))) or "unnamed"


def distinct(slugs: Iterable[str]) -> Iterator[str]:
    """Yield slugs with a number behind each that was there before; the first keeps its plain form."""
    taken: set[str] = set()
    for plain in slugs:
        numbers = itertools.count(2)
        unique = plain
        while unique in taken:
            unique = f"{plain}-{next(numbers)}"
        taken.add(unique)
        yield unique


def _unmarked(found: re.Match[str]) -> str:
    return _base(found[0])


@cache
def _base(letter: str) -> str:
    """Return a character without its marks; there are few of them, each in many texts."""
    return _LETTERS.get(letter) or _MARKS.sub("", unicodedata.normalize("NFKD", letter))


def _unmatched(short: tuple[str, ...], long: tuple[str, ...], match: Callable[[str, str], bool]) -> list[str] | None:
    """Return what is left of the long name when every part of the short one has its match, None if one has none."""
    left = list(long)
    for part in sorted(short, key=len, reverse=True):
        found = part if part in left else next((other for other in left if match(part, other)), None)
        if found is None:
            return None
        left.remove(found)
    return left


def _initial(part: str, other: str) -> bool:
    return min(len(part), len(other)) == 1 and part[0] == other[0]


def _near(part: str, other: str) -> bool:
    if _initial(part, other):
        return True
    shorter = min(len(part), len(other))
    if shorter >= _SHORT_PART and (part.startswith(other) or other.startswith(part)):
        return True
    return DamerauLevenshtein.distance(part, other) <= shorter // _LETTERS_A_TYPO
