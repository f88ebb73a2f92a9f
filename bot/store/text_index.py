"""The index of the entries' texts as one row: kept so that a start need not make it anew."""

import sqlite3


def load(connection: sqlite3.Connection, made_of: str) -> bytes | None:
    """Load the index that was made of these entries by this code; None if the stored one was not."""
    row = connection.execute("SELECT content FROM text_index WHERE made_of = ?", (made_of,)).fetchone()
    return row["content"] if row else None


def save(connection: sqlite3.Connection, made_of: str, content: bytes) -> None:
    """Store the index in place of the one before."""
    connection.execute("INSERT OR REPLACE INTO text_index VALUES (1, ?, ?)", (made_of, content))
