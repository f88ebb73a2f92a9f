"""Who follows what, and that an older database loses neither its news nor its outbox on the way to that."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.store import follows, news, outbox
from bot.store.database import Database
from bot.store.follows import Subject
from bot.store.schema import APPLICATION_ID, MIGRATIONS
from tests.store.samples import report

NOW = datetime(2031, 7, 20, 12, 0, tzinfo=UTC)
LAMP, PORTS = Subject("project", '["report-2031", "Lamp"]', "lamp"), Subject("category", "Ports", "Ports")


def test_follows_are_of_one_account_on_one_network(database: Database) -> None:
    for network, account, subject in [("a", "eve", LAMP), ("a", "eve", PORTS), ("b", "eve", PORTS), ("a", "eve", LAMP)]:
        work = partial(follows.follow, network=network, account=account, subject=subject, now=NOW)
        database.write_now(work)
    assert follows.of(database.reader, "a", "eve") == (LAMP, PORTS)
    assert follows.everybody(database.reader) == {LAMP: [("a", "eve")], PORTS: [("a", "eve"), ("b", "eve")]}
    database.write_now(partial(follows.unfollow, network="a", account="eve", subject=PORTS))
    assert follows.everybody(database.reader) == {LAMP: [("a", "eve")], PORTS: [("b", "eve")]}


def test_an_older_database_keeps_its_news_and_its_outbox(tmp_path: Path) -> None:
    path, brought, stamp = tmp_path / "old.db", report("2031-04", "2031-06"), NOW.isoformat()
    with closing(sqlite3.connect(path)) as connection:
        MIGRATIONS.apply(connection, stop_before="0011_settling")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(
            "INSERT INTO reports VALUES (?, 'Report', '2031-04', '2031-06', 'https://example.org/', '', 'x', '[]')",
            (brought.id,),
        )
        connection.execute("INSERT INTO news VALUES (?, ?, 'pending')", (brought.id, stamp))
        connection.execute(
            "INSERT INTO outbox (kind, subject, way, network, target, state, said, created, changed)"
            " VALUES ('report', ?, 'irc', 'net', '#harbour', 'sent', 2, ?, ?)",
            (brought.id, stamp, stamp),
        )
        connection.commit()
    with Database.open(path) as database:
        assert news.pending_news(database.reader) == (brought.id,)
        (item,) = outbox.of_report(database.reader, brought.id)
        assert (item.target, item.state, item.said) == ("#harbour", "sent", 2)
        made = partial(outbox.add, kind="follow", subject=brought.id, places=[("person", "net", "eve")], now=NOW)
        assert database.write_now(made) == 1
        assert outbox.waiting(database.reader, "person") == [("person", "net", "eve")]
        assert outbox.of_report(database.reader, brought.id) == (item,)
        assert outbox.newest(database.reader, 9) == (item,)
