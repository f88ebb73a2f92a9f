"""Rank projects by how well their titles cover a topic."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.search.findings import STRONG, Hit, Scope, score
from bot.search.items import Item
from bot.search.texts import TextIndex
from bot.search.titles import TitleIndex, kinds, terms
from bot.search.topics import Topic
from bot.search.words import stem, words

_KEPT = 40
_LOOKED_AT = 500
_TELLING = 1.0
_FEW = 2
_RARE = 2.0
_STEPS = 20
_ALL = 0.95
_LIKELY, _HALF = 0.15, 0.5
"""How much less than the best, and how much at all, a title must cover to be looked at closely, which takes long."""

Covered = Mapping[int, Sequence[float]]
"""How well the titles of each project cover each word of a topic."""
_Way = tuple[int, int, frozenset[str], float]
"""The places in a topic from first to last, the terms as which they may be read, and how like these are."""


def covered(topic: Topic, titles: TitleIndex) -> dict[int, list[float]]:
    """Return how well the titles of projects cover each word; only of those that have a telling one."""
    ways = [
        (reading.first, reading.last, frozenset(term.split()), like)
        for reading in topic.readings
        for term, like in reading.terms.items()
    ]
    count = len(topic.words)
    return {project: _cover(count, ways, titles.terms[project]) for project in _candidates(topic, titles)}


def _candidates(topic: Topic, titles: TitleIndex) -> set[int]:
    """Return the projects of the rarest terms first, so that a common word brings in no more than can be looked at."""
    readings = [each for each in topic.readings if sum(topic.weights[each.first : each.last + 1]) >= _TELLING]
    wanted = {term.partition(" ")[0] for reading in readings or topic.readings for term in reading.terms}
    found: set[int] = set()
    for projects in sorted((titles.projects(term) for term in sorted(wanted)), key=len):  # the same in every run
        found.update(projects[len(found) - _LOOKED_AT :])
        if len(found) >= _LOOKED_AT:
            break
    return found


def _cover(count: int, ways: Iterable[_Way], has: set[str]) -> list[float]:
    parts = [0.0] * count
    for first, last, needed, like in ways:
        if like > parts[first] and needed <= has:
            for place in range(first, last + 1):
                parts[place] = max(parts[place], like)
    return parts


def rank(
    topic: Topic, by_project: Covered, members: Mapping[int, Sequence[Item]], texts: TextIndex, scope: Scope
) -> list[Hit]:
    """Return the newest entry in scope of each project, best first; of equals the newest one.

    Within a project an entry that says the topic's words itself goes before newer ones that do not.
    """
    said = _said(topic, texts)
    ranked = sorted(((score(topic, parts), project) for project, parts in by_project.items()), reverse=True)
    likely = max(_HALF, ranked[0][0] - _LIKELY) if ranked else _HALF
    hits: list[Hit] = []
    for worth, project in ranked:
        if len(hits) >= _KEPT and worth < hits[-1].score:
            break
        newest_first = (item for item in reversed(members[project]) if scope(item))
        newest = next(newest_first, None)
        if newest:
            item = _newest_saying(newest, newest_first, said) if worth >= likely else newest
            hits.append(Hit(item, worth, by_title=True))
    asked = {key for stems in topic.stems for key in stems}
    asked |= {term.lstrip("~") for reading in topic.readings for term in reading.terms}

    def order(hit: Hit) -> tuple[int, bool, bool, str, str, float, int]:
        told, share = _told(hit.item.entry.title, asked, texts) if hit.score >= likely else (0.0, 0.0)
        # One word alone never tells which of its projects is meant, so the newest is; several may be a title.
        tight = topic.telling >= _FEW and share >= (STRONG if topic.telling > _FEW else _ALL)
        said_itself = told >= STRONG * topic.weight
        period = hit.item.report.period
        return round(hit.score * _STEPS), tight, said_itself, period.start, period.end, share, hit.item.number

    return sorted(hits, key=order, reverse=True)[:_KEPT]


def _told(title: str, asked: Collection[str], texts: TextIndex) -> tuple[float, float]:
    """Return what the words of a title tell that were asked for, as they stand or as one, and their share of it."""
    parts = words(title)
    said = {word for word in parts if word in asked or stem(word) in asked}
    said |= {word for pair in pairwise(parts) if "".join(pair) in asked for word in pair}
    said |= {word for word, kind in kinds(title).items() if kind in asked}
    weights = {word: texts.weight(stem(word)) for word in parts}
    said &= weights.keys()  # `l'OpenBSD` is another word than its end
    told = sum(weights[word] for word in said)
    return told, told / (sum(weights.values()) or 1.0)


@dataclass(frozen=True, slots=True)
class _Said:
    """The items whose texts say the rarest word of a topic, and the terms by which titles do."""

    items: Collection[int] = ()
    terms: Collection[str] = ()


def _said(topic: Topic, texts: TextIndex) -> _Said:
    """Return who says the rarest word of a topic, in any reading, of those that any text says."""
    for place in sorted(range(len(topic.words)), key=topic.weights.__getitem__, reverse=True):
        if topic.weights[place] < _RARE:
            break
        if texts.frequency(topic.stems[place][0]):
            readings = [each for each in topic.readings if each.first <= place <= each.last]
            read_as = {term for reading in readings for term in reading.terms}
            ways = [[key] for key in topic.stems[place]]
            ways += [[stem(word) for word in term.lstrip("~").split()] for term in read_as]
            return _Said(set[int]().union(*(set.intersection(*map(texts.items, keys)) for keys in ways)), read_as)
    return _Said()


def _newest_saying(newest: Item, older: Iterable[Item], said: _Said) -> Item:
    if not said.items or newest.number in said.items or not terms(newest.entry.title).isdisjoint(said.terms):
        return newest
    return next((item for item in older if item.number in said.items), newest)


def closest_first(text: str, hits: Sequence[Hit], titles_of: Mapping[int, set[str]], texts: TextIndex) -> list[Hit]:
    """Return hits in the order of how little their projects' titles (by item number) say beside a text."""
    asked = set(map(stem, words(text)))

    def closeness(title: str) -> float:
        told: defaultdict[bool, float] = defaultdict(float)
        for key in map(stem, words(title)):
            told[key in asked] += texts.weight(key)
        return told[True] / (sum(told.values()) or 1.0)

    def order(hit: Hit) -> int:
        return -round(4 * (round(hit.score * _STEPS) + max(map(closeness, titles_of[hit.item.number]))))

    return sorted(hits, key=order)
