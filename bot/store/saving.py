"""A report into rows, telling what that changed."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.model import Entry, Report
from bot.store import reports, rows, search
from bot.store.matching import match


@dataclass(frozen=True, slots=True)
class Changes:
    """What saving a report changed: is it new, did anything but entries change, and the titles of entries that did."""

    new: bool = False
    head: bool = False
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.head or self.added or self.changed or self.removed)


def save(connection: sqlite3.Connection, report: Report) -> Changes:
    """Store a report in place of what is stored of it; an entry that was there before keeps its id.

    What is new or changed is found by its words after `search.complete`.
    """
    stored = reports.head(connection, report.id)
    if stored is None:
        _save_head(connection, report)
        _insert(connection, report.id, list(enumerate(report.entries)))
        return Changes(new=True, added=tuple(entry.title for entry in report.entries))
    head_changed = stored != replace(report, entries=())
    if head_changed:
        _save_head(connection, report)
    changes = _save_entries(connection, report, reports.entries(connection, report.id, markup=True))
    return replace(changes, head=head_changed)


def delete(connection: sqlite3.Connection, report_id: str) -> None:
    """Remove a report with all that is stored of it."""
    search.remove(connection, reports.entries(connection, report_id))
    connection.execute("DELETE FROM reports WHERE id = ?", (report_id,))


def _save_head(connection: sqlite3.Connection, report: Report) -> None:
    connection.execute(
        "INSERT INTO reports (id, title, period_start, period_end, url, intro, format, problems)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET title = excluded.title,"
        " period_start = excluded.period_start, period_end = excluded.period_end, url = excluded.url,"
        " intro = excluded.intro, format = excluded.format, problems = excluded.problems",
        (
            report.id,
            report.title,
            report.period.start,
            report.period.end,
            report.url,
            report.intro,
            report.format,
            json.dumps(report.problems, ensure_ascii=False),
        ),
    )


def _save_entries(connection: sqlite3.Connection, report: Report, stored: Mapping[int, Entry]) -> Changes:
    ids = match(stored, report.entries)
    added = [(position, entry) for position, entry in enumerate(report.entries) if ids[position] is None]
    kept = [(entry_id, entry) for entry_id, entry in zip(ids, report.entries, strict=True) if entry_id is not None]
    changed = [(entry_id, entry) for entry_id, entry in kept if stored[entry_id] != entry]
    removed = stored.keys() - set(ids)
    _delete(connection, removed)
    _update(connection, changed)
    _update_markup(connection, [(key, entry) for key, entry in kept if entry.markup or stored[key] != entry], stored)
    _insert(connection, report.id, added)
    if ids != list(stored):
        positions = [(position, entry_id) for position, entry_id in enumerate(ids) if entry_id is not None]
        connection.executemany("UPDATE entries SET position = ? WHERE id = ?", positions)
    return Changes(
        added=tuple(entry.title for _, entry in added),
        changed=tuple(entry.title for _, entry in changed),
        removed=tuple(entry.title for entry_id, entry in stored.items() if entry_id in removed),
    )


def _insert(connection: sqlite3.Connection, report_id: str, numbered: Sequence[tuple[int, Entry]]) -> None:
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entries'").fetchone()
    first = row["seq"] + 1 if row else 1
    rows.insert(
        connection,
        "entries",
        ("id", "report", "position", "title", "category", "body", "anchor", "markup"),
        (
            (entry_id, report_id, position, entry.title, entry.category, entry.body, entry.anchor, entry.markup)
            for entry_id, (position, entry) in enumerate(numbered, first)
        ),
    )
    _insert_parts(connection, list(enumerate((entry for _, entry in numbered), first)))


def _update(connection: sqlite3.Connection, changed: Sequence[tuple[int, Entry]]) -> None:
    connection.executemany(
        "UPDATE entries SET title = ?, category = ?, body = ?, anchor = ? WHERE id = ?",
        [(entry.title, entry.category, entry.body, entry.anchor, entry_id) for entry_id, entry in changed],
    )
    ids = [(entry_id,) for entry_id, _ in changed]
    for table in ("contacts", "links", "sponsors", "tasks"):
        connection.executemany(f"DELETE FROM {table} WHERE entry = ?", ids)  # noqa: S608 - our names
    search.remove(connection, (entry_id for entry_id, _ in changed))
    _insert_parts(connection, changed)


def _update_markup(
    connection: sqlite3.Connection, found: Sequence[tuple[int, Entry]], stored: Mapping[int, Entry]
) -> None:
    """Store how entries are marked up; the same words in other elements are no change to tell of."""
    updated = [(entry.markup, entry_id) for entry_id, entry in found if entry.markup != stored[entry_id].markup]
    connection.executemany("UPDATE entries SET markup = ? WHERE id = ?", updated)


def _delete(connection: sqlite3.Connection, removed: set[int]) -> None:
    search.remove(connection, removed)
    connection.executemany("DELETE FROM entries WHERE id = ?", [(entry_id,) for entry_id in removed])


def _insert_parts(connection: sqlite3.Connection, entries: Sequence[tuple[int, Entry]]) -> None:
    rows.insert(
        connection,
        "contacts",
        ("entry", "position", "name", "email"),
        ((key, at, part.name, part.email) for key, entry in entries for at, part in enumerate(entry.contacts)),
    )
    rows.insert(
        connection,
        "links",
        ("entry", "position", "label", "url"),
        ((key, at, part.label, part.url) for key, entry in entries for at, part in enumerate(entry.links)),
    )
    rows.insert(
        connection,
        "sponsors",
        ("entry", "position", "name"),
        ((key, at, name) for key, entry in entries for at, name in enumerate(entry.sponsors)),
    )
    rows.insert(
        connection,
        "tasks",
        ("entry", "position", "task"),
        ((key, at, task) for key, entry in entries for at, task in enumerate(entry.tasks)),
    )
