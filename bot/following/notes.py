"""How a note reads that tells somebody what a new report has of what they follow."""

from collections.abc import Mapping, Sequence

from bot.announcement import entry_line
from bot.answers.lines import choices, cut
from bot.model import Report
from bot.search.items import Item
from bot.store.follows import Subject

_SHOWN = 5
_LINE = 400
"""Bytes that fit one message with any prefix."""


def lines(report: Report, found: Mapping[Subject, Sequence[Item]]) -> tuple[str, ...]:
    """Return a line for each entry of a report that somebody follows, at most so many, and one for the rest.

    What is followed that has the fewest entries comes first: of a whole category some may be left out.
    """
    why: dict[int, list[str]] = {}
    items: dict[int, Item] = {}
    for subject, its in sorted(found.items(), key=lambda pair: len(pair[1])):
        for item in its:
            items.setdefault(item.number, item)
            why.setdefault(item.number, []).append(subject.name)
    said = [_line(report, item, why[item.number]) for item in list(items.values())[:_SHOWN]]
    if (more := len(items) - _SHOWN) > 0:
        said.append(f"And {more} more in {report.period} that you follow: {report.url}")
    return tuple(said)


def _line(report: Report, item: Item, names: Sequence[str]) -> str:
    """Return why somebody is told of an entry, and what it is; of long names the ends are left out."""
    head = f"You follow {cut(choices(names, 'and'), 80)}; new in {report.period}:"
    whole = f"{head} {entry_line(report, item.entry)}"
    if len(whole.encode()) <= _LINE:
        return whole
    room = _LINE - len(f"{head}  {item.url}".encode())
    return f"{head} {cut(item.entry.title, room)} {item.url}"
