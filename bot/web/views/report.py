"""A report: its entries by category, its source, the reports before and after."""

from collections import defaultdict
from dataclasses import dataclass

from bot.model import Report
from bot.search.items import Item
from bot.web.parameters import Name
from bot.web.site import NotFound, Site
from bot.web.views.links import href
from bot.web.views.parts import EntryLine, Ref, category_ref, line, report_ref


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text was published: `href` is the address if a link may lead there."""

    title: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one category in the order of the report; `category` is None for entries without one."""

    category: Ref | None
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """What the page of a report says; `id` is that of its source, `name` its period, `months` which months it covers.

    `changes` is the path of the page that compares it with the report before, None for the first one.
    """

    title: str
    id: str
    name: str
    months: str
    source: Source
    intro: str
    groups: tuple[Group, ...]
    entries: int
    previous: Ref | None
    next: Ref | None
    changes: str | None


def report(site: Site, report: Name) -> ReportView | NotFound:
    """Show a report: its entries by category, and where it was published."""
    found = site.catalogue.reports.get(report)
    if found is None:
        return no_report(report)
    before, after = neighbours(site, found)
    return ReportView(
        title=f"Status report {found.period}",
        id=found.id,
        name=str(found.period),
        months=f"{found.period.months} {found.period.end[:4]}",
        source=source(found),
        intro=found.intro,
        groups=groups(site, found),
        entries=len(found.entries),
        previous=report_ref(site.catalogue, before) if before else None,
        next=report_ref(site.catalogue, after) if after else None,
        changes=changes_path(site, found) if before else None,
    )


def no_report(name: str) -> NotFound:
    """Return the answer that there is no such report."""
    return NotFound(f"There is no report “{name}”. The list of all reports has every one that is known.")


def source(found: Report, url: str = "") -> Source:
    """Return where a report was published; `url` is the address of an entry in it."""
    return Source(found.title, href(url or found.url))


def changes_path(site: Site, found: Report) -> str:
    """Return the path of the page that says what changed with a report."""
    return f"/changes/{site.catalogue.path(found).rpartition('/')[2]}"


def groups(site: Site, found: Report) -> tuple[Group, ...]:
    """Return the entries of a report by category."""
    members: defaultdict[str | None, list[Item]] = defaultdict(list)
    for item in site.archive.items_of(found):
        members[item.entry.category].append(item)
    return tuple(
        Group(category_ref(site.catalogue, name), tuple(line(site, item) for item in items))
        for name, items in members.items()
    )


def neighbours(site: Site, found: Report) -> tuple[Report | None, Report | None]:
    """Return the reports before and after a report."""
    reports = site.archive.reports
    place = reports.index(found)
    return reports[place - 1] if place else None, reports[place + 1] if place + 1 < len(reports) else None
