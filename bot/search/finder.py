"""Find the entries that a topic is about: titles first, then texts, and know when it is neither."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.search.items import Item
from bot.search.texts import TextIndex
from bot.search.titles import Reading, TitleIndex
from bot.search.words import stem, words

_SURE = 0.8
_ENOUGH_TEXT = 0.55
_BUDGET = 3000
_KEPT = 40
_MOST_WORDS = 24

Scope = Callable[[Item], bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that fits, and how well: 0 to 1; `by_title` where its project's titles say so."""

    item: Item
    score: float
    by_title: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for a topic, best first; `corrections` are the slips that had to be forgiven."""

    hits: tuple[Hit, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    near: tuple[Hit, ...] = ()


@dataclass(slots=True)
class _Topic:
    """The words of a topic with what each tells, as the two indexes need them."""

    words: list[str]
    weights: list[float]
    readings: list[Reading] = field(default_factory=list)

    @property
    def weight(self) -> float:
        return sum(self.weights) or 1.0


class Finder:
    """Finds entries by a topic's words; `project_of` gives each item's project."""

    def __init__(self, items: Sequence[Item], project_of: Sequence[int], texts: TextIndex) -> None:
        self._items = items
        self._project_of = project_of
        self._members: defaultdict[int, list[Item]] = defaultdict(list)
        for item, project in zip(items, project_of, strict=True):
            self._members[project].append(item)
        self._titles = TitleIndex(items, project_of)
        self._texts = texts
        self._by_title: defaultdict[str, list[Item]] = defaultdict(list)
        for item in items:
            self._by_title[" ".join(words(item.entry.title))].append(item)

    def exact(self, text: str, scope: Scope) -> list[Item]:
        """Return the entries with exactly this title, newest first."""
        return [item for item in reversed(self._by_title.get(" ".join(words(text)), ())) if scope(item)]

    def find(self, text: str, scope: Scope = lambda item: True) -> Findings:
        """Return the entries that a topic is about; no hits if it is about nothing in the archive."""
        if exact := self.exact(text, scope):
            return Findings(tuple(Hit(item, 1.0, by_title=True) for item in exact))
        topic = self._topic(text)
        if not topic.words:
            return Findings()
        titles = self._rank_titles(topic, scope)
        if titles and titles[0].score >= _SURE:
            return Findings(tuple(titles), self._corrections(topic, titles[0].item))
        return self._rank_texts(topic, titles, scope)

    def _topic(self, text: str) -> _Topic:
        asked = words(text)[:_MOST_WORDS]
        readings = self._titles.readings(asked)
        weights = [self._texts.weight(stem(word)) for word in asked]
        for reading in readings:
            if reading.corrected and reading.first == reading.last:
                weights[reading.first] = max(self._texts.weight(stem(term)) for term in reading.terms)
        return _Topic(asked, weights, readings)

    def _rank_titles(self, topic: _Topic, scope: Scope) -> list[Hit]:
        """Return the newest entry in scope of every project whose titles cover part of the topic."""
        likeness = self._likeness(topic)
        hits = []
        for project, likenesses in likeness.items():
            score = sum(map(_product, topic.weights, likenesses)) / topic.weight
            if item := next((item for item in reversed(self._members[project]) if scope(item)), None):
                hits.append(Hit(item, score, by_title=True))
        return sorted(hits, key=lambda hit: (round(hit.score * 20), hit.item.number), reverse=True)[:_KEPT]

    def _likeness(self, topic: _Topic) -> dict[int, list[float]]:
        """Return for every project how well its titles cover each word of the topic."""
        found: defaultdict[int, list[float]] = defaultdict(lambda: [0.0] * len(topic.words))
        telling = [reading for reading in topic.readings if self._telling(topic, reading)] or topic.readings
        for reading in telling:
            for term in reading.terms:
                for project in self._titles.projects(term.split()[0]):
                    found[project][reading.first] = 0.0
        for project, likenesses in found.items():
            has = self._titles.terms[project]
            for reading in topic.readings:
                best = max((like for term, like in reading.terms.items() if has.issuperset(term.split())), default=0.0)
                for place in range(reading.first, reading.last + 1):
                    likenesses[place] = max(likenesses[place], best)
        return found

    @staticmethod
    def _telling(topic: _Topic, reading: Reading) -> bool:
        return sum(topic.weights[reading.first : reading.last + 1]) >= 1.0

    def _rank_texts(self, topic: _Topic, titles: list[Hit], scope: Scope) -> Findings:
        likeness = self._likeness(topic)
        stems = [stem(word) for word in topic.words]
        total: defaultdict[int, float] = defaultdict(float)
        places = sorted(range(len(stems)), key=lambda place: self._texts.frequency(stems[place]))
        budget = _BUDGET
        seen: set[str] = set()
        shares: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for place in places:
            key = stems[place]
            if key in seen or topic.weights[place] < 0.5:
                continue
            seen.add(key)
            counts = self._texts.counts(key)
            budget -= len(counts)
            if budget < 0:
                break
            for number, count in counts:
                share = count / (count + 0.6 * (0.3 + 0.7 * self._texts.lengths[number] / self._texts.average))
                shares[number][place] = share * 0.9
        for hit in titles:
            shares[hit.item.number]
        hits = []
        for number, by_place in shares.items():
            item = self._items[number]
            if not scope(item):
                continue
            like = likeness.get(self._project_of[number])
            score = 0.0
            for place, weight in enumerate(topic.weights):
                score += weight * max(by_place.get(place, 0.0), like[place] if like else 0.0)
            hits.append(Hit(item, score / topic.weight, by_title=False))
        hits.sort(key=lambda hit: (round(hit.score * 50), hit.item.number), reverse=True)
        hits = hits[:_KEPT]
        if hits and hits[0].score >= _ENOUGH_TEXT:
            return Findings(tuple(hits), self._corrections(topic, hits[0].item))
        return Findings(near=tuple(hits))

    def _corrections(self, topic: _Topic, item: Item) -> tuple[tuple[str, str], ...]:
        has = self._titles.terms[self._project_of[item.number]]
        taken = []
        for reading in topic.readings:
            if reading.corrected and (fitting := [term for term in reading.terms if term in has]):
                asked = " ".join(topic.words[reading.first : reading.last + 1])
                taken.append((asked, max(fitting, key=lambda term: reading.terms[term])))
        return tuple(taken)


def _product(weight: float, likeness: float) -> float:
    return weight * likeness
