"""What is to be said where, and what became of it: one row a message and place, whatever it is about."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["report", "correction", "deadline", "follow"]
State = Literal["pending", "sent", "confirmed", "given up"]
Place = tuple[str, str, str]
"""The way out (`irc`, `webhook`, `person`), the network there (empty where there is none), and the name in it.

The name of a person is the account.
"""
PERSON = "person"


_COUNTS = "SELECT state, count(*) AS number FROM outbox GROUP BY state"


@dataclass(frozen=True, slots=True)
class Item:
    """One message for one place.

    `subject` is the report's id, for a correction with the version after a blank, or the deadline. `lines` and
    `notice` are settled when the first of them is said, and stay whatever changes meanwhile; None: not yet.
    It is `sent` only while a line is on its way, so one that is found so at the start may have been seen or not.
    `said` is how many of its lines are known to have got through; `attempts` how often the next one failed, and
    `doubts` how often nobody knows whether it did. `ordered`: somebody said "now". `changed` is when anything of
    this last changed.
    """

    id: int
    kind: Kind
    subject: str
    way: str
    network: str
    target: str
    state: State
    ordered: bool
    attempts: int
    doubts: int
    said: int
    lines: tuple[str, ...] | None
    notice: bool
    created: datetime
    changed: datetime
    reason: str | None

    @property
    def place(self) -> Place:
        """Return where it goes."""
        return (self.way, self.network, self.target)

    @property
    def private(self) -> bool:
        """Tell whether it is a note to a person, of which nobody else is to know."""
        return self.way == PERSON

    @property
    def whom(self) -> str:
        """Return its target as a log may name it."""
        return "somebody" if self.private else self.target

    @property
    def report(self) -> str:
        """Return the id of the report that it is about."""
        return self.subject.partition(" ")[0]


def add(
    connection: sqlite3.Connection,
    kind: Kind,
    subject: str,
    places: Iterable[Place],
    now: datetime,
    *,
    ordered: bool = False,
) -> int:
    """Make a message for each place that has none on this subject; return how many that were."""
    stamp = now.isoformat()
    before = connection.total_changes
    connection.executemany(
        "INSERT OR IGNORE INTO outbox (kind, subject, way, network, target, state, ordered, created, changed)"
        " VALUES (?, ?, ?, ?, ?, 'pending', ?, ?, ?)",
        [(kind, subject, *place, ordered, stamp, stamp) for place in places],
    )
    return connection.total_changes - before


def order(connection: sqlite3.Connection, report_id: str, version: str, places: Iterable[Place], now: datetime) -> int:
    """Have a report said now in each place: for the first time, again if that was given up, or as corrected.

    Where it was said in another `version` it is a correction. Returns in how many places there is something to say.
    """
    return sum(_order(connection, report_id, version, place, now) for place in places)


def _order(connection: sqlite3.Connection, report_id: str, version: str, place: Place, now: datetime) -> int:
    said = connection.execute(
        "SELECT version FROM outbox WHERE kind = 'report' AND subject = ? AND (way, network, target) = (?, ?, ?)"
        " AND state = 'confirmed'",
        (report_id, *place),
    ).fetchone()
    if said and said["version"] == version:
        return 0
    kind: Kind = "correction" if said else "report"
    subject = f"{report_id} {version}" if said else report_id
    if add(connection, kind, subject, [place], now, ordered=True):
        return 1
    return connection.execute(
        "UPDATE outbox SET state = CASE state WHEN 'sent' THEN state ELSE 'pending' END, ordered = 1, attempts = 0,"
        " doubts = CASE state WHEN 'given up' THEN 0 ELSE doubts END,"
        " lines = CASE said WHEN 0 THEN NULL ELSE lines END, created = ?, changed = ?, reason = NULL"
        " WHERE kind = ? AND subject = ? AND (way, network, target) = (?, ?, ?) AND state != 'confirmed'",
        (now.isoformat(), now.isoformat(), kind, subject, *place),
    ).rowcount


def withdraw(connection: sqlite3.Connection, report_id: str, now: datetime, reason: str) -> int:
    """Give up whatever is still to be said about a report, notes too; return in how many places, without people."""
    given_up = (
        "UPDATE outbox SET state = 'given up', changed = ?, reason = ?"
        " WHERE state IN ('pending', 'sent') AND (subject = ? OR subject LIKE ? || ' %') AND kind IN "
    )
    values = (now.isoformat(), reason, report_id, report_id)
    connection.execute(f"{given_up} ('follow')", values)
    return connection.execute(f"{given_up} ('report', 'correction')", values).rowcount


def unfinished(reader: sqlite3.Connection) -> tuple[Item, ...]:
    """Return what is pending, or sent and not confirmed, oldest first."""
    return _load(reader, "WHERE state IN ('pending', 'sent') ORDER BY id", ())


def of_report(reader: sqlite3.Connection, report_id: str) -> tuple[Item, ...]:
    """Return everything about a report but notes to people, in the order in which it was made."""
    where = "WHERE kind != 'follow' AND (subject = ? OR subject LIKE ? || ' %') ORDER BY id"
    return _load(reader, where, (report_id, report_id))


def newest(reader: sqlite3.Connection, most: int) -> tuple[Item, ...]:
    """Return what changed last, but notes to people, newest first, at most so many."""
    return _load(reader, "WHERE kind != 'follow' ORDER BY changed DESC, id DESC LIMIT ?", (most,))


def waiting(reader: sqlite3.Connection, way: str) -> list[Place]:
    """Return the places where something is still to be said by a way out, each once."""
    found = reader.execute(
        "SELECT DISTINCT network, target FROM outbox WHERE state IN ('pending', 'sent') AND way = ?", (way,)
    )
    return [(way, row["network"], row["target"]) for row in found]


def counts(reader: sqlite3.Connection) -> dict[str, int]:
    """Count what is in each state."""
    return {row["state"]: row["number"] for row in reader.execute(_COUNTS)}


def settle(
    connection: sqlite3.Connection, item_id: int, now: datetime, lines: Sequence[str], *, notice: bool, version: str
) -> None:
    """Settle what exactly is said, before the first line of it is; `version` is that of the report."""
    text = json.dumps(lines, ensure_ascii=False)
    _note(connection, item_id, "lines = ?, notice = ?, version = ?", (text, notice, version), now)


def sending(connection: sqlite3.Connection, item_id: int, now: datetime) -> bool:
    """Note that the next line is on its way; False if it must not be, as the message was withdrawn."""
    return _note(connection, item_id, "state = 'sent'", (), now, only="('pending', 'sent')")


def said(connection: sqlite3.Connection, item_id: int, now: datetime, lines: int, *, last: bool) -> None:
    """Note how many lines got through; `last`: those are all."""
    state = "'confirmed'" if last else "CASE state WHEN 'given up' THEN state ELSE 'pending' END"
    _note(connection, item_id, f"state = {state}, said = ?, attempts = 0, doubts = 0, reason = NULL", (lines,), now)


def failed(connection: sqlite3.Connection, item_id: int, now: datetime, reason: str, doubts: int) -> None:
    """Note that a line did not get through, or that this is in doubt, and why; it is to be tried again."""
    what = "state = 'pending', attempts = attempts + 1, doubts = ?, reason = ?"
    _note(connection, item_id, what, (doubts, reason), now, only="('pending', 'sent')")


def give_up(connection: sqlite3.Connection, item_id: int, now: datetime, reason: str) -> None:
    """Note that it is not tried again, and why."""
    _note(connection, item_id, "state = 'given up', reason = ?", (reason,), now, only="('pending', 'sent')")


def _note(
    connection: sqlite3.Connection,
    item_id: int,
    what: str,
    values: tuple[object, ...],
    now: datetime,
    only: str = "('pending', 'sent', 'given up')",
) -> bool:
    statement = f"UPDATE outbox SET {what}, changed = ? WHERE id = ? AND state IN {only}"  # noqa: S608 - all ours
    return connection.execute(statement, (*values, now.isoformat(), item_id)).rowcount > 0


def _load(reader: sqlite3.Connection, where: str, values: tuple[object, ...]) -> tuple[Item, ...]:
    rows = reader.execute(f"SELECT * FROM outbox {where}", values)  # noqa: S608 - `where` is ours
    return tuple(
        Item(
            id=row["id"],
            kind=row["kind"],
            subject=row["subject"],
            way=row["way"],
            network=row["network"],
            target=row["target"],
            state=row["state"],
            ordered=bool(row["ordered"]),
            attempts=row["attempts"],
            doubts=row["doubts"],
            said=row["said"],
            lines=None if row["lines"] is None else tuple(json.loads(row["lines"])),
            notice=bool(row["notice"]),
            created=datetime.fromisoformat(row["created"]),
            changed=datetime.fromisoformat(row["changed"]),
            reason=row["reason"],
        )
        for row in rows
    )
