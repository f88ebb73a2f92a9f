"""Rank entries by how much of a topic their texts, or their projects' titles, are about."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from bot.search.bytitle import Covered
from bot.search.findings import SURE, Hit, Scope, lacks_a_rare_word, score
from bot.search.items import Item
from bot.search.texts import TextIndex
from bot.search.topics import SAME_MEANING, Topic
from bot.search.words import words
from bot.store.search import text_of

_BUDGET = 2500
"""How many postings are read for one question: rare words first, so what is left out tells least."""
_LOOKED_INTO = 60
_KEPT = 40
_READ = 8
"""How many texts are read again, which takes long: the likeliest."""
_AT_MOST = 0.9
_LEAST_WEIGHT = 0.5
_STEPS = 50
_NEARLY = 0.85

Shares = Sequence[dict[int, float]]
"""For each word of a topic, how much the text of which item is about it."""


def rank(
    topic: Topic,
    texts: TextIndex,
    by_project: Covered,
    project_of: Sequence[int],
    items: Sequence[Item],
    titles: Sequence[Hit],
    scope: Scope,
) -> list[Hit]:
    """Return the entries in scope that cover most of a topic, best first; of equals the newest."""
    shares = _shares(topic, texts)
    nothing = [0.0] * len(topic.words)
    hits = []
    for rank_, number in enumerate(_candidates(topic, shares, titles, items, scope)):
        by_title = by_project.get(project_of[number], nothing)
        parts = [max(share.get(number, 0.0), like) for share, like in zip(shares, by_title, strict=True)]
        _check_numbers(topic, items[number] if rank_ < _READ else None, parts)
        if not lacks_a_rare_word(topic, parts):
            hits.append(Hit(items[number], score(topic, parts), by_title=False))
    hits.sort(key=lambda hit: (round(hit.score * _STEPS), hit.item.number), reverse=True)
    return _newest_of_the_best(hits, project_of)[:_KEPT]


def _newest_of_the_best(hits: list[Hit], project_of: Sequence[int]) -> list[Hit]:
    """Return hits with the newest entry of the first one's project in front, if it fits nearly as well."""
    if not hits:
        return hits
    best = hits[0]
    same = [
        hit
        for hit in hits
        if project_of[hit.item.number] == project_of[best.item.number] and hit.score >= best.score * _NEARLY
    ]
    newest = max(same, key=lambda hit: hit.item.number)
    return [newest, *(hit for hit in hits if hit is not newest)]


def _candidates(
    topic: Topic, shares: Shares, titles: Sequence[Hit], items: Sequence[Item], scope: Scope
) -> Sequence[int]:
    rough: defaultdict[int, float] = defaultdict(float)
    for by_item, weight in zip(shares, topic.weights, strict=True):
        for number, share in by_item.items():
            rough[number] += weight * share
    for hit in titles:
        rough[hit.item.number] += hit.score * topic.weight
    return sorted((number for number in rough if scope(items[number])), key=rough.__getitem__)[: -_LOOKED_INTO - 1 : -1]


def _shares(topic: Topic, texts: TextIndex) -> Shares:
    shares: list[dict[int, float]] = [{} for _ in topic.words]
    budget = _BUDGET
    taken = {stems[0] for stems in topic.stems}
    for place in sorted(range(len(topic.words)), key=lambda place: texts.frequency(topic.stems[place][0])):
        if topic.weights[place] < _LEAST_WEIGHT:
            continue
        for rank_, key in enumerate(topic.stems[place]):
            budget -= texts.frequency(key)
            if budget < 0 or (rank_ and key in taken):
                break
            taken.add(key)
            _add(shares[place], texts, key, _AT_MOST if rank_ == 0 else _AT_MOST * SAME_MEANING)
    return shares


def _add(shares: dict[int, float], texts: TextIndex, key: str, most: float) -> None:
    for number, share in texts.shares(key):
        if share * most > shares.get(number, 0.0):
            shares[number] = share * most


def _check_numbers(topic: Topic, item: Item | None, parts: list[float]) -> None:
    """Take back what a number counts unless the item's text has it after the word that it belongs to."""
    for place in topic.numbered:
        if 0 < parts[place] < SURE:
            pair = (topic.words[place - 1], topic.words[place])
            if item is None or pair not in pairwise(words(text_of(item.entry))):
                parts[place] = 0.0
