"""Full text search (FTS5) over the titles, texts and names of entries.

Entries that are stored become findable all at once when an import ends, which SQLite does while other threads
work; what was corrected or removed is not found any more at once.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

_CONTACT = "ifnull(name, '') || ' ' || ifnull(email, '')"


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that has the words: its id, how well it fits (higher is better) and the text around them."""

    entry: int
    score: float
    excerpt: str


def complete(connection: sqlite3.Connection) -> None:
    """Make all entries findable that are not, in one statement, which leaves Python to other threads."""
    connection.execute(
        "INSERT INTO entry_search (rowid, title, body, names) SELECT id, title,"  # noqa: S608 - our names
        f" body || {_listed('task', 'tasks')},"
        f" ifnull(category, '') || {_listed(_CONTACT, 'contacts')} || {_listed('name', 'sponsors')}"
        " FROM entries WHERE id NOT IN (SELECT rowid FROM entry_search)"
    )


def remove(connection: sqlite3.Connection, entry_ids: Iterable[int]) -> None:
    """Make entries unfindable."""
    connection.executemany("DELETE FROM entry_search WHERE rowid = ?", [(entry_id,) for entry_id in entry_ids])


def find(reader: sqlite3.Connection, words: Iterable[str], limit: int) -> list[Found]:
    """Return the entries that have all of the words (or other forms of them), best first.

    A word in the title weighs most, one in a name more than one in the text.
    """
    query = " ".join('"' + word.replace('"', '""') + '"' for word in words)
    if not query:
        return []
    found = reader.execute(
        "SELECT rowid, bm25(entry_search, 10, 1, 3) AS cost, snippet(entry_search, 1, '', '', '…', 24) AS excerpt"
        " FROM entry_search WHERE entry_search MATCH ? ORDER BY cost LIMIT ?",
        (query, limit),
    )
    return [Found(row["rowid"], -row["cost"], row["excerpt"]) for row in found]


def _listed(value: str, table: str) -> str:
    """Return the SQL for the values that an entry has in a table, each on a line of its own."""
    return f"ifnull((SELECT group_concat(char(10) || {value}, '') FROM {table} WHERE entry = entries.id), '')"  # noqa: S608 - our names
