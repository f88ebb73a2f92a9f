"""What is to be announced where, and what became of it: one row a report, network and channel."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["pending", "sent", "confirmed", "given up"]


@dataclass(frozen=True, slots=True)
class Announcement:
    """One report in one channel.

    It is `sent` only while a line is on its way, so one that is found so at the start may have been seen or not.
    `said` is how many of its lines are known to have got through, `attempts` how often that failed, `changed`
    when anything of this last changed.
    """

    id: int
    report: str
    network: str
    channel: str
    state: State
    attempts: int
    said: int
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


def sending(connection: sqlite3.Connection, announcement_id: int, now: datetime) -> None:
    """Note that the next line of an announcement is on its way."""
    _note(connection, announcement_id, "state = 'sent'", (), now)


def said(connection: sqlite3.Connection, announcement_id: int, now: datetime, lines: int, *, last: bool) -> None:
    """Note how many lines got through; `last`: those are all."""
    state = "confirmed" if last else "pending"
    _note(connection, announcement_id, "state = ?, said = ?, attempts = 0, reason = NULL", (state, lines), now)


def failed(connection: sqlite3.Connection, announcement_id: int, now: datetime, reason: str) -> None:
    """Note that a line did not get through, or that nobody knows, and why; it is to be tried again."""
    _note(connection, announcement_id, "state = 'pending', attempts = attempts + 1, reason = ?", (reason,), now)


def _note(
    connection: sqlite3.Connection, announcement_id: int, what: str, values: tuple[object, ...], now: datetime
) -> None:
    connection.execute(
        f"UPDATE announcements SET {what}, changed = ? WHERE id = ?",  # noqa: S608 - `what` is ours
        (*values, now.isoformat(), announcement_id),
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
            said=row["said"],
            created=datetime.fromisoformat(row["created"]),
            changed=datetime.fromisoformat(row["changed"]),
            reason=row["reason"],
        )
        for row in rows
    )
