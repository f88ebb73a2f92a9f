"""What changed between a report and an earlier one: new, returning and gone projects."""

from dataclasses import dataclass

from bot.search.items import Item
from bot.web.parameters import Name
from bot.web.site import NotFound, Site
from bot.web.views.parts import EntryLine, Ref, line, report_ref
from bot.web.views.report import neighbours, no_report


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What the page about changes says: entries on projects that are new, came back, or are gone.

    `against` is the report before, or the one asked for, None for the first one; `earlier` are those to choose from,
    newest first; `previous` and `next` are the same page of the report's neighbours.
    """

    title: str
    report: Ref
    against: Ref | None
    earlier: tuple[Ref, ...]
    new: tuple[EntryLine, ...]
    returning: tuple[EntryLine, ...]
    gone: tuple[EntryLine, ...]
    continued: int
    previous: Ref | None
    next: Ref | None


def changes(site: Site, report: Name, since: Name = "") -> ChangesView | NotFound:
    """Show which projects are new in a report, came back, or are gone since the one before, or an earlier one."""
    found = site.catalogue.reports.get(report)
    if found is None:
        return no_report(report)
    before, after = neighbours(site, found)
    earlier = site.archive.reports[: site.archive.reports.index(found)]
    against = next((each for each in earlier if each.id == since), None) if since else before
    if since and against is None:
        return NotFound(
            f"There is no report “{since}” before {found.period}. The list of all reports has what there is."
        )
    new, returning, gone = site.archive.changes(found, against)
    previous, following = (
        report_ref(site.catalogue, before) if before else None,
        report_ref(site.catalogue, after) if after else None,
    )
    return ChangesView(
        title=f"What changed in {found.period}" + (f" since {against.period}" if since and against else ""),
        report=report_ref(site.catalogue, found),
        against=report_ref(site.catalogue, against) if against else None,
        earlier=tuple(report_ref(site.catalogue, each) for each in reversed(earlier)),
        new=_lines(site, new),
        returning=_lines(site, returning),
        gone=_lines(site, gone),
        continued=len(found.entries) - len(new) - len(returning),
        previous=_changes_ref(previous),
        next=_changes_ref(following),
    )


def _lines(site: Site, items: list[Item]) -> tuple[EntryLine, ...]:
    return tuple(line(site, item) for item in items)


def _changes_ref(report: Ref | None) -> Ref | None:
    return Ref(report.name, report.path.replace("/reports/", "/changes/", 1)) if report else None
