"""The list of all reports, by year."""

from dataclasses import dataclass
from itertools import groupby

from bot.model import Report
from bot.web.site import Site


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list; `name` is its period, `months` says which months that are."""

    name: str
    months: str
    path: str
    entries: int


@dataclass(frozen=True, slots=True)
class Year:
    """The reports whose period ended in a year, newest first."""

    year: int
    reports: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True)
class ReportsView:
    """What the list of all reports says, newest first."""

    title: str
    years: tuple[Year, ...]
    total: int


def reports(site: Site) -> ReportsView:
    """Show all reports, by year."""
    newest_first = list(reversed(site.archive.reports))
    years = groupby(newest_first, key=lambda report: report.period.end[:4])
    return ReportsView(
        title="All reports",
        years=tuple(Year(int(year), tuple(report_line(site, each) for each in members)) for year, members in years),
        total=len(newest_first),
    )


def report_line(site: Site, report: Report) -> ReportLine:
    """Return a report for a list."""
    period = report.period
    months = f"{period.months} {period.end[:4]}"
    return ReportLine(str(period), months, site.catalogue.path(report), len(report.entries))
