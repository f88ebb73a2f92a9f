"""The outbox: one row a message and place, and none is lost on the way from an older version."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.store import outbox
from bot.store.database import Database
from bot.store.schema import APPLICATION_ID, MIGRATIONS
from tests.store.samples import report

NOW = datetime(2031, 7, 20, 12, 0, tzinfo=UTC)
HARBOUR, HOOK = ("irc", "net", "#harbour"), ("webhook", "", "harbour")


def test_announcements_of_an_older_version_are_kept_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        MIGRATIONS.apply(connection, stop_before="0009_outbox")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        brought = report("2031-04", "2031-06")
        connection.execute(
            "INSERT INTO reports VALUES (?, 'Report', '2031-04', '2031-06', 'https://example.org/', '', 'x', '[]')",
            (brought.id,),
        )
        rows = [("#a", "confirmed", 0, 3, None), ("#b", "pending", 2, 1, "moderated"), ("#c", "sent", 0, 0, None)]
        stamp = NOW.isoformat()
        connection.executemany(
            "INSERT INTO announcements (report, network, channel, state, attempts, said, created, changed, reason)"
            " VALUES (?, 'net', ?, ?, ?, ?, ?, ?, ?)",
            [(brought.id, *row[:4], stamp, stamp, row[4]) for row in rows],
        )
        connection.commit()
    with Database.open(path) as database:
        found = outbox.of_report(database.reader, brought.id)
    assert [(item.target, item.state, item.attempts, item.said, item.reason) for item in found] == rows
    assert {(item.kind, item.way, item.network, item.created) for item in found} == {("report", "irc", "net", NOW)}


def test_a_message_is_made_once_for_each_place(database: Database) -> None:
    for expected in (2, 0):
        made = database.write_now(
            lambda connection: outbox.add(connection, "report", "report-2031", [HARBOUR, HOOK], NOW)
        )
        assert made == expected
    assert [item.place for item in outbox.unfinished(database.reader)] == [HARBOUR, HOOK]


def test_what_was_withdrawn_is_not_sent_and_stays_so_whatever_became_of_the_line_on_its_way(
    database: Database,
) -> None:
    database.write_now(lambda connection: outbox.add(connection, "report", "report-2031", [HARBOUR, HOOK], NOW))
    one, two = outbox.unfinished(database.reader)
    assert database.write_now(lambda connection: outbox.sending(connection, one.id, NOW))
    assert database.write_now(lambda connection: outbox.withdraw(connection, "report-2031", NOW, "enough")) == 2
    database.write_now(lambda connection: outbox.failed(connection, one.id, NOW, "moderated", 0))
    assert not database.write_now(lambda connection: outbox.sending(connection, two.id, NOW))
    assert {(item.state, item.reason) for item in outbox.of_report(database.reader, "report-2031")} == {
        ("given up", "enough")
    }
    database.write_now(lambda connection: outbox.said(connection, one.id, NOW, 1, last=True))
    assert outbox.of_report(database.reader, "report-2031")[0].state == "confirmed"


def test_what_is_about_one_report_is_not_about_another_whose_name_begins_so(database: Database) -> None:
    subjects = ("report-2031-01-2031-03", "report-2031-01-2031-03 ab12", "report-2031-01-2031-03-special")
    for subject in subjects:
        database.write_now(partial(outbox.add, kind="report", subject=subject, places=[HARBOUR], now=NOW))
    assert [item.subject for item in outbox.of_report(database.reader, subjects[0])] == list(subjects[:2])
    assert {item.report for item in outbox.of_report(database.reader, subjects[0])} == {subjects[0]}
