"""What is to be announced where, and what became of it: one row a report, network and channel."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["pending", "sent", "confirmed", "given up"]


@dataclass(frozen=True, slots=True)
class Announcement:
    """One report in one channel; `changed` is when `state` last became what it is, `attempts` how often it was sent."""

    id: int
    report: str
    network: str
    channel: str
    state: State
    attempts: int
    created: datetime
    changed: datetime
    reason: str | None


def fan_out(connection: sqlite3.Connection, report_id: str, targets: Iterable[tuple[str, str]], now: datetime) -> int:
    """Make an announcement of a report for each network and channel that has none; return how many that were.

    The report is news no longer, whatever `targets` are.
    """
    stamp = now.isoformat()
    before = connection.total_changes
    connection.executemany(
        "INSERT OR IGNORE INTO announcements (report, network, channel, state, created, changed)"
        " VALUES (?, ?, ?, 'pending', ?, ?)",
        [(report_id, network, channel, stamp, stamp) for network, channel in targets],
    )
    made = connection.total_changes - before
    connection.execute("UPDATE news SET state = 'fanned out' WHERE report = ?", (report_id,))
    return made


def unfinished(reader: sqlite3.Connection) -> tuple[Announcement, ...]:
    """Return the announcements that are pending, or sent and not confirmed, oldest first."""
    return _load(reader, "WHERE state IN ('pending', 'sent') ORDER BY id", ())


def of_report(reader: sqlite3.Connection, report_id: str) -> tuple[Announcement, ...]:
    """Return all announcements of a report, in the order in which they were made."""
    return _load(reader, "WHERE report = ? ORDER BY id", (report_id,))


def mark(
    connection: sqlite3.Connection, announcement_id: int, state: State, now: datetime, reason: str | None = None
) -> None:
    """Note what became of an announcement; each time that it is sent counts as an attempt."""
    connection.execute(
        "UPDATE announcements SET state = ?, changed = ?, reason = ?, attempts = attempts + ? WHERE id = ?",
        (state, now.isoformat(), reason, state == "sent", announcement_id),
    )


def _load(reader: sqlite3.Connection, where: str, values: tuple[str, ...]) -> tuple[Announcement, ...]:
    rows = reader.execute(f"SELECT * FROM announcements {where}", values)  # noqa: S608 - `where` is ours
    return tuple(
        Announcement(
            id=row["id"],
            report=row["report"],
            network=row["network"],
            channel=row["channel"],
            state=row["state"],
            attempts=row["attempts"],
            created=datetime.fromisoformat(row["created"]),
            changed=datetime.fromisoformat(row["changed"]),
            reason=row["reason"],
        )
        for row in rows
    )
