"""Which reports are news: stored by a run that finished, and newer than all that were there before it.

A report is noted in the transaction that stores it, and becomes news when the run ends. So a run that is killed
loses no news, and a first import, which finds no baseline from an earlier run, makes none even if it takes
several attempts. Drafts are no news.
"""

import sqlite3
from datetime import datetime

from bot import readers
from bot.model import Period
from bot.store import reports

_MOST = 4  # a year's reports; a run that brings more of them fills the archive and is no news


def notice(connection: sqlite3.Connection, report_id: str, period: Period, now: datetime) -> None:
    """Note a report that comes out, in the same transaction that stores it, if it may be news."""
    row = connection.execute("SELECT period_start, period_end FROM baseline").fetchone()
    if row and (period.end, period.start) > (row["period_end"], row["period_start"]):
        connection.execute("INSERT INTO news VALUES (?, ?, 'noticed')", (report_id, now.isoformat()))


def release(connection: sqlite3.Connection) -> tuple[str, ...]:
    """End a run: make what was noticed news and return the ids of these reports, oldest first."""
    newest = next((head for head in reports.heads(connection) if head.format not in readers.DRAFTS), None)
    if newest:
        values = (newest.period.start, newest.period.end)
        connection.execute("INSERT OR REPLACE INTO baseline VALUES (1, ?, ?)", values)
    noticed = _reports(connection, "noticed")
    state = "pending" if len(noticed) <= _MOST else "withdrawn"
    connection.execute("UPDATE news SET state = ? WHERE state = 'noticed'", (state,))
    return noticed if state == "pending" else ()


def settle(connection: sqlite3.Connection, report_id: str, state: str) -> None:
    """Note that a report is news no longer: `fanned out` to who wants it, or `withdrawn`."""
    connection.execute("UPDATE news SET state = ? WHERE report = ?", (state, report_id))


def pending_news(reader: sqlite3.Connection) -> tuple[str, ...]:
    """Return the ids of the reports that are news and for which no announcements were made yet, oldest first."""
    return _reports(reader, "pending")


def _reports(connection: sqlite3.Connection, state: str) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT report FROM news JOIN reports ON reports.id = news.report WHERE state = ?"
        " ORDER BY period_end, period_start",
        (state,),
    )
    return tuple(row["report"] for row in rows)
