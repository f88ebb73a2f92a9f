"""The archive in numbers: entries by report and category, who paid, who contributed."""

from collections import defaultdict
from dataclasses import dataclass

from bot.archive import Archive
from bot.model import EntryKey, Report
from bot.web.catalogue import Catalogue
from bot.web.site import Site
from bot.web.views.parts import Counted, counted_category, counted_person, counted_sponsor
from bot.web.views.totals import Totals, totals

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ReportCount:
    """How many entries a report has, and how many of them name a sponsor.

    `start` and `end` are the months of its period, both included, as `YYYY-MM`.
    """

    name: str
    path: str
    start: str
    end: str
    entries: int
    sponsored: int


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many people, without teams, answer for entries of a year's reports, and how many of them never before."""

    year: int
    people: int
    new: int


@dataclass(frozen=True, slots=True)
class StatisticsView:
    """What the statistics say: reports and years oldest first, of the names those that stand in most entries."""

    title: str
    totals: Totals
    reports: tuple[ReportCount, ...]
    years: tuple[YearCount, ...]
    categories: tuple[Counted, ...]
    sponsors: tuple[Counted, ...]
    people: tuple[Counted, ...]
    teams: tuple[Counted, ...]


def statistics(site: Site) -> StatisticsView:
    """Show the archive in numbers."""
    return site.once(_statistics)


def _statistics(archive: Archive, catalogue: Catalogue) -> StatisticsView:
    people = [counted_person(catalogue, each) for each in archive.people if not each.is_team]
    teams = [counted_person(catalogue, each) for each in archive.people if each.is_team]
    return StatisticsView(
        title="Statistics",
        totals=totals(archive, catalogue),
        reports=tuple(_report(catalogue, each) for each in archive.reports),
        years=_years(archive),
        categories=_most([counted_category(catalogue, each) for each in catalogue.categories.values()]),
        sponsors=_most([counted_sponsor(catalogue, each) for each in catalogue.sponsors.values()]),
        people=_most(people),
        teams=_most(teams),
    )


def _report(catalogue: Catalogue, report: Report) -> ReportCount:
    period, sponsored = report.period, sum(bool(entry.sponsors) for entry in report.entries)
    path = catalogue.path(report)
    return ReportCount(str(period), path, period.start, period.end, len(report.entries), sponsored)


def _years(archive: Archive) -> tuple[YearCount, ...]:
    ends: dict[EntryKey, int] = {item.key: int(item.report.period.end[:4]) for item in archive.items}
    active: defaultdict[int, int] = defaultdict(int)
    first: defaultdict[int, int] = defaultdict(int)
    for person in archive.people:
        years = {ends[key] for key in person.entries} if not person.is_team else set()
        for year in years:
            active[year] += 1
        if years:
            first[min(years)] += 1
    return tuple(YearCount(year, active[year], first[year]) for year in sorted(active))


def _most(counted: list[Counted]) -> tuple[Counted, ...]:
    return tuple(sorted(counted, key=lambda each: (-each.entries, each.name))[:_SHOWN])
