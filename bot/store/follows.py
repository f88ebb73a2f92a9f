"""Who follows what: by network and services account, each thing under a key that outlives changes of the archive."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

SubjectKind = Literal["project", "person", "category", "sponsor"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What can be followed: `name` is what it is called, `key` by what it is known again.

    The key of a project is one of its entries, as JSON of report and title; of a person an address, or a name where
    there is none; of a category its name, of a sponsor the words of it.
    """

    kind: SubjectKind
    key: str
    name: str


def follow(connection: sqlite3.Connection, network: str, account: str, subject: Subject, now: datetime) -> None:
    """Note that somebody follows something; `account` as the network compares accounts."""
    connection.execute(
        "INSERT OR IGNORE INTO follows (network, account, kind, key, name, created) VALUES (?, ?, ?, ?, ?, ?)",
        (network, account, subject.kind, subject.key, subject.name, now.isoformat()),
    )


def unfollow(connection: sqlite3.Connection, network: str, account: str, subject: Subject) -> None:
    """Note that somebody does not follow something any more."""
    connection.execute(
        "DELETE FROM follows WHERE (network, account, kind, key) = (?, ?, ?, ?)",
        (network, account, subject.kind, subject.key),
    )


def of(reader: sqlite3.Connection, network: str, account: str) -> tuple[Subject, ...]:
    """Return what somebody follows, in the order in which it was chosen."""
    rows = reader.execute(
        "SELECT kind, key, name FROM follows WHERE (network, account) = (?, ?) ORDER BY id", (network, account)
    )
    return tuple(Subject(row["kind"], row["key"], row["name"]) for row in rows)


def everybody(reader: sqlite3.Connection) -> dict[Subject, list[tuple[str, str]]]:
    """Return each thing that is followed with the network and account of each who follows it."""
    found: dict[Subject, list[tuple[str, str]]] = {}
    for row in reader.execute("SELECT * FROM follows ORDER BY id"):
        subject = Subject(row["kind"], row["key"], row["name"])
        found.setdefault(subject, []).append((row["network"], row["account"]))
    return found
