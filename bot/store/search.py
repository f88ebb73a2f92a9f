"""Full text search (FTS5) over the titles, texts and names of entries."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import Entry
from bot.store import rows


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that has the words: its id, how well it fits (higher is better) and the text around them."""

    entry: int
    score: float
    excerpt: str


def add(connection: sqlite3.Connection, entries: Iterable[tuple[int, Entry]]) -> None:
    """Make entries, with their ids, findable."""
    rows.insert(
        connection,
        "entry_search",
        ("rowid", "title", "body", "names"),
        ((entry_id, entry.title, _text(entry), _names(entry)) for entry_id, entry in entries),
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


def _text(entry: Entry) -> str:
    return "\n".join((entry.body, *entry.tasks))


def _names(entry: Entry) -> str:
    contacts = (f"{contact.name or ''} {contact.email or ''}" for contact in entry.contacts)
    return "\n".join((*contacts, *entry.sponsors, entry.category or ""))
