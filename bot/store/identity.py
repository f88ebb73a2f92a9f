"""People and projects in rows: stored whole whenever entries changed, loaded as they were worked out."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from bot.model import EntryKey, Person, Project
from bot.store import reports

T = TypeVar("T")


def made_by(connection: sqlite3.Connection) -> str:
    """Return what the stored people and projects were worked out by; empty if entries changed since."""
    (maker,) = connection.execute("SELECT made_by FROM identity").fetchone()
    return str(maker)


def outdate(connection: sqlite3.Connection) -> None:
    """Note that entries changed, in the same transaction."""
    connection.execute("UPDATE identity SET made_by = ''")


def save(connection: sqlite3.Connection, people: Iterable[Person], projects: Iterable[Project], maker: str) -> None:
    """Store people and projects in place of those before."""
    connection.execute("DELETE FROM people")
    connection.execute("DELETE FROM projects")
    ids = reports.entry_ids(connection)
    _save_people(connection, list(people), ids)
    _save_projects(connection, list(projects), ids)
    connection.execute("UPDATE identity SET made_by = ?", (maker,))


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
    rows = connection.execute("SELECT * FROM projects ORDER BY position")
    return [Project(row["id"], titles[row["id"]], entries[row["id"]]) for row in rows]


def _save_people(connection: sqlite3.Connection, found: list[Person], ids: dict[EntryKey, int]) -> None:
    connection.executemany(
        "INSERT INTO people (id, position, is_team) VALUES (?, ?, ?)",
        [(person.id, position, person.is_team) for position, person in enumerate(found)],
    )
    _insert(connection, "person_names", ((person.id, person.names) for person in found))
    _insert(connection, "person_emails", ((person.id, person.emails) for person in found))
    _insert(connection, "person_entries", ((person.id, _known(person.entries, ids)) for person in found))


def _save_projects(connection: sqlite3.Connection, found: list[Project], ids: dict[EntryKey, int]) -> None:
    connection.executemany(
        "INSERT INTO projects (id, position) VALUES (?, ?)",
        [(project.id, position) for position, project in enumerate(found)],
    )
    _insert(connection, "project_titles", ((project.id, project.titles) for project in found))
    _insert(connection, "project_entries", ((project.id, _known(project.entries, ids)) for project in found))


def _known(keys: Iterable[EntryKey], ids: dict[EntryKey, int]) -> list[int]:
    return [ids[key] for key in keys]


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[str, Iterable[str | int]]]) -> None:
    connection.executemany(
        f"INSERT INTO {table} VALUES (?, ?, ?)",  # noqa: S608 - our names
        [(owner, position, value) for owner, values in rows for position, value in enumerate(values)],
    )


def _texts(connection: sqlite3.Connection, table: str) -> defaultdict[str, tuple[str, ...]]:
    rows = connection.execute(f"SELECT * FROM {table} ORDER BY 1, position")  # noqa: S608 - our names
    return _grouped((row[0], row[2]) for row in rows)


def _entries(connection: sqlite3.Connection, table: str) -> defaultdict[str, tuple[EntryKey, ...]]:
    rows = connection.execute(
        f"SELECT {table}.*, entries.report, entries.title FROM {table}"  # noqa: S608 - our names
        " JOIN entries ON entries.id = entry ORDER BY 1, 2"
    )
    return _grouped((row[0], (row["report"], row["title"])) for row in rows)


def _grouped(pairs: Iterator[tuple[str, T]]) -> defaultdict[str, tuple[T, ...]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for owner, value in pairs:
        found[owner].append(value)
    return defaultdict(tuple, {owner: tuple(values) for owner, values in found.items()})
