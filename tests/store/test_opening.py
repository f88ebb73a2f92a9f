"""Which files are opened as a database, and which are refused and left alone."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils

from bot.errors import DatabaseError
from bot.store import opening, saving
from bot.store.database import Database
from bot.store.schema import MIGRATIONS
from tests.store.samples import report

TOO_NEW = "newer version of quarterdeck"


def _change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def _raise_version(path: Path) -> None:
    Database.open(path).close()
    _change(path, "PRAGMA user_version = 99")


def _add_migration(path: Path) -> None:
    Database.open(path).close()
    _change(
        path,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('quarterdeck', '0999_later', '2099')",
    )


def _make_another_programs(path: Path) -> None:
    _change(path, "CREATE TABLE bookmarks (url TEXT)")


def _make_another_programs_with_a_log(path: Path) -> None:
    _change(path, "PRAGMA journal_mode = WAL")
    _change(path, "CREATE TABLE bookmarks (url TEXT)")


def _write_text(path: Path) -> None:
    path.write_text("Not a database, but long enough to look like one. " * 100)


def _cut_off(path: Path) -> None:
    with Database.open(path) as database:
        database.write_now(lambda connection: saving.save(connection, report()))
    path.write_bytes(path.read_bytes()[:20_000])


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (_raise_version, TOO_NEW),
        (_add_migration, TOO_NEW),
        (_make_another_programs, "belongs to another program"),
        (_make_another_programs_with_a_log, "belongs to another program"),
        (_write_text, "not an SQLite database"),
        (_cut_off, "is damaged"),
    ],
)
def test_a_file_that_is_not_ours_to_use_is_refused_and_left_alone(
    path: Path, spoil: Callable[[Path], None], why: str
) -> None:
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match=why):
        Database.open(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="is a folder"):
        Database.open(tmp_path)


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"the folder .*nowhere/here does not exist"):
        Database.open(tmp_path / "nowhere" / "here" / "quarterdeck.db")


def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    Database.open(tmp_path / "data" / "quarterdeck.db").close()
    assert (tmp_path / "data" / "quarterdeck.db").is_file()


def test_a_missing_database_says_how_to_fill_one(path: Path) -> None:
    with pytest.raises(DatabaseError, match="quarterdeck import"):
        Database.open(path, create=False)
    assert not path.exists()


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    Database.open(path).close()
    assert path.stat().st_size > 0


def _make_older(path: Path) -> None:
    older = sqlite_utils.Database(path, execute_plugins=False)
    MIGRATIONS.apply(older.conn, stop_before="0003_news")
    older.execute("PRAGMA application_id = 0x5144434B")
    older.execute("PRAGMA user_version = 2")
    with older.atomic():
        older.execute(
            "INSERT INTO reports VALUES ('report-2031-01-2031-03', '', '2031-01', '2031-03', '', '', '', '[]')"
        )
    older.close()


def test_an_older_database_is_backed_up_and_brought_up_to_date(path: Path) -> None:
    _make_older(path)
    Database.open(path).close()
    with Database.open(path) as database:
        assert database.reader.execute("SELECT count(*) FROM news").fetchone()[0] == 0
        assert database.reader.execute("SELECT count(*) FROM reports").fetchone()[0] == 1
    backup = path.with_name(f"{path.name}.version-2.backup")
    with closing(sqlite3.connect(backup)) as saved:
        assert saved.execute("SELECT count(*) FROM reports").fetchone()[0] == 1
        assert saved.execute("SELECT count(*) FROM sqlite_master WHERE name = 'news'").fetchone()[0] == 0


def test_two_programs_that_bring_a_database_up_to_date_at_once_make_one_backup(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make_older(path)
    original, backups = opening.copy, []

    def slow_copy(connection: sqlite3.Connection, target: Path) -> None:
        backups.append(target.name)
        if len(backups) == 1:
            opened.append(threads.submit(lambda: Database.open(path).close()))
            with pytest.raises(TimeoutError):  # it waits for this one
                opened[0].result(timeout=0.2)
        original(connection, target)

    opened: list[Future[None]] = []
    monkeypatch.setattr(opening, "copy", slow_copy)
    with ThreadPoolExecutor() as threads:
        Database.open(path).close()
        opened[0].result()
    assert backups == [f"{path.name}.version-2.backup"]
    with closing(sqlite3.connect(path.with_name(backups[0]))) as saved:
        assert saved.execute("SELECT count(*) FROM sqlite_master WHERE name = 'news'").fetchone()[0] == 0


def test_without_room_for_the_backup_an_older_database_is_left_alone(path: Path) -> None:
    _make_older(path)
    path.with_name(f"{path.name}.version-2.backup").mkdir()
    with pytest.raises(DatabaseError, match="backup"):
        Database.open(path)
    with closing(sqlite3.connect(path)) as untouched:
        assert untouched.execute("PRAGMA user_version").fetchone()[0] == 2


def test_nothing_is_left_beside_a_closed_database(path: Path) -> None:
    with Database.open(path) as database:
        database.write_now(lambda connection: saving.save(connection, report()))
    assert [file.name for file in path.parent.iterdir()] == [path.name]
