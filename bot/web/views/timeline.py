"""When something was reported: the periods of its entries against those of the whole archive."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.search.items import Item
from bot.web.site import Site


@dataclass(frozen=True, slots=True)
class Mark:
    """A report that had something: its period as `YYYY-MM`, both included, as people write it, and how many entries."""

    start: str
    end: str
    name: str
    entries: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The reports that had something, oldest first, and the first and last month of the whole archive."""

    start: str
    end: str
    marks: tuple[Mark, ...]


def timeline(site: Site, items: Iterable[Item]) -> Timeline:
    """Return in which reports entries stand; there must be at least one report."""
    counts: dict[str, int] = {}
    for item in items:
        counts[item.report.id] = counts.get(item.report.id, 0) + 1
    reports = site.archive.reports
    marks = tuple(
        Mark(each.period.start, each.period.end, str(each.period), counts[each.id])
        for each in reports
        if each.id in counts
    )
    return Timeline(min(each.period.start for each in reports), reports[-1].period.end, marks)
