"""The one object that answers questions about the archive: what was reported, by whom, when and about what."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cached_property, partial

from bot.model import EntryKey, Person, Project, Report
from bot.periods import Span, months
from bot.questions.cues import FILLER
from bot.search.finder import Finder
from bot.search.findings import Findings, Hit
from bot.search.items import Item, numbered
from bot.search.names import SponsorIndex
from bot.search.people import PeopleIndex
from bot.search.texts import TextIndex
from bot.store import opening, whole
from bot.store.database import Database
from bot.store.faults import explained

_MOSTLY = 0.5
_STALE = 24  # months
_REMEMBERED = 100
"""What was found lately is remembered: one answer looks for the same more than once."""


class Archive:
    """Everything that was reported, ready to be asked; a changed database is opened anew.

    `reports` are in any order, `index` makes that of their texts or loads it.
    """

    def __init__(
        self,
        reports: Iterable[Report],
        people: Sequence[Person],
        projects: Sequence[Project],
        index: Callable[[Sequence[Item]], TextIndex] = TextIndex.of,
    ) -> None:
        self.reports = sorted(reports, key=lambda report: (report.period.end, report.period.start, report.id))
        self._months = [months(report.period) for report in self.reports]
        self.items = numbered(self.reports)
        self.people = people
        self.projects = projects
        self._by_key = {item.key: item for item in self.items}
        self._project_of = self._projects_of_items(projects)
        self._members: defaultdict[int, list[Item]] = defaultdict(list)
        for item in reversed(self.items):
            self._members[self._project_of[item.number]].append(item)
        self._persons: defaultdict[EntryKey, list[Person]] = defaultdict(list)
        for person in people:
            for key in person.entries:
                self._persons[key].append(person)
        self._found: dict[tuple[str, Span | None, bool], Findings] = {}
        self.finder = Finder(self.items, self._project_of, index(self.items), FILLER)

    @classmethod
    def open(cls, database: Database) -> Archive:
        """Load what is in a database now, on a connection of its own, so that any thread may do it."""
        with _without_collections(), explained(database.path), closing(opening.reader(database.path)) as connection:
            connection.execute("PRAGMA cache_size = -256")  # KiB: each page is read about once
            connection.execute("BEGIN")  # all that is read is of one moment
            stored = whole.load(connection)
            keep = partial(database.submit, durable=False)  # for the next start; nobody waits for it
            load = partial(TextIndex.load, connection, keep=keep)
            return cls(stored.reports, stored.people, stored.projects, load)

    def _projects_of_items(self, projects: Sequence[Project]) -> list[int]:
        """Return each item's project; an entry that no project claims is one of its own."""
        project_of = {key: number for number, project in enumerate(projects) for key in project.entries}
        return [project_of.get(item.key, len(projects) + item.number) for item in self.items]

    @cached_property
    def persons(self) -> PeopleIndex:
        """Everybody, by name and address."""
        return PeopleIndex(self.people)

    @cached_property
    def sponsors(self) -> SponsorIndex:
        """Who paid for what."""
        return SponsorIndex(self.items)

    @property
    def newest(self) -> Report:
        """Return the newest report."""
        return self.reports[-1]

    def covering(self, span: Span) -> list[Report]:
        """Return the reports that a span means, newest first: those that lie mostly in it, else any that touch it."""
        if span.back is not None:
            end = max(0, len(self.reports) - span.back)
            return self.reports[max(0, end - span.count) : end][::-1]
        touching = [
            report
            for report, (first, last) in zip(reversed(self.reports), reversed(self._months), strict=True)
            if first <= span.last and last >= span.first
        ]
        return [report for report in touching if span.overlap(report.period) >= _MOSTLY] or touching

    def nearest(self, span: Span) -> list[Report]:
        """Return the last report before a span and the first after it, as far as there are any."""
        if span.back is not None:  # further back than there are reports
            return self.reports[:1]
        before = [report for report in self.reports if months(report.period)[1] < span.first]
        after = [report for report in self.reports if months(report.period)[0] > span.last]
        return before[-1:] + after[:1]

    def scope(self, span: Span | None) -> Callable[[Item], bool]:
        """Return the test whether an entry belongs to the span."""
        if span is None:
            return lambda item: True
        ids = {report.id for report in self.covering(span)}
        return lambda item: item.report.id in ids

    def find(self, topic: str, span: Span | None = None, *, closest: bool = False) -> Findings:
        """Return the entries that a topic is about, in a span if one is given, as `Finder.find`."""
        asked = topic, span, closest
        if asked not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self.finder.find(topic, self.scope(span) if span else None, closest=closest)
            team = self._of_team(topic, span)
            self._found[asked] = team if team and _is_stale(found, team) else found
        return self._found[asked]

    def _of_team(self, topic: str, span: Span | None) -> Findings | None:
        """Return the entries of a team that is called by its mailbox: `re team`, `portmgr`."""
        name = " ".join(word for word in topic.split() if word != "team")
        teams = [hit.person for hit in self.persons.find(f"{name}@") if hit.person.is_team] if name.isalnum() else []
        scope = self.scope(span)
        hits = [Hit(item, 1.0, by_title=True) for team in teams for item in self.entries_of(team) if scope(item)]
        return Findings(tuple(hits)) if hits else None

    def same_project(self, item: Item) -> list[Item]:
        """Return all entries of the project of an entry, newest first."""
        return self._members[self._project_of[item.number]]

    def by_project(self, items: Iterable[Item]) -> dict[int, Item]:
        """Return the first of some entries for each project that they are about, under the project's number."""
        found: dict[int, Item] = {}
        for item in items:
            found.setdefault(self._project_of[item.number], item)
        return found

    def entries_of(self, person: Person) -> list[Item]:
        """Return the entries that name a person as a contact, newest first."""
        found = (self._by_key.get(key) for key in reversed(person.entries))
        return sorted((item for item in found if item), key=lambda item: item.report.period.end, reverse=True)

    def contacts_of(self, item: Item) -> list[Person]:
        """Return who is a contact of an entry."""
        return self._persons.get(item.key, [])

    def items_of(self, report: Report) -> list[Item]:
        """Return the entries of a report in the order of its page."""
        return [self._by_key[report.id, entry.title] for entry in report.entries]

    @property
    def project_count(self) -> int:
        """Return how many projects the entries are about."""
        return len(self._members)

    def changes(self, report: Report, before: Report | None) -> tuple[list[Item], list[Item], list[Item]]:
        """Return a report's entries on projects new since `before`, on returning ones, and those of it that went."""
        now, then = self.items_of(report), self.items_of(before) if before else []
        last = {self._project_of[item.number] for item in then}
        current = {self._project_of[item.number] for item in now}
        older = set() if before is None else {each.id for each in self.reports[: self.reports.index(before) + 1]}
        new = [item for item in now if self.same_project(item)[-1].report.id not in older]
        returning = [item for item in now if item not in new and self._project_of[item.number] not in last]
        return new, returning, [item for item in then if self._project_of[item.number] not in current]


def _is_stale(found: Findings, team: Findings) -> bool:
    """Tell whether a team's entries say more than what was found: that is none by a title, or years older."""
    if not (found.hits and found.hits[0].by_title):
        return True
    last, newest = (months(each.hits[0].item.report.period)[1] for each in (found, team))
    return newest - last > _STALE


@contextmanager
def _without_collections() -> Iterator[None]:
    """Keep the garbage collector from looking at an archive while and after it is made.

    A full collection would hold up the event loop for 50 ms, and an archive has no cycles to be found.
    """
    on = gc.isenabled()
    gc.collect()  # what is garbage by now would be frozen, too, and be kept for good
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if on:
            gc.enable()
