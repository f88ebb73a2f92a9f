import asyncio
import gc
import weakref
from pathlib import Path

import pytest

from bot.archive import Archive
from bot.dispatch import Dispatcher
from bot.errors import DatabaseError
from bot.importer import import_documents
from bot.model import Report
from bot.sample import FOLDER
from bot.search.texts import TextIndex
from bot.search.titles import TitleIndex
from bot.sources import files
from bot.store import identity, saving, search
from bot.store.database import Connection, Database
from tests.invented import persons, projects, reports


def store(connection: Connection, *stored: Report) -> None:
    for report in stored:
        saving.save(connection, report)
    keys = {(report.id, entry.title) for report in reports() for entry in report.entries}
    there = {(report.id, entry.title) for report in stored for entry in report.entries}
    assert there <= keys
    identity.save(connection, persons() if there == keys else (), projects() if there == keys else (), "test")


async def test_a_changed_database_is_opened_anew_beside_the_archive_that_answers_meanwhile(tmp_path: Path) -> None:
    with Database.open(tmp_path / "archive.db") as database:
        database.write_now(lambda connection: store(connection, *reports()[:1]))
        bot = Dispatcher(Archive.open(database))
        database.write_now(lambda connection: store(connection, *reports()))
        opening = asyncio.create_task(asyncio.to_thread(Archive.open, database))
        assert bot.ask("lanternfs").reply[0].startswith("Lanternfs: a log-structured file system (Q4 2020")
        bot.archive = await opening
        assert bot.ask("lanternfs").reply[0].startswith("Lanternfs 4.2 (Q1 2021")
        assert bot.ask("who is ada").intent == "contact"


def test_opening_leaves_the_garbage_collector_as_it_was(tmp_path: Path) -> None:
    with Database.open(tmp_path / "archive.db") as database:
        Archive.open(database)
        assert gc.isenabled()
        gc.disable()
        try:
            Archive.open(database)
            assert not gc.isenabled()
        finally:
            gc.enable()


class _Ring:
    """Something that only the garbage collector can free."""

    def __init__(self) -> None:
        self.itself = self


def test_opening_keeps_no_garbage_for_good(tmp_path: Path) -> None:
    with Database.open(tmp_path / "archive.db") as database:
        thrown_away = weakref.ref(_Ring())
        Archive.open(database)
        gc.collect()
        assert thrown_away() is None


def test_the_words_that_an_import_stored_are_not_taken_from_the_texts_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Database.open(tmp_path / "archive.db") as database:
        database.write_now(lambda connection: store(connection, *reports()))
        database.write_now(lambda connection: search.complete(connection, search.unfindable(connection, reports())))
        monkeypatch.setattr(TextIndex, "of", None)
        assert Archive.open(database).find("sharing a slow uplink").hits


def test_a_title_as_it_stands_is_found_by_nothing_that_takes_long_to_make(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TitleIndex, "_spelling", None)
    archive = Archive(reports(), persons(), projects())
    title = archive.newest.entries[0].title
    assert archive.find(title).hits[0].item.entry.title == title
    assert not vars(archive).keys() & {"persons", "sponsors"}


def test_texts_can_be_searched_while_an_import_is_under_way(tmp_path: Path) -> None:
    with Database.open(tmp_path / "archive.db") as database:
        database.write_now(lambda connection: store(connection, *reports()[:1]))
        database.write_now(lambda connection: search.complete(connection, search.unfindable(connection, reports()[:1])))
        database.write_now(lambda connection: store(connection, *reports()))
        assert Archive.open(database).find("sharing a slow uplink").hits


def test_an_archive_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with Database.open(tmp_path / "archive.db") as database:
        (tmp_path / "archive.db").rename(tmp_path / "gone.db")
        with pytest.raises(DatabaseError):
            Archive.open(database)


def test_who_opens_an_archive_first_keeps_its_stems_for_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "quarterdeck.db"
    with Database.open(path) as database:
        import_documents(database, files.documents(FOLDER), named=False)
        first = Archive.open(database)
    monkeypatch.setattr(search, "said", None)
    with Database.open(path) as database:
        again = Archive.open(database)
    found = first.find("file system").hits
    assert found
    assert [hit.item for hit in again.find("file system").hits] == [hit.item for hit in found]
