"""The database file in use: transactions, other programs, a full disk."""

import resource
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import DatabaseError
from bot.store import reports, saving
from bot.store.database import Connection, Database, throwaway
from tests.store.samples import report


def titles(database: Database) -> list[str]:
    return [head.id for head in reports.heads(database.reader)]


def test_what_is_written_can_be_read_at_once(database: Database) -> None:
    database.write_now(lambda connection: saving.save(connection, report()))
    assert titles(database) == ["report-2031-01-2031-03"]


async def test_writing_in_the_event_loop_returns_what_the_work_returns(database: Database) -> None:
    changes = await database.write(lambda connection: saving.save(connection, report()))
    assert changes.new


def test_an_error_leaves_nothing_of_its_transaction_behind(database: Database) -> None:
    def fail(connection: Connection) -> None:
        saving.save(connection, report())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.write_now(fail)
    assert titles(database) == []
    database.write_now(lambda connection: saving.save(connection, report()))
    assert len(titles(database)) == 1


def test_the_reading_connection_cannot_write(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        database.reader.execute("DELETE FROM reports")


def test_foreign_keys_hold(database: Database) -> None:
    with pytest.raises(DatabaseError, match="FOREIGN KEY"):
        database.write_now(lambda connection: connection.execute("INSERT INTO tasks VALUES (1, 0, 'nobody')"))


def test_a_change_by_another_program_is_noticed_once(database: Database, path: Path) -> None:
    assert not database.changed()
    with Database.open(path) as other:
        other.write_now(lambda connection: saving.save(connection, report()))
    assert database.changed()
    assert not database.changed()


def test_another_program_that_keeps_writing_is_named_as_the_reason(database: Database, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match=r"another program keeps writing.*try again"):
            database.write_now(lambda connection: saving.save(connection, report()))
        other.execute("ROLLBACK")
    database.write_now(lambda connection: saving.save(connection, report()))


def test_two_programs_may_make_the_same_new_database_at_once(path: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        opened = [each.result() for each in [threads.submit(_open_and_close, path) for _ in range(4)]]
    assert opened == [True] * 4


def _open_and_close(path: Path) -> bool:
    Database.open(path, patience=5).close()
    return True


def test_a_database_that_cannot_grow_keeps_what_it_has_and_takes_more_later(database: Database) -> None:
    database.write_now(lambda connection: saving.save(connection, report()))
    used = database.reader.execute("PRAGMA page_count").fetchone()[0]
    _without_transaction(database, f"PRAGMA max_page_count = {used}")
    large = report("2031-04", "2031-06")
    with pytest.raises(DatabaseError, match=r"disk is full.*not stored"):
        database.write_now(lambda connection: saving.save(connection, replace(large, intro="x" * 1_000_000)))
    assert titles(database) == ["report-2031-01-2031-03"]
    _without_transaction(database, "PRAGMA max_page_count = 1000000")
    database.write_now(lambda connection: saving.save(connection, large))
    assert len(titles(database)) == 2


def _without_transaction(database: Database, statement: str) -> None:
    database._thread.submit(lambda: database._writer.execute(statement).fetchall()).result()


def test_a_file_that_may_not_grow_is_one_clear_error_and_stays_whole(path: Path) -> None:
    Database.open(path).close()
    done = subprocess.run(
        (sys.executable, "-c", _FILL, path),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert "disk full or broken" in done.stdout
    with Database.open(path) as database:
        assert database.reader.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert all(stored.entries for stored in reports.load_all(database.reader))


_FILL = """
import sys
from dataclasses import replace
from pathlib import Path
from bot.errors import DatabaseError
from bot.store import saving
from bot.store.database import Database
from tests.store.samples import report

with Database.open(Path(sys.argv[1])) as database:
    try:
        for year in range(1990, 2090):
            large = replace(report(f"{year}-01", f"{year}-03"), intro="x" * 10_000)
            database.write_now(lambda connection: saving.save(connection, large))
    except DatabaseError as error:
        print(error)
"""


def test_a_throwaway_copy_leaves_the_original_as_it_is(database: Database, path: Path) -> None:
    database.write_now(lambda connection: saving.save(connection, report()))
    with throwaway(path) as copy:
        assert len(titles(copy)) == 1
        copy.write_now(lambda connection: saving.save(connection, report("2031-04", "2031-06")))
        assert len(titles(copy)) == 2
    assert len(titles(database)) == 1


def test_a_throwaway_database_makes_no_file(path: Path) -> None:
    with throwaway(path) as copy:
        assert titles(copy) == []
    assert not path.exists()
