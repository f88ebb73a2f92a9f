"""Answers about whole reports: one report, a list of them, the entries of a category, what changed."""

import re
from collections import Counter
from collections.abc import Callable

from bot.answers import refusals
from bot.answers.authors import authors
from bot.answers.lines import compose, counted, pack, sentence
from bot.answers.model import NO_REPORTS, Answer, Match, entry_match, nothing, person_match, report_match
from bot.archive import Archive
from bot.model import Report
from bot.periods import Span
from bot.periods.span import OPEN_END
from bot.questions import Intent
from bot.search.names import fitting_category

_EXTREMES: dict[str | None, Callable[..., Report]] = {"most": max, "fewest": min}


def report(archive: Archive, span: Span | None, edge: str | None = None, asked: str = "") -> Answer:
    """Answer with a report: title, number of entries, categories, address."""
    found = _wanted(archive, span, edge)
    if not found:
        return refusals.no_report(archive, span) if span else nothing(NO_REPORTS)
    matches = tuple(map(report_match, found))
    if len(found) > 1:
        head = f"{len(found)} reports {span.after('in') if span else 'in all'}:"
        parts = [f"{each.period} ({_entries(each)})" for each in reversed(found)]
        return Answer(Intent.REPORT, matches, pack(head, parts, end=found[0].url))
    one = found[0]
    if re.search(r"\b(?:who|author|wrote|written)\b", asked):
        return _author(archive, one)
    by_category = [f"{count} {category}" for category, count in Counter(_categories(one)).items()]
    which = f"The {edge} entries: " if edge in _EXTREMES else ""
    line = compose(f"{which}{one.title}, {one.period}: {_entries(one)}:", ", ".join(by_category) + ".", one.url)
    return Answer(Intent.REPORT, matches, (line,))


def _wanted(archive: Archive, span: Span | None, edge: str | None) -> list[Report]:
    found = archive.covering(span) if span else archive.reports[::-1]
    if edge in _EXTREMES and found:
        return [_EXTREMES[edge](found, key=lambda one: len(one.entries))]
    if edge == "first":
        return found[-1:]
    return found if (span and edge != "last") or edge == "all" else found[:1]


def _entries(one: Report) -> str:
    return counted(len(one.entries), "entry", "entries")


def _categories(one: Report) -> list[str]:
    return [entry.category or "without category" for entry in one.entries]


def _author(archive: Archive, one: Report) -> Answer:
    names = authors(one.intro)
    if not names:
        line = compose(f"The introduction of {one.period}", "is not signed.", one.url)
        return Answer(Intent.REPORT, (report_match(one),), (line,))
    people = [(name, archive.persons.find(name)) for name in names]
    who = [person_match(hits[0].person) if hits else Match("person", name=name) for name, hits in people]
    line = compose(f"The introduction of {one.period} was written by", sentence(" and ".join(names)), one.url)
    return Answer(Intent.REPORT, (report_match(one), *who), (line,))


def entries(archive: Archive, category: str, span: Span | None) -> Answer | None:
    """Answer with the titles of a category's entries; None if no report of the period has such a category."""
    for one in archive.covering(span) if span else archive.reports[::-1]:
        names = list(dict.fromkeys(entry.category for entry in one.entries if entry.category))
        if name := fitting_category(category, names):
            return _of_category(archive, one, name)
    return None


def _of_category(archive: Archive, one: Report, name: str) -> Answer:
    items = [item for item in archive.items_of(one) if item.entry.category == name]
    matches = (Match("category", name=name, report=one.id), *map(entry_match, items))
    head = f"{name}, {one.period}, {len(items)}:"
    return Answer(Intent.ENTRIES, matches, pack(head, [item.entry.title for item in items], "; ", end=one.url))


def titles(archive: Archive, category: str, span: Span | None) -> Answer:
    """Answer with the titles of a category's entries, or of all entries of a report by category."""
    if category:
        return entries(archive, category, span) or nothing(compose("There is no category", sentence(category)))
    found = _wanted(archive, span, None)
    if not found:
        return refusals.no_report(archive, span) if span else nothing(NO_REPORTS)
    one = found[0]
    items = archive.items_of(one)
    lines: list[str] = []
    for name in dict.fromkeys(item.entry.category for item in items):
        titles = [item.entry.title for item in items if item.entry.category == name]
        lines += pack(f"{name or one.period}:", titles, "; ")
    return Answer(Intent.ENTRIES, (report_match(one), *map(entry_match, items)), (*lines, one.url))


def changes(archive: Archive, span: Span | None) -> Answer:
    """Answer with the new, returning and gone projects of a report against the one before, or one long before."""
    found = _wanted(archive, span, None)
    if not found:
        return refusals.no_report(archive, span) if span else nothing(NO_REPORTS)
    one = found[0]
    place = archive.reports.index(found[-2] if span and span.last == OPEN_END and len(found) > 1 else one)
    before = archive.reports[place - 1] if place else None
    new, returning, gone = archive.changes(one, before)
    matches = (report_match(one), *(entry_match(item) for item in (*new, *returning)))
    against = f" against {before.period}" if before else ""
    lines = (
        *pack(f"{one.period}{against}: {len(new)} new:", [item.entry.title for item in new], "; "),
        *pack(f"{len(returning)} returning:", [item.entry.title for item in returning], "; "),
        *pack(f"{len(gone)} gone:", [item.entry.title for item in gone], "; "),
        one.url,
    )
    return Answer(Intent.CHANGES, matches, lines)


def stats(archive: Archive, span: Span | None = None) -> Answer:
    """Answer with the archive in one line, or what there is of a period."""
    found = archive.covering(span) if span else archive.reports[::-1]
    if not found:
        return refusals.no_report(archive, span) if span else nothing(NO_REPORTS)
    items = [item for one in found for item in archive.items_of(one)]
    people = {person.id for item in items for person in archive.contacts_of(item)}
    sponsors = archive.sponsors.by_entries(archive.scope(span))
    first, last = found[-1].period, found[0].period
    periods = f"{first}{f' to {last}' * (len(found) > 1)}"
    line = (
        f"{counted(len(found), 'report')}, {periods}: {len(items)} entries on "
        f"{len(archive.by_project(items))} projects by {len(people)} people and teams, {len(sponsors)} sponsors. "
        f"{found[0].url}"
    )
    return Answer(Intent.STATS, (), (line,))
