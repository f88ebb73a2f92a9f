"""Answers about what is left to do: in a project, in a category, in a report."""

from collections.abc import Callable, Iterable, Sequence

from bot.answers import refusals
from bot.answers.lines import compose, pack, when
from bot.answers.model import NO_REPORTS, Answer, Match, entry_match, nothing, report_match
from bot.answers.sentences import asked_for, wanted
from bot.answers.topics import entry_matches
from bot.archive import Archive
from bot.model import Entry, Report
from bot.periods import Span
from bot.questions import Intent
from bot.search.items import Item
from bot.search.names import fitting_category
from bot.search.words import stem, words

_NEARLY = 0.1

Way = Callable[[Entry], list[str]]
"""A way to read out of an entry what is left to do."""


def tasks(archive: Archive, topic: str, span: Span | None, *, helping: bool = False) -> Answer:
    """Answer with what is left to do in a project, by its newest entry that says so, or in a category or report.

    With `helping`, an entry that asks for help says so as much as one that lists tasks.
    """
    reports = archive.covering(span) if span else archive.reports[-1:]
    if not reports:
        return refusals.no_report(archive, span) if span else nothing(NO_REPORTS)
    categories = list(dict.fromkeys(entry.category for entry in reports[0].entries if entry.category))
    if not topic or (category := fitting_category(topic, categories)):
        return _of_report(archive, reports[0], category if topic else None)
    return _of_project(archive, topic, span, helping)


def _of_project(archive: Archive, topic: str, span: Span | None, helping: bool) -> Answer:  # noqa: FBT001 - handed on
    found = archive.find(topic, span, closest=True)
    if not found.hits:
        return refusals.no_topic(archive, topic, span, found)
    scope = archive.scope(span)
    good = [hit.item for hit in found.hits if hit.score >= found.hits[0].score - _NEARLY]
    members = [item for each in good for item in archive.same_project(each) if scope(item)]
    if helping:
        # Newest first, of what is called so itself or belongs to the likeliest project.
        asked, likeliest = _stems(topic), {item.number for item in archive.same_project(good[0])}
        named = (item for item in members if item.number in likeliest or asked <= _stems(item.entry.title))
        members = sorted(named, key=lambda item: -item.number)
    item, what = _first_saying(members, (_asked_for, _tasks) if helping else (_listed, _tasks))
    if not item:
        reply = compose(f"{good[0].entry.title}:", "no open tasks were reported.", good[0].url)
        return Answer(Intent.TASKS, entry_matches(found), (reply,))
    lines = [compose("", task) for task in what]
    count = f", {len(what)} open" if item.entry.tasks else ""
    head = compose(f"{item.entry.title} ({when(item)}){count}:", lines[0], item.url)
    return Answer(Intent.TASKS, entry_matches(found, item), (head, *lines[1:])).noting(found.corrections)


def _first_saying(items: Sequence[Item], ways: Iterable[Way]) -> tuple[Item | None, list[str]]:
    """Return the first entry that says in the first way what is left to do, else in the next one, and what it says."""
    return next(((item, what) for way in ways for item in items if (what := way(item.entry))), (None, []))


def _stems(text: str) -> set[str]:
    return set(map(stem, words(text)))


def _listed(entry: Entry) -> list[str]:
    return list(entry.tasks)


def _asked_for(entry: Entry) -> list[str]:
    return _listed(entry) or asked_for(entry.body)


def _tasks(entry: Entry) -> list[str]:
    return list(entry.tasks) or wanted(entry.body)


def _of_report(archive: Archive, report: Report, category: str | None) -> Answer:
    items = [
        item for item in archive.items_of(report) if category in (None, item.entry.category) and _tasks(item.entry)
    ]
    head = f"{category or 'All categories'}, {report.period}, {len(items)} with open tasks:"
    parts = [f"{item.entry.title} ({len(_tasks(item.entry))})" for item in items]
    first = Match("category", name=category, report=report.id) if category else report_match(report)
    return Answer(Intent.TASKS, (first, *map(entry_match, items)), pack(head, parts, "; ", end=report.url))
