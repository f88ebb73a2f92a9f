"""Who changed what is written down with the change, or neither is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.errors import DatabaseError
from bot.store import audit, ignores
from bot.store.audit import Deed
from bot.store.database import Connection, Database
from bot.store.ignores import Ignore

NOW = datetime(2025, 12, 17, 12, tzinfo=UTC)
DEED = Deed(NOW, "account:alice", "al", "lab", "#c", "channel set style", "digest", "entries")
IGNORE = Ignore("lab", "eve!*@*", "flood", NOW + timedelta(hours=1), "account:alice", NOW)


def test_the_newest_deeds_come_first(database: Database) -> None:
    deeds = [replace(DEED, at=NOW + timedelta(minutes=minute), command=f"c{minute}") for minute in range(5)]
    for deed in deeds:
        database.write_now(partial(audit.note, deed=deed))
    assert audit.latest(database.reader, 2) == (deeds[4], deeds[3])
    assert audit.latest(database.reader, 99) == tuple(reversed(deeds))


def test_a_change_and_its_deed_are_one(database: Database) -> None:
    def change(connection: Connection) -> int:
        ignores.add(connection, IGNORE)
        return 7

    def broken(connection: Connection) -> None:
        ignores.add(connection, replace(IGNORE, mask="ben!*@*"))
        connection.execute("INSERT INTO nowhere VALUES (1)")

    assert database.write_now(audit.noted(change, DEED)) == 7
    assert database.write_now(audit.noted(change, None)) == 7
    with pytest.raises(DatabaseError):
        database.write_now(audit.noted(broken, DEED))
    assert audit.latest(database.reader, 9) == (DEED,)
    assert ignores.load(database.reader) == (IGNORE,)


def test_ignores_whose_time_is_over_go_with_the_next_one(database: Database) -> None:
    later = NOW + timedelta(hours=2)
    for each in (
        IGNORE,
        replace(IGNORE, mask="a!*@*", until=None),
        replace(IGNORE, mask="b!*@*", until=None, set_at=later),
    ):
        database.write_now(partial(ignores.add, ignore=each))
    assert [each.mask for each in ignores.load(database.reader)] == ["a!*@*", "b!*@*"]
