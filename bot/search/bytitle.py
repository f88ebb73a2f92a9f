"""Rank projects by how well their titles cover a topic."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.model import Period
from bot.search.findings import STRONG, Hit, Scope, score
from bot.search.items import Item
from bot.search.texts import TextIndex
from bot.search.titles import TitleIndex
from bot.search.topics import Topic
from bot.search.words import stem, words

_KEPT = 40
_LOOKED_AT = 500
_TELLING = 1.0
_FEW = 2
_RARE = 2.0
_STEPS = 20

Covered = Mapping[int, Sequence[float]]
"""How well the titles of each project cover each word of a topic."""


def covered(topic: Topic, titles: TitleIndex) -> dict[int, list[float]]:
    """Return how well the titles of projects cover each word; only of those that have a telling one."""
    return {project: _cover(topic, titles.terms[project]) for project in _candidates(topic, titles)}


def _candidates(topic: Topic, titles: TitleIndex) -> set[int]:
    """Return the projects of the rarest terms first, so that a common word brings in no more than can be looked at."""
    readings = [each for each in topic.readings if sum(topic.weights[each.first : each.last + 1]) >= _TELLING]
    terms = {term.partition(" ")[0] for reading in readings or topic.readings for term in reading.terms}
    found: set[int] = set()
    for projects in sorted((titles.projects(term) for term in terms), key=len):
        found.update(projects[len(found) - _LOOKED_AT :])
        if len(found) >= _LOOKED_AT:
            break
    return found


def _cover(topic: Topic, has: set[str]) -> list[float]:
    parts = [0.0] * len(topic.words)
    for reading in topic.readings:
        for term, like in reading.terms.items():
            if like > parts[reading.first] and (term in has or (" " in term and has.issuperset(term.split()))):
                for place in range(reading.first, reading.last + 1):
                    parts[place] = max(parts[place], like)
    return parts


def rank(
    topic: Topic, by_project: Covered, members: Mapping[int, Sequence[Item]], texts: TextIndex, scope: Scope
) -> list[Hit]:
    """Return the newest entry in scope of each project, best first; of equals the newest one.

    Within a project an entry that says the topic's words itself goes before newer ones that do not.
    """
    said_by = _said_by(topic, texts)
    hits: list[Hit] = []
    for worth, project in sorted(
        ((score(topic, parts), project) for project, parts in by_project.items()), reverse=True
    ):
        if len(hits) >= _KEPT and worth < hits[-1].score:
            break
        newest_first = [item for item in reversed(members[project]) if scope(item)]
        if newest_first:
            saying = (item for item in newest_first if item.number in said_by) if said_by else iter(newest_first)
            hits.append(Hit(next(saying, newest_first[0]), worth, by_title=True))
    hits.sort(key=lambda hit: hit.item.number, reverse=True)
    asked = {key for stems in topic.stems for key in stems}
    asked |= {term.lstrip("~") for reading in topic.readings for term in reading.terms}

    def order(hit: Hit) -> tuple[int, bool, bool, Period, float]:
        title = words(hit.item.entry.title)
        said = sum(texts.weight(stem(word)) for word in title if word in asked or stem(word) in asked)
        share = said / (sum(texts.weight(stem(word)) for word in title) or 1.0)
        # One word alone never tells which of its projects is meant, so the newest is; several may be a title.
        tight = topic.telling > _FEW and share >= STRONG
        return round(hit.score * _STEPS), tight, said >= STRONG * topic.weight, hit.item.report.period, share

    return sorted(hits, key=order, reverse=True)[:_KEPT]


def _said_by(topic: Topic, texts: TextIndex) -> set[int]:
    """Return the items that say the rarest word of a topic, of those that any text says as it stands."""
    places = [
        place
        for place, weight in enumerate(topic.weights)
        if weight >= _RARE and texts.frequency(topic.stems[place][0])
    ]
    rarest = max(places, key=topic.weights.__getitem__, default=None)
    return set() if rarest is None else set[int]().union(*map(texts.items, topic.stems[rarest]))


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
