"""What a search found, and how much of a topic must be covered for it to count."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import mul

from bot.search.items import Item
from bot.search.topics import FEW_WORDS, Topic

Scope = Callable[[Item], bool]

SURE = 0.8
"""The share of a topic that a title must cover to be what is meant, whatever the texts say."""
STRONG = 0.75
_RARE_SHARE = 0.4
# Nearly all of a few words must be covered, less of a long description.
_LEAST, _MOST, _EACH = 0.34, 0.88, 0.13


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that fits, and how well: 0 to 1; `by_title` where its project's titles say so."""

    item: Item
    score: float
    by_title: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for a topic, best first; `near` is what comes closest where nothing fits.

    `corrections` are the misspelt words and what they were read as, `choices` what else they may have meant.
    """

    hits: tuple[Hit, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    choices: tuple[str, ...] = ()
    near: tuple[Hit, ...] = ()


def score(topic: Topic, parts: Sequence[float]) -> float:
    """Return how much of what a topic tells is covered; `parts` say how well each word is."""
    told: float = sum(map(mul, topic.weights, parts))
    return told / topic.weight


def enough(topic: Topic) -> float:
    """Return how much of a topic texts must cover."""
    return max(_LEAST, _MOST - _EACH * topic.telling)


def lacks_a_rare_word(topic: Topic, parts: Sequence[float]) -> bool:
    """Tell whether one of few words is missing that tells much, or a number: then it is about something else."""
    return topic.telling <= FEW_WORDS and any(
        not part and (weight >= _RARE_SHARE * topic.weight or place in topic.numbered)
        for place, (weight, part) in enumerate(zip(topic.weights, parts, strict=True))
    )


def everywhere(item: Item) -> bool:
    """Return true: the scope of a question without a period."""
    del item
    return True
