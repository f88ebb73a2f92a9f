"""Which reports are news: stored by a run that finished, newer than all that were there before it, and settled.

A report is noted in the transaction that stores it, and becomes news when the run ends. So a run that is killed
loses no news, and a first import, which finds no baseline from an earlier run, makes none even if it takes
several attempts. Drafts are no news.

What the bot finds on a site settles first: it becomes news when it was looked at again and had not changed for some
time. What a person hands in is news at once.
"""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import Report
from bot.store import reports

_MOST = 4  # a year's reports; a run that brings more of them fills the archive and is no news
_RESTARTS = 6
"""After so many times the settling time a report that keeps changing is news all the same."""
_PATIENCE = timedelta(days=1)
"""For so long a report that looks unfinished waits for its rest; one that stays so is as whole as it gets."""


@dataclass(frozen=True, slots=True)
class Settling:
    """A report that is not news yet: read at `origin`, `noticed` then, to be looked at again when `ready`.

    `settle` is for how long it must not have changed. `unfinished` says why it looks as if more were to come, "" if
    it does not.
    """

    report: str
    origin: str
    noticed: datetime
    ready: datetime
    settle: timedelta
    unfinished: str


def notice(
    connection: sqlite3.Connection,
    report: Report,
    now: datetime,
    *,
    origin: str = "",
    settle: timedelta | None = None,
    unfinished: str = "",
) -> None:
    """Note a report that comes out, in the same transaction that stores it, if it may be news.

    It will settle for as long as is said, and while it is `unfinished`, which says why; None: it is news at once.
    """
    row = connection.execute("SELECT period_start, period_end FROM baseline").fetchone()
    if row and (report.period.end, report.period.start) > (row["period_end"], row["period_start"]):
        ready, why = now + (settle or timedelta(0)), unfinished if settle is not None else ""
        connection.execute(
            "INSERT INTO news (report, created, state, origin, settle, ready, unfinished)"
            " VALUES (?, ?, 'noticed', ?, ?, ?, ?)",
            (report.id, now.isoformat(), origin, (ready - now).total_seconds(), ready.isoformat(), why),
        )


def read_again(
    connection: sqlite3.Connection, report_id: str, now: datetime, *, origin: str, changed: bool, unfinished: str
) -> None:
    """Note how a report reads that may still be settling; a change has its time begin anew, but not for ever."""
    for one in _settling(connection, "report = ? AND state IN ('noticed', 'settling')", (report_id,)):
        if changed:
            _look_again(connection, report_id, min(now + one.settle, one.noticed + _RESTARTS * one.settle))
        if changed or origin == one.origin:
            connection.execute("UPDATE news SET unfinished = ? WHERE report = ?", (unfinished, report_id))


def release(connection: sqlite3.Connection, now: datetime, seen: Collection[str] = ()) -> tuple[str, ...]:
    """End a run that has `seen` these documents as they are stored; return the ids of what is news now, oldest first.

    What was noticed settles, or is news if it need not; so is what was settling and is seen to be unchanged.
    """
    from bot import readers  # many libraries, which a bot that imports nothing does without

    newest = next((head for head in reports.heads(connection) if head.format not in readers.DRAFTS), None)
    if newest:
        values = (newest.period.start, newest.period.end)
        connection.execute("INSERT OR REPLACE INTO baseline VALUES (1, ?, ?)", values)
    state = "settling" if len(_reports(connection, "noticed")) <= _MOST else "withdrawn"
    connection.execute("UPDATE news SET state = ? WHERE state = 'noticed'", (state,))
    over = []
    for one in settling(connection):
        handed_in = not (one.settle or one.unfinished)
        if now < one.ready or not (handed_in or one.origin in seen):
            continue
        if one.unfinished and now < one.noticed + _PATIENCE:
            _look_again(connection, one.report, now + one.settle)
        else:
            settle(connection, one.report, "pending")
            over.append(one.report)
    return tuple(over)


def settle(connection: sqlite3.Connection, report_id: str, state: str) -> None:
    """Note what became of news: `pending` its announcement, `fanned out` to who wants it, or `withdrawn`."""
    connection.execute("UPDATE news SET state = ? WHERE report = ?", (state, report_id))


def hurry(connection: sqlite3.Connection, report_id: str) -> None:
    """Have a report that is still settling be news now."""
    connection.execute("UPDATE news SET state = 'pending' WHERE report = ? AND state = 'settling'", (report_id,))


def settling(reader: sqlite3.Connection) -> tuple[Settling, ...]:
    """Return the reports that are still settling, oldest first."""
    return _settling(reader, "state = 'settling'", ())


def pending_news(reader: sqlite3.Connection) -> tuple[str, ...]:
    """Return the ids of the reports that are news and for which no announcements were made yet, oldest first."""
    return _reports(reader, "pending")


def came_out(reader: sqlite3.Connection) -> dict[str, datetime]:
    """Return by report when it was first seen, of those that came out while there was an archive already."""
    rows = reader.execute("SELECT report, created FROM news")
    return {row["report"]: datetime.fromisoformat(row["created"]) for row in rows}


def _look_again(connection: sqlite3.Connection, report_id: str, when: datetime) -> None:
    connection.execute("UPDATE news SET ready = ? WHERE report = ?", (when.isoformat(), report_id))


def _reports(connection: sqlite3.Connection, state: str) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT report FROM news JOIN reports ON reports.id = news.report WHERE state = ?"
        " ORDER BY period_end, period_start",
        (state,),
    )
    return tuple(row["report"] for row in rows)


def _settling(connection: sqlite3.Connection, where: str, values: tuple[str, ...]) -> tuple[Settling, ...]:
    joined = "SELECT news.* FROM news JOIN reports ON reports.id = news.report"
    statement = f"{joined} WHERE {where} ORDER BY period_end, period_start"
    rows = connection.execute(statement, values)
    return tuple(
        Settling(
            row["report"],
            row["origin"],
            datetime.fromisoformat(row["created"]),
            datetime.fromisoformat(row["ready"]),
            timedelta(seconds=row["settle"]),
            row["unfinished"],
        )
        for row in rows
    )
