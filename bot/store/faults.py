"""What an error of SQLite means, in a sentence that says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import DatabaseError

_MEANINGS = {
    "SQLITE_BUSY": "another program keeps writing to this database; try again when it has finished",
    "SQLITE_LOCKED": "another program keeps writing to this database; try again when it has finished",
    "SQLITE_FULL": "the disk is full, so this was not stored; make room and try again",
    "SQLITE_READONLY": "this database cannot be written; check the rights of the file and its folder",
    "SQLITE_CANTOPEN": "this database cannot be opened; check that its folder exists and may be written",
    "SQLITE_PERM": "this database cannot be opened; check the rights of the file and its folder",
    "SQLITE_NOTADB": "this file is not an SQLite database; name another file, or move this one away",
    "SQLITE_CORRUPT": "this database is damaged; put a backup in its place, or move it away and import anew",
    "SQLITE_IOERR": "reading or writing this database failed (is the disk full or broken?); nothing was half stored",
}


@contextmanager
def explained(path: Path | str) -> Iterator[None]:
    """Turn errors of SQLite into a DatabaseError about the database at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise DatabaseError(str(path), _meaning(error)) from error


def _meaning(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", None) or ""
    family = "_".join(name.split("_")[:2])  # SQLITE_IOERR_WRITE is one of SQLITE_IOERR
    return _MEANINGS.get(family, f"SQLite says: {error}")
