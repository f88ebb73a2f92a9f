"""Open a database file: refuse what is not ours, back it up before a migration, bring it up to date."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import DatabaseError
from bot.store.faults import explained
from bot.store.schema import APPLICATION_ID, MIGRATIONS


def reader(path: Path) -> sqlite3.Connection:
    """Open a connection that can only read; its rows have names."""
    connection = sqlite3.connect(_address(path, "mode=ro"), uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def writer(path: Path, patience: float) -> sqlite3.Connection:
    """Open the connection that writes, creating or migrating the tables.

    `patience` is how many seconds to wait for another program that is writing. Raises DatabaseError and leaves
    the file as it is if it is not ours, newer than this program, damaged, or not to be opened at all.
    """
    check(path)
    with explained(path):
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA foreign_keys = ON")
            _migrate(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def check(path: Path) -> None:
    """Raise DatabaseError unless `path` is a database of ours and not newer than this program, or may become one."""
    if path.is_dir():
        raise DatabaseError(str(path), "this is a folder, not a database; name a file in it")
    if not path.parent.is_dir():
        raise DatabaseError(str(path), f"the folder {path.parent} does not exist; make it or name another")
    if path.exists():
        with explained(path), closing(_examiner(path)) as connection:
            _refuse_strangers(connection, path)
            _refuse_newer(connection, path)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the right to write from the first statement on; store all of it or, after any error, nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite ends the transaction itself after some errors, a full disk for one
            connection.execute("ROLLBACK")
        raise


def copy(
    connection: sqlite3.Connection, target: Path, check: Callable[[sqlite3.Connection], None] = lambda _: None
) -> None:
    """Write a consistent copy of the database to `target`, which is there whole or not at all.

    Nobody else may read it, as it has the keys of channels. `check` may raise to refuse the copy.
    """
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        with closing(sqlite3.connect(unfinished)) as destination:
            connection.backup(destination)
            destination.execute("PRAGMA journal_mode = DELETE")  # a copy is one file, without a log beside it
            check(destination)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _examiner(path: Path) -> sqlite3.Connection:
    # Opening a database with mode=ro may leave two files beside it; with immutable it leaves none, but then
    # a log that is there would not be read.
    log = path.with_name(f"{path.name}-wal")
    return sqlite3.connect(_address(path, "mode=ro" if log.exists() else "immutable=1"), uri=True)


def _refuse_strangers(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and application != APPLICATION_ID:
        raise DatabaseError(str(path), "this database belongs to another program; name another file")


def _refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS) or MIGRATIONS.unknown(connection):
        raise DatabaseError(
            str(path), "this database was written by a newer version of quarterdeck; update quarterdeck to use it"
        )


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    if not MIGRATIONS.pending(connection):
        return
    with transaction(connection):  # two programs may open a database at once; the second finds nothing to do
        if MIGRATIONS.pending(connection) and MIGRATIONS.applied(connection):
            _back_up(path)
        MIGRATIONS.apply(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _back_up(path: Path) -> None:
    # A connection of its own, as the one that migrates is in a transaction, which keeps other programs out.
    with closing(reader(path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        backup = path.with_name(f"{path.name}.version-{version}.backup")
        try:
            copy(connection, backup)
        except (OSError, sqlite3.Error) as error:
            why = f"this database has to be brought up to date, but its backup {backup.name} cannot be written"
            raise DatabaseError(str(path), f"{why} ({error}); make room beside it and try again") from error


def _address(path: Path, how: str) -> str:
    return f"{path.absolute().as_uri()}?{how}"
