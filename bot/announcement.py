"""How announcements read: of a new report by a channel's style and filters, of a corrected one, of a deadline."""

import re
from collections.abc import Callable
from datetime import date
from itertools import groupby

from bot.deadlines import Milestone
from bot.model import Entry, Report
from config.settings import ChannelSettings, Wishes

_LINE = 400
"""Bytes of a line that fit one IRC message (512) whatever prefix the server adds."""


def lines(report: Report, settings: ChannelSettings) -> list[str]:
    """Return what to say about a new report in a channel: its headline first, at most `max_lines` in all."""
    shown = [entry for entry in report.entries if passes(entry, settings)]
    details = _DETAILS[settings.style](report, shown)
    return [headline(report), *details[: settings.max_lines - 1]]


def passes(entry: Entry, settings: Wishes) -> bool:
    """Tell whether an entry passes each of a place's filters; an empty filter lets everything pass.

    Keywords, people and sponsors are named by whole words of what the entry says.
    """
    contacts = " ".join(f"{contact.name or ''} {contact.email or ''}" for contact in entry.contacts)
    return (
        (not settings.categories or any(of_category(entry, wanted) for wanted in settings.categories))
        and _says(f"{entry.title} {entry.body}", settings.keywords)
        and _says(contacts, settings.people)
        and _says("; ".join(entry.sponsors), settings.sponsors)
    )


def of_category(entry: Entry, wanted: str) -> bool:
    """Tell whether an entry is of a category, which is named by how it begins.

    "Userland" is also "Userland Programs", but "Projects" is not "Third-Party Projects".
    """
    return _plain(entry.category or "").startswith(_plain(wanted))


def _plain(category: str) -> str:
    return category.casefold().replace("-", " ").removeprefix("freebsd ")


def _says(text: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or any(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) for words in wanted)


def headline(report: Report) -> str:
    """Return the one line that says that a report is there: period, entries by category, address."""
    return f"New {_summary(report)}"


def correction(report: Report) -> str:
    """Return the one line that says that a report which was announced before has changed."""
    return f"Corrected {_summary(report)}"


def deadline(milestone: Milestone, today: date, dates: str = "month-day") -> str:
    """Return the one line that says when submissions are due and where to send them; `dates` as a channel has it."""
    left = (milestone.due - today).days
    days = {0: "today", 1: "1 day"}.get(left, f"{left} days")
    extended = ", the extended deadline" if milestone.due == milestone.quarter.extended else ""
    due = f"{_DAYS[dates](milestone.due)}{extended} ({days})"
    return f"Status reports for {milestone.quarter.name} are due {due}: {milestone.quarter.source}"


def _summary(report: Report) -> str:
    months = "" if report.period.quarter is None else f" ({report.period.months})"
    counted = ", ".join(
        f"{count} {name.removeprefix('FreeBSD ')}" for name, count in _by_category(report.entries).items()
    )
    entries = "1 entry" if len(report.entries) == 1 else f"{len(report.entries)} entries"
    return f"FreeBSD status report: {report.period}{months}, {entries}{counted and ': ' + counted}. {report.url}"


def _by_category(entries: tuple[Entry, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for entry in entries:
        if entry.category:
            counts[entry.category] = counts.get(entry.category, 0) + 1
    return counts


def _nothing(_report: Report, _shown: list[Entry]) -> list[str]:
    return []


def _titles_by_category(_report: Report, shown: list[Entry]) -> list[str]:
    groups = groupby(shown, key=lambda entry: entry.category or "Entries")
    return [_titles(category, [entry.title for entry in entries]) for category, entries in groups]


def _titles(category: str, titles: list[str]) -> str:
    line = f"{category}: {titles[0]}"
    for number, title in enumerate(titles[1:], start=1):
        longer = f"{line}; {title}"
        if len(longer.encode()) > _LINE:
            return f"{line}; and {len(titles) - number} more"
        line = longer
    return line


def _entry_lines(report: Report, shown: list[Entry]) -> list[str]:
    return [entry_line(report, entry) for entry in shown]


def entry_line(report: Report, entry: Entry) -> str:
    """Return the one line that shows an entry: title, category, contacts, address."""
    category = f" ({entry.category})" if entry.category else ""
    names = ", ".join(contact.name or contact.email or "" for contact in entry.contacts)
    address = f"{report.url}#{entry.anchor}" if entry.anchor else report.url
    return f"{entry.title}{category}{names and ': ' + names}. {address}"


_DETAILS: dict[str, Callable[[Report, list[Entry]], list[str]]] = {
    "headline": _nothing,
    "digest": _titles_by_category,
    "entries": _entry_lines,
}
_DAYS: dict[str, Callable[[date], str]] = {
    "month-day": lambda day: f"{day:%B} {day.day}",
    "day-month": lambda day: f"{day.day} {day:%B}",
    "iso": date.isoformat,
}
