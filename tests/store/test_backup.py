"""A backup is whole, is taken while others write, and can take the database's place."""

import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.errors import DatabaseError
from bot.store import reports, saving
from bot.store.backup import back_up
from bot.store.database import Database
from tests.store.samples import report


def _stored(path: Path) -> list[str]:
    with Database.open(path, create=False) as database:
        return [head.id for head in reports.heads(database.reader)]


def test_a_backup_holds_what_the_database_holds_and_is_one_file(database: Database, path: Path, tmp_path: Path) -> None:
    database.write_now(lambda connection: saving.save(connection, report()))
    target = tmp_path / "copies" / "monday.db"
    target.parent.mkdir()
    assert back_up(path, target) == target.stat().st_size
    assert [each.name for each in target.parent.iterdir()] == ["monday.db"]
    assert _stored(target) == [report().id]


def test_nobody_else_may_read_a_backup(database: Database, path: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    target.with_name("backup.db.unfinished").touch(mode=0o644)  # as an earlier one that was killed may have left it
    back_up(path, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_backup_taken_while_another_thread_writes_is_consistent(
    database: Database, path: Path, tmp_path: Path
) -> None:
    made, done = threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            each = replace(report(), id=f"report-{number}")
            database.write_now(partial(saving.save, report=each))
            made.set()

    writer = threading.Thread(target=write)
    writer.start()
    made.wait()
    try:
        for _ in range(5):
            back_up(path, tmp_path / "copy.db")
            with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
                assert copy.execute(
                    "SELECT min(n) FROM (SELECT count(entries.id) AS n FROM reports LEFT JOIN entries"
                    " ON report = reports.id GROUP BY reports.id)"
                ).fetchone()[0] == len(report().entries)
    finally:
        done.set()
        writer.join()


def test_a_restored_backup_takes_the_damaged_databases_place(path: Path, tmp_path: Path) -> None:
    with Database.open(path) as database:
        database.write_now(lambda connection: saving.save(connection, report()))
        back_up(path, tmp_path / "copy.db")
    path.write_bytes(b"ruined")
    shutil.copy(tmp_path / "copy.db", path)
    assert _stored(path) == [report().id]


def test_a_damaged_database_does_not_replace_the_last_good_backup(path: Path, tmp_path: Path) -> None:
    with Database.open(path) as database:
        for number in range(40):
            each = replace(report(), id=f"report-{number}")
            database.write_now(partial(saving.save, report=each))
    good = tmp_path / "copy.db"
    back_up(path, good)
    before = good.read_bytes()
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 8192] = b"\xff" * 8192
    path.write_bytes(content)
    with pytest.raises(DatabaseError, match="damaged"):
        back_up(path, good)
    assert good.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("quarterdeck.db", "database itself"),
        ("letters.db", "another program"),
        ("nowhere/copy.db", "does not exist"),
        ("", "a folder"),
    ],
)
def test_a_backup_never_overwrites_anything_but_a_backup(
    database: Database, path: Path, tmp_path: Path, name: str, why: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "letters.db")) as other, other:
        other.execute("CREATE TABLE letters (text TEXT)")
    with pytest.raises(DatabaseError, match=why):
        back_up(path, tmp_path / name)


def test_a_disk_without_room_is_said_and_leaves_nothing_behind(database: Database, path: Path) -> None:
    with pytest.raises(DatabaseError, match="cannot be written"):
        back_up(path, Path("/proc/copy.db"))
