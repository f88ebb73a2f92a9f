"""Find the known words that a misspelt word may have meant."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

_ONE_SLIP, _TWO_SLIPS, _THREE_SLIPS = 4, 6, 12
_SHORT = 5
_UNSURE = 0.7
_VOWELS = "aeiouy"
_KEYS = {
    letter: (row, column)
    for row, letters in enumerate(("qwertyuiop", "asdfghjkl", "zxcvbnm"))
    for column, letter in enumerate(letters)
}


class Spelling:
    """A vocabulary that forgives slips: neighbouring keys, letters swapped, doubled or left out."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in words:
            self._by_length[len(word)].append(word)

    def near(self, word: str, most: int = 3) -> list[tuple[str, float]]:
        """Return the known words nearest to a misspelt one with their likeness, 0 to 1.

        The slips that are forgiven grow with the word's length, up to `most`; numbers in it must be the same.
        The word itself is none of them.
        """
        limit = min(most, allowed_slips(word))
        if not limit:
            return []
        found: list[tuple[str, int]] = []
        for length in range(len(word) - limit, len(word) + limit + 1):
            near = process.extract(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=limit, limit=8
            )
            found += [(known, int(distance)) for known, distance, _ in near if distance and plausible(word, known)]
        best = min((distance for _, distance in found), default=0)
        return [(known, _likeness(word, known, distance)) for known, distance in found if distance == best]


def _likeness(word: str, known: str, distance: int) -> float:
    """Return how sure a slip is; another letter in a short word may as well be another word (`rain`, `raid`)."""
    if len(word) == len(known) <= _SHORT and sorted(word) != sorted(known):
        other = [pair for pair in zip(word, known, strict=True) if pair[0] != pair[1]]
        if not all(map(_easily_mistaken, other)):
            return _UNSURE
    return 1 - distance / len(word) / 2


def _easily_mistaken(letters: tuple[str, str]) -> bool:
    """Tell whether two letters are both vowels, or neighbours on the keyboard."""
    if all(letter in _VOWELS for letter in letters):
        return True
    (row, column), (other_row, other_column) = (_KEYS.get(letter, (9, 9)) for letter in letters)
    return abs(row - other_row) <= 1 and abs(column - other_column) <= 1


def allowed_slips(word: str) -> int:
    """Return how many slips are forgiven in a word of this length; none in what is mostly a number."""
    letters = sum(sign.isalpha() for sign in word)
    if letters < _ONE_SLIP:
        return 0
    return 1 + (letters > _TWO_SLIPS) + (letters > _THREE_SLIPS)


def plausible(word: str, known: str) -> bool:
    """Tell whether one may be a slip of the other: same numbers, and short words begin alike or are swapped."""
    if [sign for sign in word if sign.isdigit()] != [sign for sign in known if sign.isdigit()]:
        return False
    if len(word) > _ONE_SLIP + 1 or word[0] == known[0]:
        return True
    return sorted(word) == sorted(known)
