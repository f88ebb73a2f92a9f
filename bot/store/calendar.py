"""Up to which day the calendar of deadlines was looked at, so that no day of it is told twice or missed."""

import sqlite3
from datetime import date


def looked(reader: sqlite3.Connection) -> date | None:
    """Return the last day that was looked at, None if none ever was."""
    row = reader.execute("SELECT looked FROM calendar").fetchone()
    return date.fromisoformat(row["looked"]) if row else None


def look(connection: sqlite3.Connection, today: date) -> None:
    """Note that all days up to this one were looked at."""
    connection.execute("INSERT OR REPLACE INTO calendar VALUES (1, ?)", (today.isoformat(),))
