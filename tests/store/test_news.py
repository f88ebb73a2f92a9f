"""What is news: new, newer than all before, brought by a run that came to its end, and settled."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.store import news, saving
from bot.store.database import Connection, Database
from tests.store.samples import report

NOW = datetime(2031, 7, 20, 12, 0, tzinfo=UTC)
NOON_AND_A_QUARTER = NOW + timedelta(minutes=15)
NEW, PAGE = report("2031-04", "2031-06"), "https://www.example.org/status/report-2031-04-2031-06/"


def store(database: Database, start: str, end: str) -> None:
    brought = report(start, end)

    def work(connection: Connection) -> None:
        saving.save(connection, brought)
        news.notice(connection, brought, NOW)

    database.write_now(work)


def finish(database: Database) -> tuple[str, ...]:
    return database.write_now(partial(news.release, now=NOW))


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


def settles(database: Database, *, minutes: int = 15, unfinished: str = "") -> None:
    """Have a run of a site bring a new report at noon."""

    def work(connection: Connection) -> None:
        saving.save(connection, NEW)
        settle = timedelta(minutes=minutes)
        news.notice(connection, NEW, NOW, origin=PAGE, settle=settle, unfinished=unfinished)

    database.write_now(work)
    assert look(database, 0) == ()


def look(database: Database, minutes: int, *, changed: bool | None = None, unfinished: str = "") -> tuple[str, ...]:
    """End a run so many minutes after noon that has seen the page, read anew unless `changed` is None."""
    now = NOW + timedelta(minutes=minutes)

    def work(connection: Connection) -> tuple[str, ...]:
        if changed is not None:
            news.read_again(connection, NEW.id, now, origin=PAGE, changed=changed, unfinished=unfinished)
        return news.release(connection, now, {PAGE})

    return database.write_now(work)


def test_what_settles_is_news_when_it_is_seen_unchanged_after_its_time(database: Database) -> None:
    settles(database)
    assert [(one.report, one.ready) for one in news.settling(database.reader)] == [(NEW.id, NOON_AND_A_QUARTER)]
    assert look(database, 14) == ()
    assert news.pending_news(database.reader) == ()
    assert look(database, 15) == (NEW.id,)
    assert news.pending_news(database.reader) == (NEW.id,)
    assert news.settling(database.reader) == ()


def test_what_is_not_seen_again_goes_on_settling(database: Database) -> None:
    settles(database)
    assert database.write_now(partial(news.release, now=NOW + timedelta(days=3), seen={"elsewhere"})) == ()
    assert len(news.settling(database.reader)) == 1


def test_a_change_has_the_time_begin_anew_but_not_for_ever(database: Database) -> None:
    settles(database)
    assert look(database, 10, changed=True) == ()
    assert look(database, 20) == ()
    assert look(database, 25) == (NEW.id,)


def test_what_keeps_changing_is_news_after_six_times_the_time(database: Database) -> None:
    settles(database)
    assert [look(database, minutes, changed=True) for minutes in (14, 28, 42, 56, 70, 84)] == [()] * 6
    assert look(database, 90, changed=True) == (NEW.id,)


def test_what_is_unfinished_waits_for_its_rest_and_then_settles(database: Database) -> None:
    settles(database, unfinished="the page is cut off before its end")
    assert look(database, 15) == ()
    assert [one.ready for one in news.settling(database.reader)] == [NOW + timedelta(minutes=30)]
    assert look(database, 30, changed=True) == ()
    assert look(database, 45) == (NEW.id,)


def test_what_stays_unfinished_is_as_whole_as_it_gets_after_a_day(database: Database) -> None:
    settles(database, unfinished="2 of 4 listed entries are missing")
    assert look(database, 23 * 60, changed=False, unfinished="2 of 4 listed entries are missing") == ()
    assert look(database, 24 * 60) == (NEW.id,)


def test_what_only_has_to_be_finished_is_news_with_the_look_that_finds_it_so(database: Database) -> None:
    settles(database, minutes=0, unfinished="the page is cut off before its end")
    assert look(database, 1) == ()
    assert look(database, 2, changed=False) == (NEW.id,)


def test_another_form_of_a_report_does_not_tell_whether_the_one_on_the_site_is_finished(database: Database) -> None:
    settles(database, unfinished="the page is cut off before its end")

    def work(connection: Connection) -> None:
        news.read_again(connection, NEW.id, NOW, origin="elsewhere", changed=False, unfinished="")

    database.write_now(work)
    assert look(database, 15) == ()


def test_what_a_killed_run_noticed_settles_for_the_time_that_it_said(database: Database) -> None:
    def work(connection: Connection) -> None:
        saving.save(connection, NEW)
        news.notice(connection, NEW, NOW, origin=PAGE, settle=timedelta(minutes=15))

    database.write_now(work)
    assert database.write_now(partial(news.release, now=NOW + timedelta(minutes=1))) == ()
    assert look(database, 15) == (NEW.id,)


def test_what_a_person_hands_in_is_news_at_once_though_it_looks_unfinished(database: Database) -> None:
    def work(connection: Connection) -> tuple[str, ...]:
        saving.save(connection, NEW)
        news.notice(connection, NEW, NOW, origin=PAGE, unfinished="the page is cut off before its end")
        return news.release(connection, NOW)

    assert database.write_now(work) == (NEW.id,)


def test_a_hurry_makes_news_of_what_settles_and_of_nothing_else(database: Database) -> None:
    settles(database)
    database.write_now(partial(news.hurry, report_id=NEW.id))
    assert news.pending_news(database.reader) == (NEW.id,)
    database.write_now(partial(news.settle, report_id=NEW.id, state="withdrawn"))
    database.write_now(partial(news.hurry, report_id=NEW.id))
    assert news.pending_news(database.reader) == ()
