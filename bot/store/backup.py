"""A copy of the whole database, consistent while the bot goes on, and checked before it counts."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import DatabaseError
from bot.store import opening
from bot.store.faults import explained

_SHOWN = 3


def back_up(path: Path, target: Path) -> int:
    """Write a checked copy of the database at `path` to `target`; return its size in bytes.

    An earlier backup at `target` is replaced once the new one is whole. Raises DatabaseError if the database is
    damaged, or if `target` is anything but a backup or a free name in a folder.
    """
    if target.exists() and path.samefile(target):
        raise DatabaseError(str(target), "this is the database itself; name another file for its backup")
    opening.check(path)
    opening.check(target)
    with explained(path), closing(opening.reader(path)) as connection:
        if faults := damage(connection):
            raise DatabaseError(str(path), f"this database is damaged, so there is no new backup: {'; '.join(faults)}")
        try:
            opening.copy(connection, target, check=_refuse_damage)
        except (OSError, sqlite3.Error) as error:
            why = f"the backup cannot be written ({error}); make room or name another place"
            raise DatabaseError(str(target), why) from error
    return target.stat().st_size


def damage(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with a database by SQLite's own checks, a few sentences at most; none if it is whole."""
    found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_SHOWN})")]
    lost = [
        f"{row[0]} {row[1]} names a missing row of {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")
    ]
    return [fault for fault in found if fault != "ok"] + lost[:_SHOWN]


def _refuse_damage(connection: sqlite3.Connection) -> None:
    if faults := damage(connection):
        raise OSError(f"the copy is not whole: {'; '.join(faults)}")
