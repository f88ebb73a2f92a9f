"""What is news: new, newer than all before, and brought by a run that came to its end."""

from datetime import UTC, datetime

import pytest

from bot.store import news, saving
from bot.store.database import Connection, Database
from tests.store.samples import report

NOW = datetime(2031, 7, 20, 12, 0, tzinfo=UTC)


def store(database: Database, start: str, end: str) -> None:
    brought = report(start, end)

    def work(connection: Connection) -> None:
        saving.save(connection, brought)
        news.notice(connection, brought.id, brought.period, NOW)

    database.write_now(work)


def finish(database: Database) -> tuple[str, ...]:
    return database.write_now(news.release)


@pytest.fixture(autouse=True)
def first_import(database: Database) -> None:
    store(database, "2030-10", "2030-12")
    store(database, "2031-01", "2031-03")
    assert finish(database) == ()


def test_a_newer_report_is_news_when_its_run_ends(database: Database) -> None:
    store(database, "2031-04", "2031-06")
    assert news.pending_news(database.reader) == ()
    assert finish(database) == ("report-2031-04-2031-06",)
    assert news.pending_news(database.reader) == ("report-2031-04-2031-06",)


def test_news_stay_news_until_they_are_fanned_out(database: Database) -> None:
    store(database, "2031-04", "2031-06")
    finish(database)
    assert finish(database) == ()
    report_id = "report-2031-04-2031-06"
    assert news.pending_news(database.reader) == (report_id,)
    database.write_now(lambda connection: news.settle(connection, report_id, "fanned out"))
    assert news.pending_news(database.reader) == ()


def test_an_older_report_is_no_news(database: Database) -> None:
    store(database, "2029-10", "2029-12")
    assert finish(database) == ()


def test_a_killed_run_loses_no_news(database: Database) -> None:
    store(database, "2031-04", "2031-06")  # and then nothing more of this run
    store(database, "2031-07", "2031-09")
    assert finish(database) == ("report-2031-04-2031-06", "report-2031-07-2031-09")


def test_many_new_reports_at_once_are_a_backfill_and_no_news(database: Database) -> None:
    for year in range(2032, 2037):
        store(database, f"{year}-01", f"{year}-03")
    assert finish(database) == ()
    assert news.pending_news(database.reader) == ()


def test_a_first_import_that_takes_two_attempts_makes_no_news(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Database.open(tmp_path_factory.mktemp("second") / "quarterdeck.db") as database:
        store(database, "2030-10", "2030-12")  # killed here
        store(database, "2031-01", "2031-03")
        assert finish(database) == ()


def test_a_report_that_is_noticed_twice_is_one_news(database: Database) -> None:
    store(database, "2031-04", "2031-06")
    again = report("2031-04", "2031-06")
    assert not database.write_now(lambda connection: saving.save(connection, again)).new
    assert finish(database) == (again.id,)
