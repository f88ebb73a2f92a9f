"""Whom the bot does not answer: masks and accounts, some for a time only."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Ignore:
    """A mask `nick!user@host` with * and ?, or `account:NAME`; `until` is None if it is for good."""

    network: str
    mask: str
    reason: str
    until: datetime | None
    set_by: str
    set_at: datetime


def load(reader: sqlite3.Connection) -> tuple[Ignore, ...]:
    """Return all, in the order of their networks and masks."""
    rows = reader.execute("SELECT * FROM ignores ORDER BY network, mask")
    return tuple(
        Ignore(
            row["network"],
            row["mask"],
            row["reason"],
            datetime.fromisoformat(row["until"]) if row["until"] else None,
            row["set_by"],
            datetime.fromisoformat(row["set_at"]),
        )
        for row in rows
    )


def add(connection: sqlite3.Connection, ignore: Ignore) -> None:
    """Ignore somebody, instead of what was said about that mask before; forget those whose time is over."""
    connection.execute("DELETE FROM ignores WHERE until != '' AND until <= ?", (ignore.set_at.isoformat(),))
    connection.execute(
        "INSERT OR REPLACE INTO ignores (network, mask, reason, until, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?)",
        (
            ignore.network,
            ignore.mask,
            ignore.reason,
            ignore.until.isoformat() if ignore.until else "",
            ignore.set_by,
            ignore.set_at.isoformat(),
        ),
    )


def remove(connection: sqlite3.Connection, network: str, mask: str) -> None:
    """Ignore somebody no longer."""
    connection.execute("DELETE FROM ignores WHERE network = ? AND mask = ?", (network, mask))
