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
    """Return a line for each entry of a report that somebody follows, at most so many, and one for the rest."""
    why: dict[int, list[str]] = {}
    items = {item.number: item for each in found.values() for item in each}
    for subject, its in found.items():
        for item in its:
            why.setdefault(item.number, []).append(subject.name)
    ordered = [items[number] for number in sorted(items)]
    said = [_line(report, item, why[item.number]) for item in ordered[:_SHOWN]]
    if more := len(ordered) - _SHOWN:
        said += [f"And {more} more in {report.period} that you follow: {report.url}"] if more > 0 else []
    return tuple(said)


def _line(report: Report, item: Item, names: Sequence[str]) -> str:
    """Return why somebody is told of an entry, and what it is; of long names the ends are left out."""
    head = f"You follow {cut(choices(names, 'and'), 80)}; new in {report.period}:"
    whole = f"{head} {entry_line(report, item.entry)}"
    if len(whole.encode()) <= _LINE:
        return whole
    room = _LINE - len(f"{head}  {item.url}".encode())
    return f"{head} {cut(item.entry.title, room)} {item.url}"
