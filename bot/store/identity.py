"""People and projects in rows: stored whole whenever entries changed."""

import sqlite3
from collections.abc import Iterable, Sequence

from bot.model import EntryKey, Person, Project
from bot.store import reports, rows


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


def save(connection: sqlite3.Connection, people: Sequence[Person], projects: Sequence[Project], maker: str) -> None:
    """Store people and projects in place of those before."""
    connection.execute("DELETE FROM people")
    connection.execute("DELETE FROM projects")
    ids = reports.entry_ids(connection)
    _save_people(connection, people, ids)
    _save_projects(connection, projects, ids)
    connection.execute("UPDATE identity SET made_by = ?, revision = revision + 1", (maker,))


def _save_people(connection: sqlite3.Connection, found: Sequence[Person], ids: dict[EntryKey, int]) -> None:
    people_rows = ((person.id, position, int(person.is_team)) for position, person in enumerate(found))
    rows.insert_many(connection, "people", ("id", "position", "is_team"), people_rows)
    _insert(connection, "person", "name", ((person.id, person.names) for person in found))
    _insert(connection, "person", "email", ((person.id, person.emails) for person in found))
    _insert(connection, "person", "entry", ((person.id, [ids[key] for key in person.entries]) for person in found))


def _save_projects(connection: sqlite3.Connection, found: Sequence[Project], ids: dict[EntryKey, int]) -> None:
    project_rows = ((project.id, position) for position, project in enumerate(found))
    rows.insert_many(connection, "projects", ("id", "position"), project_rows)
    _insert(connection, "project", "title", ((project.id, project.titles) for project in found))
    _insert(connection, "project", "entry", ((project.id, [ids[key] for key in project.entries]) for project in found))


def _insert(
    connection: sqlite3.Connection, owner: str, part: str, found: Iterable[tuple[str, Iterable[rows.Value]]]
) -> None:
    plural = {"name": "names", "email": "emails", "title": "titles", "entry": "entries"}[part]
    numbered = ((key, position, value) for key, values in found for position, value in enumerate(values))
    rows.insert_many(connection, f"{owner}_{plural}", (owner, "position", part), numbered)
