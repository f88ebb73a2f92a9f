"""Which entries are one project over the years: every report's entries go to the likeliest open threads."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bot.identity.evidence import ENOUGH, Evidence, Thread
from bot.identity.names import distinct, slug
from bot.identity.traits import Traits, traits
from bot.model import Person, Project, Report

Feature = tuple[str, str]
"""Something that threads may share, as its kind and value."""
_CANDIDATES = 5  # threads that an entry is weighed against
_COMMON = 40  # threads; what more of them share does not tell them apart


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


class _Weaver:
    """Threads as they grow, and where to look for those that an entry may continue."""

    def __init__(self, entries: Sequence[Traits]) -> None:
        self.threads: list[Thread] = []
        self._evidence = Evidence(entries)
        self._with: defaultdict[Feature, set[int]] = defaultdict(set)

    def add(self, entries: Sequence[Traits]) -> None:
        """Continue threads with the entries of the next report, and begin new ones with the rest."""
        features = [tuple(_features(entry)) for entry in entries]
        matches = sorted(self._matches(entries, features), reverse=True)
        taken: dict[int, int] = {}
        continued: set[int] = set()
        for _, thread, number in matches:
            if number not in taken and thread not in continued:
                taken[number] = thread
                continued.add(thread)
        for number, entry in enumerate(entries):
            if number not in taken:
                taken[number] = len(self.threads)
                self.threads.append(Thread())
            self.threads[taken[number]].add(entry)
            for feature in features[number]:
                self._with[feature].add(taken[number])

    def _matches(
        self, entries: Sequence[Traits], features: Sequence[Iterable[Feature]]
    ) -> Iterator[tuple[float, int, int]]:
        for number, entry in enumerate(entries):
            for thread in self._candidates(features[number]):
                weight = self._evidence.weigh(entry, self.threads[thread])
                if weight >= ENOUGH:
                    yield weight, thread, number

    def _candidates(self, features: Iterable[Feature]) -> list[int]:
        """Return the threads that share the most with an entry, counting what few threads have as more."""
        shared: defaultdict[int, float] = defaultdict(float)
        for feature in features:
            threads = self._with.get(feature, ())
            if len(threads) <= _COMMON:
                for thread in threads:
                    shared[thread] += 1 / len(threads)
        best = sorted(zip(shared.values(), shared, strict=True), reverse=True)[:_CANDIDATES]
        return [thread for _, thread in best]


def _features(entry: Traits) -> Iterator[Feature]:
    yield "title", " ".join(sorted(entry.title.words))
    for kind, values in (("word", entry.title.specific), ("contact", entry.contacts), ("link", entry.links)):
        for value in sorted(values):
            yield kind, value


def _project(unique: str, thread: Thread) -> Project:
    keys = [entry.key for entry in thread.entries]
    return Project(unique, tuple(dict.fromkeys(title for _, title in reversed(keys))), tuple(keys))
