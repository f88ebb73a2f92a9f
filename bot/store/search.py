"""Full text search (FTS5): which words the entries say, and how often.

SQLite takes the texts apart when an import ends. Whoever searches reads all words at once and
asks them in memory, which is several times as fast as asking SQLite for each question; the first one to do so keeps
their stems, so that the next start is quicker.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice

from bot.model import Entry, Report
from bot.store import reports, stems

TABLES = """
    -- a point belongs to a word, so that versions stay whole
    CREATE VIRTUAL TABLE entry_search USING fts5 (
        text, tokenize = "unicode61 remove_diacritics 2 tokenchars '.'"
    );
    CREATE VIRTUAL TABLE entry_words USING fts5vocab (entry_search, instance);
"""
_GATHERED = "SELECT term, group_concat(doc) FROM entry_words GROUP BY term"
_LEFT = "SELECT id FROM entries WHERE id NOT IN (SELECT id FROM entry_search_docsize)"
_MADE_FINDABLE = "INSERT INTO entry_search (rowid, text) SELECT CAST(key AS INTEGER), value FROM json_each(?)"
_AT_ONCE = 1000  # entries a statement, during which other threads work
_GATHERS = 4 * 1024 * 1024  # bytes in memory before the index is written to; more than a statement's words take
_GROUP_BITS = 7  # of each byte of a number, as SQLite writes numbers of any size


@dataclass(frozen=True, slots=True)
class Said:
    """The words of all texts.

    `words` are in lower case, with points within and around them, each with the ids of the entries that say it,
    joined by commas and repeated as often as they do; they can be gone through once, while the connection is open.
    `lengths` are numbers of words by entry id.
    """

    words: Iterable[tuple[str, str]]
    lengths: dict[int, int]


def text_of(entry: Entry) -> str:
    """Return all that an entry says, its title twice.

    What is stored was made by the code of its time: a migration that empties the table has to come with a change.
    """
    contacts = (contact.name or "" for contact in entry.contacts)
    links = (f"{link.label or ''} {link.url}" for link in entry.links)
    return " ".join((entry.title, entry.title, *contacts, *links, *entry.sponsors, *entry.tasks, entry.body))


def is_complete(connection: sqlite3.Connection) -> bool:
    """Tell whether all stored entries are findable, as they are after each import that came to its end."""
    return connection.execute(_LEFT).fetchone() is None


def unfindable(connection: sqlite3.Connection, stored: Iterable[Report]) -> list[tuple[int, Entry]]:
    """Return the entries of the stored reports that are not findable, with their ids."""
    left = {entry_id for (entry_id,) in connection.execute(_LEFT)}
    ids = reports.ids_by_report(connection)
    numbered = chain.from_iterable(zip(ids[report.id], report.entries, strict=True) for report in stored)
    return [(entry_id, entry) for entry_id, entry in numbered if entry_id in left]


def complete(connection: sqlite3.Connection, left: Sequence[tuple[int, Entry]]) -> None:
    """Make what was `unfindable` findable; other threads can work meanwhile, as SQLite does it with few statements."""
    _insert(connection, left)
    if left:
        stems.outdate(connection)


def remove(connection: sqlite3.Connection, entry_ids: Iterable[int]) -> None:
    """Make entries unfindable."""
    if gone := [(entry_id,) for entry_id in entry_ids]:
        connection.executemany("DELETE FROM entry_search WHERE rowid = ?", gone)
        stems.outdate(connection)


def said(connection: sqlite3.Connection) -> Said:
    """Load the words of all entries that are findable."""
    return Said(connection.execute(_GATHERED), lengths(connection))


def said_by(entries: Iterable[Entry]) -> Said:
    """Return the words of entries that are in no database; their ids count from 0."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(TABLES)
        _insert(connection, enumerate(entries))
        return Said(connection.execute(_GATHERED).fetchall(), lengths(connection))


def lengths(connection: sqlite3.Connection) -> dict[int, int]:
    """Load how many words each findable entry has, by its id."""
    sizes = connection.execute("SELECT id, sz FROM entry_search_docsize")
    return {entry_id: _number(size) for entry_id, size in sizes}


def _insert(connection: sqlite3.Connection, numbered: Iterable[tuple[int, Entry]]) -> None:
    connection.execute("INSERT INTO entry_search (entry_search, rank) VALUES ('hashsize', ?)", (_GATHERS,))
    # SQLite ends a text of JSON at a zero character, which parts words as a blank does
    texts = ((entry_id, text_of(entry).replace("\0", " ")) for entry_id, entry in numbered)
    while some := dict(islice(texts, _AT_ONCE)):
        connection.execute(_MADE_FINDABLE, (json.dumps(some),))


def _number(size: bytes) -> int:
    number = 0
    for byte in size:
        number = number << _GROUP_BITS | byte & (1 << _GROUP_BITS) - 1
    return number
