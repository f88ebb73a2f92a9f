"""What this site is, where its texts come from and under which terms."""

from dataclasses import dataclass

from bot.web.site import Site
from bot.web.views.reports import ReportLine, report_line
from bot.web.views.totals import Totals, totals


@dataclass(frozen=True, slots=True)
class AboutView:
    """What the page about this site says."""

    title: str
    version: str
    totals: Totals
    oldest: ReportLine | None
    newest: ReportLine | None


def about(site: Site) -> AboutView:
    """Show what this site is and whose texts it shows."""
    reports = site.archive.reports
    oldest, newest = (report_line(site, reports[0]), report_line(site, reports[-1])) if reports else (None, None)
    return AboutView("About", site.version, site.once(totals), oldest, newest)
