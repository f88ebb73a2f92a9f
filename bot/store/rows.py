"""Many rows with one statement."""

import sqlite3
from collections.abc import Iterable
from itertools import chain, islice

_AT_ONCE = 64  # rows of a large insert

Value = str | int | None


def insert(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: Iterable[tuple[Value, ...]]
) -> None:
    """Insert rows into a table."""
    into, one = _words(table, columns)
    connection.executemany(into + one, rows)


def insert_many(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: Iterable[tuple[Value, ...]]
) -> None:
    """Do the same with thousands of rows, several in a statement.

    Between two rows of `insert` another thread may run, for milliseconds if it has much to do.
    """
    into, one = _words(table, columns)
    several = into + ", ".join([one] * _AT_ONCE)
    left = iter(rows)
    while len(some := list(islice(left, _AT_ONCE))) == _AT_ONCE:
        connection.execute(several, list(chain.from_iterable(some)))
    connection.executemany(into + one, some)


def _words(table: str, columns: tuple[str, ...]) -> tuple[str, str]:
    """Return the beginning of a statement, and what it has for each row."""
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ", f"({', '.join('?' * len(columns))})"  # noqa: S608 - our names
