"""Answers about what is left to do: in a project, in a category, in a report."""

from collections.abc import Sequence

from bot.answers import refusals
from bot.answers.lines import compose, pack, when
from bot.answers.model import NO_REPORTS, Answer, Match, entry_match, nothing, report_match
from bot.answers.sentences import wanted
from bot.answers.topics import entry_matches
from bot.archive import Archive
from bot.model import Report
from bot.periods import Span
from bot.questions import Intent
from bot.search.items import Item
from bot.search.names import fitting_category

_NEARLY = 0.1


def tasks(archive: Archive, topic: str, span: Span | None) -> Answer:
    """Answer with what is left to do in a project, by its newest entry that says so, or in a category or report."""
    reports = archive.covering(span) if span else archive.reports[-1:]
    if not reports:
        return refusals.no_report(archive, span) if span else nothing(NO_REPORTS)
    categories = list(dict.fromkeys(entry.category for entry in reports[0].entries if entry.category))
    if not topic or (category := fitting_category(topic, categories)):
        return _of_report(archive, reports[0], category if topic else None)
    return _of_project(archive, topic, span)


def _of_project(archive: Archive, topic: str, span: Span | None) -> Answer:
    found = archive.find(topic, span, closest=True)
    if not found.hits:
        return refusals.no_topic(archive, topic, span, found)
    scope = archive.scope(span)
    good = [hit.item for hit in found.hits if hit.score >= found.hits[0].score - _NEARLY]
    candidates = [item for each in good for item in archive.same_project(each) if scope(item)]
    item = _first_with_tasks(candidates)
    if not item:
        reply = compose(f"{good[0].entry.title}:", "no open tasks were reported.", good[0].url)
        return Answer(Intent.TASKS, entry_matches(found), (reply,))
    what = _tasks(item)
    lines = [compose("", task) for task in what]
    head = compose(f"{item.entry.title} ({when(item)}), {len(what)} open:", lines[0], item.url)
    return Answer(Intent.TASKS, entry_matches(found, item), (head, *lines[1:])).noting(found.corrections)


def _first_with_tasks(items: Sequence[Item]) -> Item | None:
    """Return the first entry with a list of tasks, else the first whose text asks for help."""
    listed = next((item for item in items if item.entry.tasks), None)
    return listed or next((item for item in items if wanted(item.entry.body)), None)


def _tasks(item: Item) -> list[str]:
    return list(item.entry.tasks) or wanted(item.entry.body)


def _of_report(archive: Archive, report: Report, category: str | None) -> Answer:
    items = [item for item in archive.items_of(report) if category in (None, item.entry.category) and _tasks(item)]
    head = f"{category or 'All categories'}, {report.period}, {len(items)} with open tasks:"
    parts = [f"{item.entry.title} ({len(_tasks(item))})" for item in items]
    first = Match("category", name=category, report=report.id) if category else report_match(report)
    return Answer(Intent.TASKS, (first, *map(entry_match, items)), pack(head, [*parts, report.url], "; "))
