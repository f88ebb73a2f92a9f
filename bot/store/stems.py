"""Which entries say a stem how often, kept in the shape in which it is searched: to gather that takes half a start."""

import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

TABLE = """
    -- one row: all stems, and the entries of each in turn
    CREATE TABLE stems (
        revision INTEGER NOT NULL,  -- grows with every change of entries
        made_by TEXT NOT NULL,  -- the code that knows what a stem is; empty: they are to be gathered
        stems TEXT NOT NULL,  -- with blanks between them
        starts BLOB NOT NULL,  -- in 32 bits: where the entries of each stem begin, and where the last one's end
        entries BLOB NOT NULL,  -- in 32 bits
        counts BLOB NOT NULL  -- in 8 bits
    ) STRICT;
    INSERT INTO stems VALUES (0, '', '', x'', x'', x'');
"""


@dataclass(frozen=True, slots=True)
class Stems:
    """All stems: of the one at place n, `entries` has the ids from `starts[n]` to the next, `counts` how often each."""

    stems: Sequence[str]
    starts: Sequence[int]
    entries: Sequence[int]
    counts: bytes


def load(connection: sqlite3.Connection, maker: str) -> Stems | None:
    """Load the stems; None if they are to be gathered, as entries changed or other code made them."""
    row = connection.execute("SELECT stems, starts, entries, counts FROM stems WHERE made_by = ?", (maker,)).fetchone()
    if row is None:
        return None
    starts, entries = (memoryview(row[name]).cast("I") for name in ("starts", "entries"))
    return Stems(row["stems"].split(" "), starts, entries, row["counts"])


def revision(connection: sqlite3.Connection) -> int:
    """Return a number that grows with every change of entries."""
    (number,) = connection.execute("SELECT revision FROM stems").fetchone()
    return int(number)


def save(connection: sqlite3.Connection, maker: str, found: Stems, *, seen: int) -> None:
    """Keep the stems of all entries of a revision that was seen, if it is still that."""
    starts, entries = (array("I", numbers).tobytes() for numbers in (found.starts, found.entries))
    connection.execute(
        "UPDATE stems SET made_by = ?, stems = ?, starts = ?, entries = ?, counts = ? WHERE revision = ?",
        (maker, " ".join(found.stems), starts, entries, found.counts, seen),
    )


def outdate(connection: sqlite3.Connection) -> None:
    """Note that entries changed, in the same transaction."""
    connection.execute(
        "UPDATE stems SET revision = revision + 1, made_by = '', stems = '', starts = x'', entries = x'', counts = x''"
    )
