"""Many rows in one statement."""

import sqlite3
from collections.abc import Iterable
from itertools import chain, islice

_MOST_VALUES = 30_000  # of one statement; SQLite's own limit is 32,766

Value = str | int | None


def insert(
    connection: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[Value, ...]],
    most: int | None = None,
) -> None:
    """Insert rows into a table, at most so many in a statement.

    Other threads run during a statement but hardly between two, so that where others work few large ones are faster.
    Where none do, small ones are, as SQLite knows a statement again.
    """
    left = iter(rows)
    one = f"({', '.join('?' * len(columns))})"
    while chunk := list(islice(left, most or _MOST_VALUES // len(columns))):
        connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * len(chunk))}",  # noqa: S608 - our names
            list(chain.from_iterable(chunk)),
        )
