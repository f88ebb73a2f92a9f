"""Who changed what from IRC: one row a deed, written in the same transaction as the change itself."""

import sqlite3
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Deed:
    """One change; `who` is an account, a certificate or a hostmask, `channel` empty where it is about none.

    `before` and `after` are as people read them, empty where there is nothing to tell.
    """

    at: datetime
    who: str
    nick: str
    network: str
    channel: str
    command: str
    before: str = ""
    after: str = ""


def note(connection: sqlite3.Connection, deed: Deed) -> None:
    """Write a deed down."""
    connection.execute(
        "INSERT INTO audit (at, who, nick, network, channel, command, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (deed.at.isoformat(), *astuple(deed)[1:]),
    )


def noted(change: Callable[[sqlite3.Connection], T], deed: Deed | None) -> Callable[[sqlite3.Connection], T]:
    """Return the work that makes a change and writes down who made it, both or neither; None: nobody in particular."""

    def work(connection: sqlite3.Connection) -> T:
        if deed:
            note(connection, deed)
        return change(connection)

    return work


def latest(reader: sqlite3.Connection, count: int) -> tuple[Deed, ...]:
    """Return the last deeds, newest first."""
    rows = reader.execute("SELECT * FROM audit ORDER BY id DESC LIMIT ?", (count,))
    return tuple(
        Deed(
            datetime.fromisoformat(row["at"]),
            row["who"],
            row["nick"],
            row["network"],
            row["channel"],
            row["command"],
            row["before"],
            row["after"],
        )
        for row in rows
    )
