"""Many rows in one statement."""

import sqlite3
from collections.abc import Iterable
from itertools import chain, islice

_MOST_VALUES = 30_000  # of one statement; SQLite's own limit is 32,766

Value = str | int | None


def insert(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: Iterable[tuple[Value, ...]]
) -> None:
    """Insert rows into a table.

    Other threads run during a statement but hardly between two, so that one statement a row would hold up,
    and be held up by, the thread that reads documents.
    """
    left = iter(rows)
    one = f"({', '.join('?' * len(columns))})"
    while chunk := list(islice(left, _MOST_VALUES // len(columns))):
        connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * len(chunk))}",  # noqa: S608 - our names
            list(chain.from_iterable(chunk)),
        )
