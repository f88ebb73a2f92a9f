"""Find the entries that a topic is about: titles first, then texts, and know when it is neither."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bot.search import topics
from bot.search.items import Item
from bot.search.texts import TextIndex, text_of
from bot.search.titles import TitleIndex
from bot.search.topics import Topic
from bot.search.words import stem, words

SURE = 0.8
_TIGHT = 0.75
_FEW = 2
_FEW_WORDS = 3
_RARE_SHARE = 0.4
_LEAST, _MOST, _EACH = 0.34, 0.80, 0.11
_BUDGET = 2500
_KEPT = 40
_NEAR = 5
_EQUAL = 0.05
_LOOKED_INTO = 60
_TEXT_AT_MOST = 0.9
_LEAST_WEIGHT = 0.5
_TELLING = 1.0
_FORGIVEN_WORDS = 6

Scope = Callable[[Item], bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that fits, and how well: 0 to 1; `by_title` where its project's titles say so."""

    item: Item
    score: float
    by_title: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for a topic, best first; `near` is what comes closest where nothing fits.

    `corrections` are the misspelt words and what they were read as.
    """

    hits: tuple[Hit, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    near: tuple[Hit, ...] = ()


class Finder:
    """Finds entries by a topic's words; `project_of` gives each item's project, `filler` words tell nothing."""

    def __init__(
        self, items: Sequence[Item], project_of: Sequence[int], texts: TextIndex, filler: AbstractSet[str] = frozenset()
    ) -> None:
        self._items = items
        self._project_of = project_of
        self._filler = filler
        self._members: defaultdict[int, list[Item]] = defaultdict(list)
        self._by_title: defaultdict[str, list[Item]] = defaultdict(list)
        for item, project in zip(items, project_of, strict=True):
            self._members[project].append(item)
            self._by_title[" ".join(words(item.entry.title))].append(item)
        self.titles = TitleIndex(items, project_of, filler)
        self._texts = texts

    def exact(self, text: str, scope: Scope | None = None) -> list[Item]:
        """Return the entries with exactly this title, newest first."""
        same = reversed(self._by_title.get(" ".join(words(text)), ()))
        return [item for item in same if scope is None or scope(item)]

    def find(self, text: str, scope: Scope | None = None, *, closest: bool = False) -> Findings:
        """Return the entries that a topic is about; no hits if it is about nothing in the archive.

        Of projects that fit equally well the one with the newest entry comes first, or, if `closest`, the one
        whose titles say least beside the topic.
        """
        if (exact := self.exact(text, scope)) and (len(words(text)) > 1 or exact[0].entry.title == text != text.lower()):
            return Findings(tuple(Hit(item, 1.0, by_title=True) for item in exact))
        found = self._find(text, scope, forgiving=False)
        if closest and found.hits and found.hits[0].by_title:
            return replace(found, hits=tuple(sorted(found.hits, key=lambda hit: -round(self._closeness(text, hit) * 4))))
        if not found.hits and len(text.split()) <= _FORGIVEN_WORDS:
            forgiving = self._find(text, scope, forgiving=True)
            return forgiving if forgiving.hits and forgiving.hits[0].by_title else found
        return found

    def equals(self, found: Findings) -> list[Item]:
        """Return all entries of the projects whose titles fit as well as the best one's, newest first."""
        best = found.hits[0]
        projects = {
            self._project_of[hit.item.number]
            for hit in found.hits
            if hit is best or (hit.by_title and hit.score >= best.score - _EQUAL)
        }
        return sorted((item for each in projects for item in self._members[each]), key=lambda item: -item.number)

    def _closeness(self, text: str, hit: Hit) -> float:
        """Return how much of the closest title of an entry's project the topic covers, with its score."""
        asked = {stem(word) for word in words(text)}
        titles = {item.entry.title for item in self._members[self._project_of[hit.item.number]]}

        def covered(title: str) -> float:
            told = [(self._texts.weight(key), key in asked) for key in map(stem, words(title))]
            return sum(weight for weight, has in told if has) / (sum(weight for weight, _ in told) or 1.0)

        return round(hit.score * 20) + max(map(covered, titles))

    def _find(self, text: str, scope: Scope | None, *, forgiving: bool) -> Findings:
        topic = topics.read(text, self.titles, self._texts, self._filler, forgiving=forgiving)
        if not any(sign.isalpha() for word in topic.words for sign in word):
            return Findings()
        likeness = self._likeness(topic)
        everywhere = self._by_titles(topic, likeness, _everywhere)
        titles = self._by_titles(topic, likeness, scope) if scope else everywhere
        if titles and titles[0].score >= SURE:
            return Findings(tuple(titles), self._corrections(topic, titles[0].item))
        by_text = self._by_texts(topic, likeness, titles, scope or _everywhere)
        enough = _enough(topic)
        if scope and everywhere and everywhere[0].score >= SURE:
            enough = max(enough, _TIGHT)
        if by_text and by_text[0].score >= enough and max(topic.weights) >= _TELLING:
            return Findings(tuple(by_text), self._corrections(topic, by_text[0].item))
        return Findings(near=tuple(by_text or titles[:_NEAR]))

    def _likeness(self, topic: Topic) -> dict[int, list[float]]:
        """Return, for every project that has one of the telling words in a title, how well it covers each word."""
        readings = [each for each in topic.readings if sum(topic.weights[each.first : each.last + 1]) >= _TELLING]
        candidates = {
            project
            for reading in readings or topic.readings
            for term in reading.terms
            for project in self.titles.projects(term.partition(" ")[0])
        }
        return {project: self._covered(topic, project) for project in candidates}

    def _covered(self, topic: Topic, project: int) -> list[float]:
        has = self.titles.terms[project]
        covered = [0.0] * len(topic.words)
        for reading in topic.readings:
            for term, like in reading.terms.items():
                if like > covered[reading.first] and (term in has or (" " in term and has.issuperset(term.split()))):
                    for place in range(reading.first, reading.last + 1):
                        covered[place] = max(covered[place], like)
        return covered

    def _by_titles(self, topic: Topic, likeness: dict[int, list[float]], scope: Scope) -> list[Hit]:
        """Return the newest entry in scope of every project whose titles cover part of the topic, best first."""
        hits = []
        for project, covered in likeness.items():
            score = sum(map(_product, topic.weights, covered)) / topic.weight
            if item := next((item for item in reversed(self._members[project]) if scope(item)), None):
                hits.append(Hit(item, score, by_title=True))
        hits.sort(key=lambda hit: (round(hit.score * 20), hit.item.number), reverse=True)
        return sorted(hits[:_KEPT], key=lambda hit: (round(hit.score * 20), *self._fit(topic, hit.item)), reverse=True)

    def _fit(self, topic: Topic, item: Item) -> tuple[bool, bool]:
        """Tell whether an entry's own title has most of the topic, and whether it says little else.

        The second is asked only of several words; one word alone never tells which of its projects is meant.
        """
        asked = {stem for stems in topic.stems for stem in stems}
        asked |= {term.lstrip("~") for reading in topic.readings for term in reading.terms}
        title = words(item.entry.title)
        said = sum(self._texts.weight(stem(word)) for word in title if word in asked or stem(word) in asked)
        tight = topic.telling > _FEW and said >= _TIGHT * sum(self._texts.weight(stem(word)) for word in title)
        return tight, said >= _TIGHT * topic.weight

    def _by_texts(
        self, topic: Topic, likeness: dict[int, list[float]], titles: Sequence[Hit], scope: Scope
    ) -> list[Hit]:
        """Return the entries whose texts, or their projects' titles, have most of the topic, best first."""
        shares = self._shares(topic)
        rough: defaultdict[int, float] = defaultdict(float)
        for by_item, weight in zip(shares, topic.weights, strict=True):
            for number, share in by_item.items():
                rough[number] += weight * share
        for hit in titles:
            rough[hit.item.number] += hit.score * topic.weight
        best = sorted((number for number in rough if scope(self._items[number])), key=rough.__getitem__)[-_LOOKED_INTO:]
        hits = []
        for number in best:
            covered = likeness.get(self._project_of[number]) or [0.0] * len(topic.words)
            parts = [max(share.get(number, 0.0), like) for share, like in zip(shares, covered, strict=True)]
            self._check_numbers(topic, self._items[number], parts)
            if not _lacks_a_rare_word(topic, parts):
                score = sum(map(_product, topic.weights, parts)) / topic.weight
                hits.append(Hit(self._items[number], score, by_title=False))
        return sorted(hits, key=lambda hit: (round(hit.score * 50), hit.item.number), reverse=True)[:_KEPT]

    def _shares(self, topic: Topic) -> list[dict[int, float]]:
        """Return for each word how much which entries' texts are about it; rare words first, common ones not at all."""
        shares: list[dict[int, float]] = [{} for _ in topic.words]
        budget = _BUDGET
        order = sorted(range(len(topic.words)), key=lambda place: self._texts.frequency(topic.stems[place][0]))
        done: set[str] = set()
        for place in order:
            if topic.weights[place] < _LEAST_WEIGHT:
                continue
            for rank, key in enumerate(topic.stems[place]):
                budget -= self._texts.frequency(key)
                if budget < 0 or key in done:
                    break
                done.add(key)
                most = _TEXT_AT_MOST if rank == 0 else _TEXT_AT_MOST * topics.SAME_MEANING
                mine = shares[place]
                for number, share in self._texts.shares(key):
                    if share * most > mine.get(number, 0.0):
                        mine[number] = share * most
        return shares

    def _check_numbers(self, topic: Topic, item: Item, parts: list[float]) -> None:
        """Take back what a number counts where the text has it, but not after the word that it belongs to."""
        for place in topic.numbered:
            if parts[place] and parts[place] < SURE:
                said = words(text_of(item.entry))
                pair = (topic.words[place - 1], topic.words[place])
                if pair not in zip(said, said[1:], strict=False):
                    parts[place] = 0.0

    def _corrections(self, topic: Topic, item: Item) -> tuple[tuple[str, str], ...]:
        has = self.titles.terms[self._project_of[item.number]]
        taken = []
        for reading in topic.readings:
            if reading.corrected and (fitting := [term for term in reading.terms if term in has]):
                asked = " ".join(topic.words[reading.first : reading.last + 1])
                taken.append((asked, max(fitting, key=lambda term: reading.terms[term])))
        return tuple(taken)


def _enough(topic: Topic) -> float:
    """Return how much of a topic must be covered: nearly all of a few words, less of a long description."""
    return max(_LEAST, _MOST - _EACH * topic.telling)


def _lacks_a_rare_word(topic: Topic, parts: Sequence[float]) -> bool:
    """Tell whether one of few words is missing that tells much, or a number: then it is about something else."""
    return topic.telling <= _FEW_WORDS and any(
        not part and (weight >= _RARE_SHARE * topic.weight or place in topic.numbered)
        for place, (weight, part) in enumerate(zip(topic.weights, parts, strict=True))
    )


def _everywhere(item: Item) -> bool:
    del item
    return True


def _product(weight: float, likeness: float) -> float:
    return weight * likeness
