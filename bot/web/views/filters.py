"""What a search is narrowed to: a category, a period, a person, a sponsor, each as people write it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot import periods
from bot.search.findings import Scope, everywhere
from bot.search.items import Item
from bot.web.site import Site


@dataclass(frozen=True, slots=True)
class Filters:
    """The fields of the search form as they were filled in; `category` is the id of one."""

    q: str
    category: str
    period: str
    person: str
    sponsor: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The filters as they were understood: `topic` is what is left to look for, `scope` tells what passes.

    `everything` says that no filter is set; `span` is set if the period is the only one. `notes` are sentences
    about what could not be understood, and that filter then lets nothing pass.
    """

    topic: str
    span: periods.Span | None
    scope: Scope
    everything: bool
    notes: tuple[str, ...]
    corrections: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, site: Site, asked: Filters) -> Narrowed:
        """Read the filters; a period among the words counts as one if no other is given, as on IRC."""
        reading = _Reading(site)
        topic, span = reading.period(asked)
        reading.category(asked.category)
        reading.person(asked.person)
        reading.sponsor(asked.sponsor)
        within = reading.within
        in_span = site.archive.scope(span) if span else everywhere
        return cls(
            topic=topic,
            span=span if within is None else None,
            scope=in_span if within is None else lambda item: item.number in within and in_span(item),
            everything=span is None and within is None,
            notes=tuple(reading.notes),
            corrections=tuple(reading.corrections),
        )


class _Reading:
    """Collects which entries pass, by number, None as long as all do, and what is to be said about it."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.within: set[int] | None = None
        self.notes: list[str] = []
        self.corrections: list[tuple[str, str]] = []

    def period(self, asked: Filters) -> tuple[str, periods.Span | None]:
        archive = self._site.archive
        if not archive.reports:
            return asked.q, None
        if not asked.period:
            found = periods.find(asked.q, archive.newest.period)
            return (found.rest, found.span) if found and archive.covering(found.span) else (asked.q, None)
        span = periods.parse(asked.period, archive.newest.period)
        if span is None:
            self._nothing(f"“{asked.period}” is no period that is understood: write 2019, Q2 2019 or since 2020.")
        elif not archive.covering(span):
            near = " and ".join(str(report.period) for report in archive.nearest(span))
            self._nothing(f"There is no report for {asked.period}" + (f"; the nearest: {near}." if near else "."))
        else:
            return asked.q, span
        return asked.q, None

    def category(self, name: str) -> None:
        if name:
            found = self._site.catalogue.categories.get(name)
            if found is None:
                self._nothing(f"There is no category “{name}”.")
            else:
                self._keep(found.items)

    def person(self, name: str) -> None:
        if name:
            hits = self._site.archive.persons.find(name)
            if not hits:
                self._nothing(f"Nobody called “{name}” is named in the reports.")
            else:
                best = [hit for hit in hits if hit.score == hits[0].score]
                self.corrections += best[0].corrections
                self._keep(item for hit in best for item in self._site.archive.entries_of(hit.person))

    def sponsor(self, name: str) -> None:
        if name:
            names, corrections = self._site.archive.sponsors.find(name)
            if not names:
                self._nothing(f"Nobody called “{name}” is named as a sponsor.")
            else:
                self.corrections += corrections
                self._keep(self._site.archive.sponsors.entries(names))

    def _keep(self, items: Iterable[Item]) -> None:
        numbers = {item.number for item in items}
        self.within = numbers if self.within is None else self.within & numbers

    def _nothing(self, why: str) -> None:
        self.notes.append(why)
        self.within = set()
