"""How the bot says that there is nothing, and what is nearest."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.lines import choices, compose
from bot.answers.model import Answer, nothing
from bot.archive import Archive
from bot.periods import Span, months
from bot.search.findings import Findings
from bot.search.items import Item

_NAMED, _EQUALLY = 3, 0.05


def no_topic(archive: Archive, topic: str, span: Span | None, found: Findings) -> Answer:
    """Say that nothing is about a topic, in a period if one was asked for."""
    reports = archive.covering(span) if span else []
    if span and not reports:
        return no_report(archive, span)
    if not topic:
        return nothing("Ask me about a project, a person or a report, or say help.")
    if span and (elsewhere := archive.find(topic)).hits:
        asked = (
            replace(span, first=months(reports[-1].period)[0], last=months(reports[0].period)[1]) if span.back else span
        )
        nearest = _nearest(archive.finder.equals(elsewhere), asked)
        names = [f"{item.entry.title} ({item.report.period})" for item in nearest]
        there = f"the nearest {'are' if names[1:] else 'is'} {choices(names, 'and')}:"
        return nothing(compose(f"Nothing about {topic} {span.after('in')};", there, nearest[0].url))
    if found.near:
        best = found.near[0].score
        names = list(dict.fromkeys(hit.item.entry.title for hit in found.near if hit.score >= best - _EQUALLY))[:_NAMED]
        return nothing(compose(f"Nothing about {topic}.", f"Nearest: {choices(names)}."))
    return nothing(compose("Nothing about", f"{topic}."))


def _nearest(items: Sequence[Item], span: Span) -> list[Item]:
    """Return those of some entries that are nearest to a period, which may be several."""
    least = min(span.distance(item.report.period) for item in items)
    return [item for item in items if span.distance(item.report.period) == least][:_NAMED]


def no_report(archive: Archive, span: Span) -> Answer:
    """Say that there is no report for a period, and which are next to it."""
    if not span.exists:
        return nothing(f"There is no such quarter as {span.written}; a year has four.")
    near = [f"{report.period} ({report.url})" for report in archive.nearest(span)]
    return nothing(compose(f"There is no report {span.after('for')};", f"the nearest: {choices(near)}" if near else ""))


def no_person(name: str) -> Answer:
    """Say that nobody of this name reported."""
    return nothing(compose("Nobody called", f"{name} is named in the reports."))
