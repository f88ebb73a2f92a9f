"""People and projects in rows: stored whole whenever entries changed, loaded as they were worked out."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from sys import intern
from typing import TypeVar

from bot.model import EntryKey, Person, Project
from bot.store import reports, rows

T = TypeVar("T")


def made_by(connection: sqlite3.Connection) -> str:
    """Return what the stored people and projects were worked out by; empty if entries changed since."""
    (maker,) = connection.execute("SELECT made_by FROM identity").fetchone()
    return str(maker)


def revision(connection: sqlite3.Connection) -> int:
    """Return a number that grows each time that people and projects were worked out after entries changed."""
    (number,) = connection.execute("SELECT revision FROM identity").fetchone()
    return int(number)


def outdate(connection: sqlite3.Connection) -> None:
    """Note that entries changed, in the same transaction."""
    connection.execute("UPDATE identity SET made_by = ''")


def save(connection: sqlite3.Connection, people: Iterable[Person], projects: Iterable[Project], maker: str) -> None:
    """Store people and projects in place of those before; projects are asked for when people are stored."""
    connection.execute("DELETE FROM people")
    connection.execute("DELETE FROM projects")
    ids = reports.entry_ids(connection)
    _save_people(connection, list(people), ids)
    _save_projects(connection, list(projects), ids)
    connection.execute("UPDATE identity SET made_by = ?, revision = revision + 1", (maker,))


def people(connection: sqlite3.Connection) -> list[Person]:
    """Load all people, in the order in which they were stored."""
    names, emails = _texts(connection, "person_names"), _texts(connection, "person_emails")
    entries = _entries(connection, "person_entries")
    return [
        Person(row["id"], names[row["id"]], emails[row["id"]], entries[row["id"]], bool(row["is_team"]))
        for row in connection.execute("SELECT * FROM people ORDER BY position")
    ]


def projects(connection: sqlite3.Connection) -> list[Project]:
    """Load all projects, in the order in which they were stored."""
    titles, entries = _texts(connection, "project_titles"), _entries(connection, "project_entries")
    found = connection.execute("SELECT * FROM projects ORDER BY position")
    return [Project(row["id"], titles[row["id"]], entries[row["id"]]) for row in found]


def _save_people(connection: sqlite3.Connection, found: list[Person], ids: dict[EntryKey, int]) -> None:
    people_rows = ((person.id, position, int(person.is_team)) for position, person in enumerate(found))
    rows.insert(connection, "people", ("id", "position", "is_team"), people_rows)
    _insert(connection, "person", "name", ((person.id, person.names) for person in found))
    _insert(connection, "person", "email", ((person.id, person.emails) for person in found))
    _insert(connection, "person", "entry", ((person.id, [ids[key] for key in person.entries]) for person in found))


def _save_projects(connection: sqlite3.Connection, found: list[Project], ids: dict[EntryKey, int]) -> None:
    project_rows = ((project.id, position) for position, project in enumerate(found))
    rows.insert(connection, "projects", ("id", "position"), project_rows)
    _insert(connection, "project", "title", ((project.id, project.titles) for project in found))
    _insert(connection, "project", "entry", ((project.id, [ids[key] for key in project.entries]) for project in found))


def _insert(
    connection: sqlite3.Connection, owner: str, part: str, found: Iterable[tuple[str, Iterable[rows.Value]]]
) -> None:
    plural = {"name": "names", "email": "emails", "title": "titles", "entry": "entries"}[part]
    numbered = ((key, position, value) for key, values in found for position, value in enumerate(values))
    rows.insert(connection, f"{owner}_{plural}", (owner, "position", part), numbered)


def _texts(connection: sqlite3.Connection, table: str) -> defaultdict[str, tuple[str, ...]]:
    found = connection.execute(f"SELECT * FROM {table} ORDER BY 1, position")  # noqa: S608 - our names
    return _grouped((row[0], row[2]) for row in found)


def _entries(connection: sqlite3.Connection, table: str) -> defaultdict[str, tuple[EntryKey, ...]]:
    found = connection.execute(
        f"SELECT {table}.*, entries.report, entries.title FROM {table}"  # noqa: S608 - our names
        " JOIN entries ON entries.id = entry ORDER BY 1, 2"
    )
    return _grouped((owner, (intern(report), intern(title))) for owner, _, _, report, title in found)


def _grouped(pairs: Iterator[tuple[str, T]]) -> defaultdict[str, tuple[T, ...]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for owner, value in pairs:
        found[owner].append(value)
    return defaultdict(tuple, {owner: tuple(values) for owner, values in found.items()})
