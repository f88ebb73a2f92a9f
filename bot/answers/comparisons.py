"""The answer about two periods: what their reports have in common, and what only one of them has."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers import refusals
from bot.answers.lines import compose, counted, pack, sentence
from bot.answers.model import Answer, report_match
from bot.answers.reports import report
from bot.archive import Archive
from bot.model import Report
from bot.periods import Span
from bot.questions import Intent
from bot.search.items import Item


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two periods: what to call it, its reports, the newest one first, and their entries."""

    name: str
    reports: Sequence[Report]
    items: Sequence[Item]


def compare(archive: Archive, one: Span, other: Span) -> Answer:
    """Answer with the entries, categories and projects of two periods, the earlier one first."""
    sides = []
    for span in (one, other):
        found = archive.covering(span)
        if not found:
            return refusals.no_report(archive, span)
        name = str(found[0].period) if len(found) == 1 else span.written
        sides.append(_Side(name, found, [item for each in found for item in archive.items_of(each)]))
    before, after = sorted(sides, key=lambda side: (side.reports[0].period.end, side.reports[-1].period.start))
    if before.reports == after.reports:
        return report(archive, one)
    then, now = archive.by_project(before.items), archive.by_project(after.items)
    both = then.keys() & now.keys()
    counts = f"{len(before.items)} → {len(after.items)} entries, "
    if len(before.reports) + len(after.reports) > len(sides):
        counts += f"{len(before.reports)} → {len(after.reports)} reports, "
    head = f"{before.name} → {after.name}: {counts}{counted(len(both), 'project')} in both."
    lines = [compose(head, _categories(before, after), before.reports[0].url, after.reports[0].url)]
    for side, has in ((after, now), (before, then)):
        if only := [item.entry.title for project, item in has.items() if project not in both]:
            lines += pack(f"{len(only)} only in {side.name}:", only, "; ")
    matches = tuple(map(report_match, (*before.reports, *after.reports)))
    return Answer(Intent.CHANGES, matches, tuple(lines))


def _categories(before: _Side, after: _Side) -> str:
    """Say how many entries the categories have where that changed; nothing if one side knows no categories."""
    names = {name.lower(): name for side in (before, after) for name in _named(side)}
    then, now = (Counter(map(str.lower, _named(side))) for side in (before, after))
    changed = [f"{names[key]} {then[key]} → {now[key]}" for key in names if then[key] != now[key]]
    return sentence(", ".join(changed)) if then and now else ""


def _named(side: _Side) -> list[str]:
    return [item.entry.category for item in side.items if item.entry.category]
