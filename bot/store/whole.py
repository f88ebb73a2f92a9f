"""The archive at one moment, with a statement for each table: whoever starts waits for it."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, starmap
from operator import itemgetter
from sys import intern
from typing import Any, TypeVar

from bot.model import Contact, Entry, EntryKey, Link, Person, Project, Report
from bot.store import reports

T = TypeVar("T")
_BY_ID, _THE_OTHERS = itemgetter(0), itemgetter(slice(1, None))


@dataclass(frozen=True, slots=True)
class Whole:
    """All reports with their entries (these without markup), oldest first; people and projects as they were stored."""

    reports: list[Report]
    people: list[Person]
    projects: list[Project]


def load(connection: sqlite3.Connection) -> Whole:
    """Load all that is stored; the connection has to be in a transaction, else it may be of several moments."""
    keys: dict[int, EntryKey] = {}
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry_id, report_id, entry in _entries(connection):
        keys[entry_id] = report_id, entry.title
        found[report_id].append(entry)
    heads = reversed(reports.heads(connection))
    whole = [replace(head, entries=tuple(found[head.id])) for head in heads]
    return Whole(whole, _people(connection, keys), _projects(connection, keys))


def _entries(connection: sqlite3.Connection) -> Iterator[tuple[int, str, Entry]]:
    """Yield the entries of each report in the order of its page, with their ids and their reports'."""
    contact = cache(lambda name, email: Contact(_shared(name), _shared(email)))  # who reports, does so often
    contacts = _parts(connection, "contacts", "entry, name, email", contact)
    links = _parts(connection, "links", "entry, label, url", Link)
    sponsors = _parts(connection, "sponsors", "entry, name", str)
    tasks = _parts(connection, "tasks", "entry, task", str)
    columns = "id, report, title, category, body, anchor"
    for key, report_id, title, category, body, anchor in _rows(connection, "entries", columns, "report, position"):
        parts = contacts.get(key, ()), links.get(key, ()), sponsors.get(key, ()), tasks.get(key, ())
        yield key, intern(report_id), Entry(intern(title), _shared(category), *parts, body, anchor)


def _people(connection: sqlite3.Connection, keys: Mapping[int, EntryKey]) -> list[Person]:
    names = _parts(connection, "person_names", "person, name", str)
    emails = _parts(connection, "person_emails", "person, email", str)
    entries = _parts(connection, "person_entries", "person, entry", keys.__getitem__)
    return [
        Person(key, names.get(key, ()), emails.get(key, ()), entries.get(key, ()), bool(is_team))
        for key, is_team in _rows(connection, "people", "id, is_team", "position")
    ]


def _projects(connection: sqlite3.Connection, keys: Mapping[int, EntryKey]) -> list[Project]:
    titles = _parts(connection, "project_titles", "project, title", intern)
    entries = _parts(connection, "project_entries", "project, entry", keys.__getitem__)
    return [
        Project(key, titles.get(key, ()), entries.get(key, ()))
        for (key,) in _rows(connection, "projects", "id", "position")
    ]


def _parts(
    connection: sqlite3.Connection, table: str, columns: str, make: Callable[..., T]
) -> dict[Any, tuple[T, ...]]:
    """Return what belongs to the same thing, by the id of that, the first column; the others make one part."""
    rows = _rows(connection, table, columns, "1, position")
    return {key: tuple(starmap(make, map(_THE_OTHERS, several))) for key, several in groupby(rows, _BY_ID)}


def _rows(connection: sqlite3.Connection, table: str, columns: str, order: str) -> Iterator[tuple[Any, ...]]:
    cursor = connection.cursor()
    cursor.row_factory = None  # names would only be in the way
    return cursor.execute(f"SELECT {columns} FROM {table} ORDER BY {order}")  # noqa: S608 - our names


def _shared(text: str | None) -> str | None:
    """Return a text that is the same object wherever it is loaded."""
    return None if text is None else intern(text)
