"""Which entries are one project over the years: every report's entries go to the likeliest open threads."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import lcm
from typing import NamedTuple

from bot.identity.evidence import ENOUGH, Estimate, Evidence, Thread
from bot.identity.names import distinct, slug
from bot.identity.traits import Traits, traits
from bot.model import Person, Project, Report

Feature = tuple[str, str]
"""Something that threads may share, as its kind and value."""
_CANDIDATES = 5  # threads that an entry is weighed against
_COMMON = 40  # threads; what more of them share does not tell them apart
_SHARED = lcm(*range(1, _COMMON + 1))  # so that every share is whole, and no sum depends on its order


def projects(reports: Iterable[Report], persons: Sequence[Person]) -> list[Project]:
    """Return the projects of all entries, in the order of their first entry; every entry is in exactly one.

    Reports are read in the order of their periods. A project has at most one entry in a report, so the
    entries of a report compete: the best matches are made first. `persons` are those of `people(reports)`.
    """
    ordered = sorted(reports, key=lambda report: (report.period, report.id))
    by_report = traits(ordered, persons)
    weaver = _Weaver([entry for entries in by_report for entry in entries])
    for entries in by_report:
        weaver.add(entries)
    ids = distinct(slug(thread.entries[0].key[1]) for thread in weaver.threads)
    return [_project(unique, thread) for unique, thread in zip(ids, weaver.threads, strict=True)]


class _Match(NamedTuple):
    """An entry that may continue a thread, both by number; `doubt` is how much less than `most` may speak for it."""

    most: float
    doubt: float
    thread: int
    number: int
    estimate: Estimate


class _Weaver:
    """Threads as they grow, and where to look for those that an entry may continue."""

    def __init__(self, entries: Sequence[Traits]) -> None:
        self.threads: list[Thread] = []
        self._evidence = Evidence(entries)
        self._with: defaultdict[Feature, set[int]] = defaultdict(set)

    def add(self, entries: Sequence[Traits]) -> None:
        """Continue threads with the entries of the next report, and begin new ones with the rest."""
        features = [tuple(_features(entry)) for entry in entries]
        taken = self._matched(entries, list(self._possible(entries, features)))
        for number, entry in enumerate(entries):
            if number not in taken:
                taken[number] = len(self.threads)
                self.threads.append(Thread())
            self.threads[taken[number]].add(entry)
            for feature in features[number]:
                self._with[feature].add(taken[number])

    def _possible(self, entries: Sequence[Traits], features: Sequence[Iterable[Feature]]) -> Iterator[_Match]:
        for number, entry in enumerate(entries):
            for thread in self._candidates(features[number]):
                estimate = self._evidence.estimate(entry, self.threads[thread])
                if estimate.most >= ENOUGH:
                    yield _Match(estimate.most, estimate.most - estimate.least, thread, number, estimate)

    def _matched(self, entries: Sequence[Traits], possible: list[_Match]) -> dict[int, int]:
        """Return by their numbers which entry continues which thread: the best matches are made first.

        Texts take longest to compare, so that a match that is the best whatever they say is made without.
        """
        taken: dict[int, int] = {}
        while possible:
            best = max(possible)
            thread, number = best.thread, best.number
            others = [match for match in possible if match.thread != thread and match.number != number]
            rivals = [match for match in possible if (match.thread == thread) != (match.number == number)]
            if best.doubt and (best.estimate.least < ENOUGH or any(r.most >= best.estimate.least for r in rivals)):
                weight = self._evidence.weigh(entries[number], self.threads[thread], best.estimate)
                weighed = [_Match(weight, 0.0, thread, number, best.estimate)] if weight >= ENOUGH else []
                possible = others + rivals + weighed
            else:
                taken[number] = thread
                possible = others
        return taken

    def _candidates(self, features: Iterable[Feature]) -> list[int]:
        """Return the threads that share the most with an entry, counting what few threads have as more."""
        shared: defaultdict[int, int] = defaultdict(int)
        for feature in features:
            threads = self._with.get(feature)
            if threads and len(threads) <= _COMMON:
                share = _SHARED // len(threads)
                for thread in threads:
                    shared[thread] += share
        best = sorted(zip(shared.values(), shared, strict=True), reverse=True)[:_CANDIDATES]
        return [thread for _, thread in best]


def _features(entry: Traits) -> Iterator[Feature]:
    yield "title", " ".join(sorted(entry.title.words))
    for kind, values in (("word", entry.title.specific), ("contact", entry.contacts), ("link", entry.links)):
        for value in values:
            yield kind, value


def _project(unique: str, thread: Thread) -> Project:
    keys = [entry.key for entry in thread.entries]
    return Project(unique, tuple(dict.fromkeys(title for _, title in reversed(keys))), tuple(keys))
