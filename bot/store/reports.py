"""Reports out of rows."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import starmap
from sys import intern
from typing import Any

from bot.model import Contact, Entry, Link, Period, Report

_NONE: Mapping[str, Report] = {}


def heads(connection: sqlite3.Connection, forms: Collection[str] = ()) -> list[Report]:
    """Load all reports without their entries, newest first; or only those that were read from these forms."""
    where = f"WHERE format IN ({', '.join('?' * len(forms))})" if forms else ""
    rows = connection.execute(
        f"SELECT * FROM reports {where} ORDER BY period_end DESC, period_start DESC, id DESC",  # noqa: S608 - no values
        tuple(forms),
    )
    return [_head(row) for row in rows]


def head(connection: sqlite3.Connection, report_id: str) -> Report | None:
    """Load a report without its entries; None if it is not stored."""
    row = connection.execute("SELECT * FROM reports WHERE id = ?", (report_id,)).fetchone()
    return _head(row) if row else None


def load(connection: sqlite3.Connection, report_id: str) -> Report | None:
    """Load a whole report, the markup of its entries too; None if it is not stored."""
    row = connection.execute("SELECT * FROM reports WHERE id = ?", (report_id,)).fetchone()
    return _head(row, entries(connection, report_id, markup=True).values()) if row else None


def load_all(connection: sqlite3.Connection, known: Mapping[str, Report] = _NONE) -> Iterator[Report]:
    """Load all whole reports, one after the other, oldest first; those that are known need not be loaded."""
    rows = connection.execute("SELECT * FROM reports ORDER BY period_end, period_start, id").fetchall()
    for row in rows:
        yield known.get(row["id"]) or _head(row, entries(connection, row["id"]).values())


def markup(connection: sqlite3.Connection, report_id: str, title: str) -> str:
    """Load the body of an entry as HTML; "" if only its plain text is known, or it is not stored."""
    row = connection.execute("SELECT markup FROM entries WHERE report = ? AND title = ?", (report_id, title)).fetchone()
    return row["markup"] if row else ""


def entries(connection: sqlite3.Connection, report_id: str, *, markup: bool = False) -> dict[int, Entry]:
    """Load the entries of a report by their ids, in the order of its page; with their markup only if that is wanted."""
    contacts = _parts(connection, "contacts", "name, email", report_id)
    links = _parts(connection, "links", "label, url", report_id)
    sponsors = _parts(connection, "sponsors", "name", report_id)
    tasks = _parts(connection, "tasks", "task", report_id)
    rows = connection.execute(
        "SELECT id, title, category, body, anchor, iif(?, markup, '') FROM entries WHERE report = ? ORDER BY position",
        (markup, report_id),
    )
    return {
        key: Entry(
            title=intern(title),
            category=_shared(category),
            contacts=tuple(Contact(_shared(name), _shared(email)) for name, email in contacts[key]),
            links=tuple(starmap(Link, links[key])),
            sponsors=tuple(name for (name,) in sponsors[key]),
            tasks=tuple(task for (task,) in tasks[key]),
            body=body,
            anchor=anchor,
            markup=html,
        )
        for key, title, category, body, anchor, html in rows
    }


def entry_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Count the entries of each report, by its id."""
    rows = connection.execute("SELECT report, count(*) AS number FROM entries GROUP BY report")
    return {row["report"]: row["number"] for row in rows}


def entry_count(connection: sqlite3.Connection, report_id: str) -> int:
    """Count the entries of a report; none are there if it is not stored."""
    (number,) = connection.execute("SELECT count(*) FROM entries WHERE report = ?", (report_id,)).fetchone()
    return int(number)


def ids_by_report(connection: sqlite3.Connection) -> dict[str, list[int]]:
    """Load the ids of the entries of each report, in the order of its page."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for report_id, entry_id in connection.execute("SELECT report, id FROM entries ORDER BY report, position"):
        found[report_id].append(entry_id)
    return found


def entry_ids(connection: sqlite3.Connection) -> dict[tuple[str, str], int]:
    """Load the id of every entry by its report's id and its title."""
    rows = connection.execute("SELECT report, title, id FROM entries ORDER BY position DESC")
    return {(report_id, title): entry_id for report_id, title, entry_id in rows}


def _head(row: sqlite3.Row, found: Iterable[Entry] = ()) -> Report:
    return Report(
        id=intern(row["id"]),
        title=row["title"],
        period=Period(row["period_start"], row["period_end"]),
        url=row["url"],
        intro=row["intro"],
        format=row["format"],
        entries=tuple(found),
        problems=tuple(json.loads(row["problems"])),
    )


def _shared(text: str | None) -> str | None:
    """Return a text that is the same object wherever it is loaded: names and titles come again and again."""
    return None if text is None else intern(text)


def _parts(connection: sqlite3.Connection, table: str, columns: str, report_id: str) -> defaultdict[int, list[Any]]:
    rows = connection.execute(
        f"SELECT {table}.entry, {columns} FROM entries CROSS JOIN {table} ON {table}.entry = entries.id"  # noqa: S608 - our names
        f" WHERE entries.report = ? ORDER BY {table}.entry, {table}.position",
        (report_id,),
    )
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for entry, *values in rows:
        found[entry].append(values)
    return found
