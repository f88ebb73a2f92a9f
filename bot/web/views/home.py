"""The home page: a search, the newest report, the next deadlines, the reports before it."""

from dataclasses import dataclass

from bot.web.site import Site
from bot.web.views.deadlines import Quarter, quarter
from bot.web.views.report import Group, changes_path, groups
from bot.web.views.reports import ReportLine, report_line
from bot.web.views.totals import Totals, totals

_RECENT = 5


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the home page says; without any report `newest` and `oldest` are None."""

    title: str
    newest: ReportLine | None
    oldest: ReportLine | None
    groups: tuple[Group, ...]
    changes: str | None
    before: tuple[ReportLine, ...]
    deadlines: Quarter
    totals: Totals


def home(site: Site) -> HomeView:
    """Show the newest report, the next deadlines and the reports before."""
    reports = site.archive.reports
    newest = reports[-1] if reports else None
    return HomeView(
        title="FreeBSD status reports",
        newest=report_line(site, newest) if newest else None,
        oldest=report_line(site, reports[0]) if newest else None,
        groups=groups(site, newest) if newest else (),
        changes=changes_path(site, newest) if newest and len(reports) > 1 else None,
        before=tuple(report_line(site, each) for each in reversed(reports[-1 - _RECENT : -1])),
        deadlines=quarter(site.today),
        totals=site.once(totals),
    )
