"""A topic's words, what each of them tells, and what they may mean in titles and in texts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.search.synonyms import synonyms
from bot.search.texts import TextIndex
from bot.search.titles import Reading, TitleIndex
from bot.search.words import stem, words

MOST_WORDS = 24
_CONTENT = 1.0
_RAREST = 5.5
SAME_MEANING = 0.75
_NUMBER_TELLS = 4.0
FEW_WORDS = 3
Alike = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Topic:
    """The words of a topic in order; `weights` say what each tells, `stems` how texts may say it.

    `stems` holds for each word its own stem first, then those of words that mean nearly the same.
    `numbered` are the places of numbers that belong to the word before them (`pi 4`).
    """

    words: Sequence[str]
    weights: Sequence[float]
    stems: Sequence[Sequence[str]]
    readings: Sequence[Reading]
    numbered: Collection[int]

    @cached_property
    def weight(self) -> float:
        """Return what all the words tell together."""
        return sum(self.weights) or 1.0

    @cached_property
    def telling(self) -> int:
        """Return how many of the words tell anything."""
        return sum(weight >= _CONTENT for weight in self.weights)


def read(text: str, titles: TitleIndex, texts: TextIndex, filler: Collection[str], *, forgiving: bool) -> Topic:
    """Read a topic; `forgiving` looks for slips in known words, too."""
    asked = words(text)[:MOST_WORDS]
    telling = [word not in filler for word in asked]
    if not any(telling):
        telling = [True] * len(asked)
    unknown = {word for word in asked if forgiving or stem(word) not in texts}
    readings = titles.readings(asked, unknown)
    # One word alone is a name; what means nearly the same is then something else.
    alike = synonyms() if sum(telling) > 1 else {}
    weights = [_weight(word, texts, alike) if tells else 0.0 for word, tells in zip(asked, telling, strict=True)]
    for reading in readings:
        if reading.corrected and reading.first == reading.last and stem(asked[reading.first]) not in texts:
            weights[reading.first] = max(min(_RAREST, texts.weight(stem(term))) for term in reading.terms)
    numbered = _numbered(asked) if sum(weight >= _CONTENT for weight in weights) <= FEW_WORDS else set()
    for place in numbered:
        weights[place] = max(weights[place], min(_NUMBER_TELLS, weights[place - 1]))
    readings += _meanings(asked, titles, alike)
    return Topic(asked, weights, _stems(asked, readings, alike), readings, numbered)


def _weight(word: str, texts: TextIndex, alike: Alike) -> float:
    """Return what a word tells; one that no text says, as much as what means the same."""
    key = stem(word)
    same = [other for other in alike.get(key, ()) if other in texts] if key not in texts else []
    return min(_RAREST, max(map(texts.weight, same or [key])))


def _numbered(asked: Sequence[str]) -> set[int]:
    """Return the places of numbers that follow a word; in a long description they are just more words."""
    return {place for place in range(1, len(asked)) if _is_number(asked[place]) and not _is_number(asked[place - 1])}


def _is_number(word: str) -> bool:
    return word[0].isdigit() and not any(sign.isalpha() for sign in word)


def _meanings(asked: Sequence[str], titles: TitleIndex, alike: Alike) -> list[Reading]:
    found = []
    for place, word in enumerate(asked):
        terms = {f"~{other}" for other in alike.get(stem(word), ()) if f"~{other}" in titles}
        if terms:
            found.append(Reading(place, place, dict.fromkeys(terms, SAME_MEANING)))
    return found


def _stems(asked: Sequence[str], readings: Sequence[Reading], alike: Alike) -> list[list[str]]:
    stems = [[stem(word), *sorted(alike.get(stem(word), ()))] for word in asked]
    for reading in readings:
        if reading.corrected and reading.first == reading.last:
            stems[reading.first] += [stem(term) for term in reading.terms if not term.startswith("~")]
    return stems
