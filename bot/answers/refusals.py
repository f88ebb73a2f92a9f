"""How the bot says that there is nothing, and what is nearest."""

from bot.answers.lines import choices, compose
from bot.answers.model import Answer, nothing
from bot.archive import Archive
from bot.periods import Span
from bot.search.findings import Findings


def no_topic(archive: Archive, topic: str, span: Span | None, found: Findings) -> Answer:
    """Say that nothing is about a topic, in a period if one was asked for."""
    if span and not archive.covering(span):
        return no_report(archive, span)
    if not topic:
        return nothing("Ask me about a project, a person or a report, or say help.")
    if span and (elsewhere := archive.find(topic).hits):
        project = archive.same_project(elsewhere[0].item)
        nearest = min(project, key=lambda item: span.distance(item.report.period))
        there = f"the nearest is {nearest.entry.title} ({nearest.report.period}):"
        return nothing(compose(f"Nothing about {topic} {span.after('in')};", there, nearest.url))
    if found.near:
        names = list(dict.fromkeys(hit.item.entry.title for hit in found.near[:2]))
        return nothing(compose(f"Nothing about {topic}.", f"Nearest: {choices(names)}."))
    return nothing(compose("Nothing about", f"{topic}."))


def no_report(archive: Archive, span: Span) -> Answer:
    """Say that there is no report for a period, and which are next to it."""
    if not span.exists:
        return nothing(f"There is no such quarter as {span.written}; a year has four.")
    near = [f"{report.period} ({report.url})" for report in archive.nearest(span)]
    return nothing(compose(f"There is no report {span.after('for')};", f"the nearest: {choices(near)}" if near else ""))


def no_person(name: str) -> Answer:
    """Say that nobody of this name reported."""
    return nothing(compose("Nobody called", f"{name} is named in the reports."))
