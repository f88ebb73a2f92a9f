"""Find the entries that a topic is about: titles first, then texts, and know when it is neither."""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache

from bot.search import bytext, bytitle, literal, topics
from bot.search.findings import STRONG, SURE, Findings, Hit, Scope, enough, everywhere
from bot.search.items import Item
from bot.search.synonyms import synonyms
from bot.search.texts import TextIndex
from bot.search.titles import TitleIndex, terms
from bot.search.topics import Topic
from bot.search.words import stem, words

_NEAR = 5
_EQUAL = 0.05
_TELLING = 1.0
_GOOD_PART, _NAMING = 0.25, 2.0
_FORGIVEN_WORDS = 6
_COME_AND_GO = frozenset({"the", "freebsd", "status", "report", "and"})


class Finder:
    """Finds entries by a topic's words; `project_of` gives each item's project, `filler` words tell nothing."""

    def __init__(
        self,
        items: Sequence[Item],
        project_of: Sequence[int],
        texts: TextIndex,
        filler: AbstractSet[str] = frozenset(),
    ) -> None:
        self._items = items
        self._project_of = project_of
        self._filler = filler
        self._members: defaultdict[int, list[Item]] = defaultdict(list)
        for item, project in zip(items, project_of, strict=True):
            self._members[project].append(item)
        self.titles = TitleIndex(items, project_of, filler)
        self._texts = texts
        synonyms()  # read now, not while somebody waits for the first answer

    def exact(self, text: str, scope: Scope = everywhere) -> list[Item]:
        """Return the entries with exactly this title, newest first.

        One word in small letters is rather a topic than a title, so it finds nothing here.
        """
        parts = words(text)
        same = [item for item in reversed(self.titles.titled(parts)) if scope(item)]
        if len(parts) == 1 and (text == text.lower() or not same or same[0].entry.title != text):
            return []
        return same

    def _spelt_alike(self, same: Sequence[Item], scope: Scope) -> Sequence[Item]:
        """Return items of one title with those of its project where the title differs in words that tell nothing."""
        members = self._members[self._project_of[same[0].number]]
        others = {item.entry.title for item in members} - {item.entry.title for item in same}
        key = _telling(same[0].entry.title) if others else []
        alike = {title for title in others if _telling(title) == key}
        more = [item for item in members if item.entry.title in alike and scope(item)]
        return sorted((*same, *more), key=lambda item: -item.number) if more else same

    def find(self, text: str, scope: Scope | None = None, *, closest: bool = False) -> Findings:
        """Return the entries that a topic is about; no hits if it is about nothing in the archive.

        Of projects that fit equally well the one with the newest entry comes first, or, if `closest`, the
        one whose titles say least beside the topic.
        """
        if exact := self.exact(text, scope or everywhere):
            alike = self._spelt_alike(exact, scope or everywhere)
            return Findings(tuple(Hit(item, 1.0, by_title=True) for item in alike))
        found = self._find(text, scope, forgiving=False)
        if not found.hits and len(text.split()) <= _FORGIVEN_WORDS:
            forgiving = self._find(text, scope, forgiving=True)
            found = forgiving if forgiving.hits and forgiving.hits[0].by_title else found
        if closest and found.hits and found.hits[0].by_title:
            titles = {hit.item.number: self._titles(hit.item) for hit in found.hits}
            return replace(found, hits=tuple(bytitle.closest_first(text, found.hits, titles, self._texts)))
        return found

    def literally(self, text: str, scope: Scope = everywhere) -> tuple[Hit, ...]:
        """Return the entries that say the quoted or hyphenated phrases of a text as they stand, newest first."""
        found = literal.saying(text, self._texts, self._items)
        return tuple(Hit(item, 1.0, by_title=False) for item in found if scope(item))

    def rivals(self, found: Findings) -> list[Item]:
        """Return the newest entry of each other project whose titles fit as well as the best one's, in their order."""
        best = found.hits[0]
        rivals: dict[int, Item] = {}
        for hit in found.hits[1:]:
            if hit.by_title and hit.score >= best.score - _EQUAL:
                rivals.setdefault(self._project_of[hit.item.number], hit.item)
        rivals.pop(self._project_of[best.item.number], None)
        return list(rivals.values())

    def equals(self, found: Findings) -> list[Item]:
        """Return all entries of the projects whose titles fit as well as the best one's, newest first."""
        projects = {self._project_of[item.number] for item in (found.hits[0].item, *self.rivals(found))}
        return sorted((item for each in projects for item in self._members[each]), key=lambda item: -item.number)

    def naming(self, text: str, items: Sequence[Item]) -> Sequence[Item]:
        """Return those of some items that say all telling words of a text themselves; all if none does."""
        asked = [(word, "~" + stem(word), self._texts.items(stem(word))) for word in words(text)]
        asked = [each for each in asked if each[0] not in self._filler]
        titles = {item.entry.title: terms(item.entry.title) for item in items}

        def says(item: Item) -> bool:
            named = titles[item.entry.title]
            return all(item.number in said or word in named or root in named for word, root, said in asked)

        return list(filter(says, items)) or items

    def everywhere_said(self, text: str) -> list[Item]:
        """Return all items that say every telling word of a text, newest first."""
        said = [self._texts.items(stem(word)) for word in words(text) if word not in self._filler]
        return [self._items[number] for number in sorted(set.intersection(*said), reverse=True)] if said else []

    def _titles(self, item: Item) -> set[str]:
        return {other.entry.title for other in self._members[self._project_of[item.number]]}

    def _find(self, text: str, scope: Scope | None, *, forgiving: bool) -> Findings:
        topic = topics.read(text, self.titles, self._texts, self._filler, forgiving=forgiving)
        if not any(sign.isalpha() for word in topic.words for sign in word):
            return Findings()
        covered = bytitle.covered(topic, self.titles)
        anywhere = bytitle.rank(topic, covered, self._members, self._texts, everywhere)
        titles = bytitle.rank(topic, covered, self._members, self._texts, scope) if scope else anywhere
        if titles and titles[0].score >= SURE:
            corrections = self._corrections(topic, titles[0].item)
            return Findings(tuple(titles), corrections, self._choices(topic, titles) if corrections else ())
        hits = bytext.rank(topic, self._texts, covered, self._project_of, self._items, titles, scope or everywhere)
        # What has a project of its own, only not in this period, is not answered with a passing mention.
        elsewhere = scope and anywhere and anywhere[0].score >= SURE
        needed = max(enough(topic), STRONG) if elsewhere else enough(topic)
        if hits and hits[0].score >= needed and max(topic.weights) >= _TELLING:
            return Findings(tuple(hits), self._corrections(topic, hits[0].item))
        return Findings(near=self._near(topic, titles, titled=True) or self._near(topic, hits))

    def _near(self, topic: Topic, hits: Sequence[Hit], *, titled: bool = False) -> tuple[Hit, ...]:
        """Return the hits that say a good part of a topic itself; a number or a common word is none.

        Of titles it is a good part of what is known of the topic: `bhyve` among words of another language.
        """
        saying = [
            (weight, self._texts.items(stems[0]))
            for word, weight, stems in zip(topic.words, topic.weights, topic.stems, strict=True)
            if weight >= _TELLING and any(map(str.isalpha, word))
        ]
        known = sum(weight for weight, items in saying if items)
        enough = max(_NAMING, _GOOD_PART * known) if titled else _GOOD_PART * topic.weight
        said = ((sum(weight for weight, items in saying if hit.item.number in items), hit) for hit in hits)
        return tuple(hit for told, hit in said if told >= enough)[:_NEAR]

    def _choices(self, topic: Topic, hits: Sequence[Hit]) -> tuple[str, ...]:
        """Return what the misspelt words may have meant, where hits that are equally good read them differently."""
        equal = [hit for hit in hits[:_NEAR] if hit.score >= hits[0].score - _EQUAL]
        read = (" ".join(term for _, term in self._corrections(topic, hit.item)) for hit in equal)
        found = tuple(dict.fromkeys(filter(None, read)))
        return found if len(found) > 1 else ()

    def _corrections(self, topic: Topic, item: Item) -> tuple[tuple[str, str], ...]:
        """Return the words that an item's titles spell otherwise; two as one only where one alone says nothing."""
        has = self.titles.terms[self._project_of[item.number]]
        taken: dict[str, str] = {}
        explained: set[int] = set()
        for reading in sorted(topic.readings, key=lambda each: (each.corrected, each.last - each.first)):
            places = set(range(reading.first, reading.last + 1))
            fitting = [term for term in reading.terms if has.issuperset(term.split())]
            if fitting and not places <= explained:
                explained |= places
                if reading.corrected:
                    asked = " ".join(topic.words[reading.first : reading.last + 1])
                    taken[asked] = max(fitting, key=reading.terms.__getitem__)
        return tuple(taken.items())


@lru_cache(1024)
def _telling(title: str) -> list[str]:
    """Return the words of a title without those that come and go: `The Core Team`, `Core Team status report`."""
    return [word for word in words(title) if word not in _COME_AND_GO]
