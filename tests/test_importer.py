"""Documents into the archive: what is stored, what is left alone, and what is said about it."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot import report_json
from bot.crawl import take_site
from bot.errors import DatabaseError, SourceError
from bot.importer import Import, import_documents
from bot.model import Document, Entry, Report
from bot.readers import DRAFTS, READERS
from bot.sample import FOLDER
from bot.sources import files
from bot.store import identity, news, reports, saving, search, whole
from bot.store.database import Database
from bot.summary import Note, Summary
from tests.golden import ARCHIVE, needs_archive, report_ids
from tests.sources.site import Site
from tests.store.samples import BEACON, ROPES, TIDES, report

BEST, WORST = READERS[0].FORMAT, READERS[-1].FORMAT
SAMPLE = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "quarterdeck.db") as opened:
        yield opened


def document(content: Report, origin: str = "report.json") -> Document:
    """Return a document that is read as just this report."""
    return Document(origin, report_json.to_line(content).encode())


def take(database: Database, *contents: Report) -> Summary:
    return import_documents(database, [document(content, f"{number}.json") for number, content in enumerate(contents)])


def counts(summary: Summary) -> tuple[int, int, int]:
    return summary.count("new"), summary.count("changed"), summary.count("unchanged")


def stored(database: Database) -> list[Report]:
    return list(reports.load_all(database.reader))


def test_a_folder_of_pages_is_read_whole_and_the_second_time_nothing_is_new(database: Database) -> None:
    first = import_documents(database, files.documents(FOLDER))
    before = stored(database)
    second = import_documents(database, files.documents(FOLDER))
    assert counts(first) == (len(SAMPLE), 0, 0)
    assert counts(second) == (0, 0, len(SAMPLE))
    assert first.entries == second.entries == sum(len(each.entries) for each in before)
    assert stored(database) == before


def test_people_and_projects_are_in_place_after_an_import(database: Database) -> None:
    import_documents(database, files.documents(FOLDER))
    entries = {(each.id, entry.title) for each in stored(database) for entry in each.entries}
    assert {key for project in whole.load(database.reader).projects for key in project.entries} == entries
    assert whole.load(database.reader).people
    assert identity.revision(database.reader) == 1
    import_documents(database, files.documents(FOLDER))
    assert identity.revision(database.reader) == 1


def test_every_entry_can_be_searched_for_after_an_import_that_was_cut_short_before(database: Database) -> None:
    Import(database).take(document(report()))  # which never comes to its end
    database.write_now(lambda _: None)  # works are done in their order: the report is stored
    assert not search.is_complete(database.reader)
    take(database, report(), report("2031-04", "2031-06"))
    assert search.is_complete(database.reader)
    assert len(search.said(database.reader).lengths) == 2 * len(report().entries)


def test_people_and_projects_are_of_what_another_program_stored_meanwhile(database: Database) -> None:
    run = Import(database)
    run.take(document(report()))
    database.write_now(lambda _: None)  # the report is stored
    corrected = replace(report(), entries=(BEACON, replace(ROPES, title="Rope Splices"), TIDES))
    with Database.open(database.path) as other:
        other.write_now(lambda connection: saving.save(connection, corrected))
    run.finish()
    titles = {title for project in whole.load(database.reader).projects for title in project.titles}
    assert titles == {entry.title for entry in corrected.entries}


def test_people_and_projects_follow_a_correction(database: Database) -> None:
    take(database, report())
    take(database, replace(report(), entries=(BEACON, replace(ROPES, title="Rope Splices"), TIDES)))
    titles = {title for project in whole.load(database.reader).projects for title in project.titles}
    assert "Rope Splices" in titles
    assert "Rope Splicing" not in titles


def test_a_report_that_changed_names_the_entries_that_did(database: Database) -> None:
    take(database, report())
    corrected = replace(report(), entries=(BEACON, replace(ROPES, body="Corrected."), Entry("Buoys"), TIDES))
    summary = take(database, corrected)
    assert counts(summary) == (0, 1, 0)
    (changes,) = summary.changes.values()
    assert (changes.changed, changes.added) == (("Rope Splicing",), ("Buoys",))
    assert stored(database) == [corrected]


def test_the_best_form_of_a_report_wins_in_whatever_order_they_come(database: Database) -> None:
    best = replace(report(form=BEST), intro="from the best form")
    worst = replace(report(form=WORST), intro="from the worst form")
    for contents in ((worst, best), (best, worst)):
        summary = take(database, *contents)
        assert stored(database) == [best]
        assert [note.what for note in summary.skipped] == [f"a better form of the report is stored ({BEST})"]


DRAFT = next(reader.FORMAT for reader in READERS if reader.FORMAT in DRAFTS)
NINE_MONTHS = replace(report("2031-01", "2031-09", form=BEST), intro="three quarters in the harbour")
QUARTER = report("2031-04", "2031-06", form=DRAFT)


@pytest.mark.parametrize("contents", [(NINE_MONTHS, QUARTER), (QUARTER, NINE_MONTHS)])
def test_a_draft_is_no_report_beside_the_one_in_which_it_came_out(
    database: Database, contents: tuple[Report, ...]
) -> None:
    for content in contents:
        import_documents(database, [document(content, f"{content.id}.json")])
    assert stored(database) == [NINE_MONTHS]
    assert len(search.said(database.reader).lengths) == len(NINE_MONTHS.entries)
    assert {title for project in whole.load(database.reader).projects for title in project.titles} == {
        entry.title for entry in NINE_MONTHS.entries
    }
    again = import_documents(database, [document(content, f"{content.id}.json") for content in contents])
    assert counts(again) == (0, 0, 1)
    assert again.skipped == [Note(f"{QUARTER.id}.json:1", f"a better form of the report is stored ({BEST})")]


@pytest.mark.parametrize("contents", [(NINE_MONTHS, QUARTER), (QUARTER, NINE_MONTHS)])
def test_a_run_tells_of_the_drafts_that_came_out(database: Database, contents: tuple[Report, ...]) -> None:
    summary = take(database, *contents)
    assert (counts(summary), summary.entries) == ((1, 0, 0), len(NINE_MONTHS.entries))
    assert [note.about for note in summary.skipped] == [f"{contents.index(QUARTER)}.json:1"]


def test_a_draft_on_months_of_which_no_report_came_out_is_one(database: Database) -> None:
    beside = report("2031-07", "2031-09", form=DRAFT)
    summary = take(database, QUARTER, beside, report("2031-01", "2031-03", form=BEST))
    assert counts(summary) == (3, 0, 0)


def test_two_published_reports_may_overlap(database: Database) -> None:
    assert counts(take(database, NINE_MONTHS, report("2031-04", "2031-06", form=WORST))) == (2, 0, 0)


def test_two_forms_in_one_run_make_one_new_report(database: Database) -> None:
    summary = take(database, report(form=WORST), replace(report(form=BEST), intro="better"))
    assert counts(summary) == (1, 0, 0)


def test_a_better_form_that_says_the_same_changes_only_where_it_is_from(database: Database) -> None:
    take(database, report(form=WORST))
    take(database, report(form=BEST))
    assert stored(database) == [report(form=BEST)]


def test_other_copies_of_a_report_do_not_hide_behind_what_was_read_before(database: Database) -> None:
    one, other = report(), replace(report(), intro="another copy")
    import_documents(database, [document(one, "one.json")])
    import_documents(database, [document(other, "other.json")])
    assert counts(import_documents(database, [document(one, "one.json")])) == (0, 1, 0)
    assert stored(database) == [one]


def test_a_report_that_lost_most_of_its_entries_looks_broken_and_is_not_taken(database: Database) -> None:
    take(database, report())
    summary = take(database, replace(report(), entries=(BEACON,)))
    assert [note.what for note in summary.unreadable] == [
        "it has only 1 of the 3 entries that are stored; it looks broken and was not taken"
    ]
    assert stored(database) == [report()]
    assert counts(take(database, replace(report(), entries=(BEACON, ROPES)))) == (0, 1, 0)


def test_what_is_no_report_is_an_error_where_somebody_says_it_is_one(database: Database) -> None:
    shopping = Document("shopping.txt", b"eggs\nrope\n")
    named = import_documents(database, [shopping])
    come_across = import_documents(database, [shopping], named=False)
    assert [note.about for note in named.unreadable] == ["shopping.txt"]
    assert [note.about for note in come_across.skipped] == ["shopping.txt"]
    assert not come_across.unreadable
    assert stored(database) == []


@pytest.mark.parametrize(
    "origin", ["status/report-2031-04-2031-06.html", "report-2001-06.txt", "report-2031-04-2031-06/index.html"]
)
def test_what_is_called_a_report_and_is_none_is_an_error_wherever_it_was_found(database: Database, origin: str) -> None:
    summary = import_documents(database, [Document(origin, b"eggs"), document(report())], named=False)
    assert [note.about for note in summary.unreadable] == [origin]
    assert stored(database) == [report()]


def test_a_line_of_an_export_that_is_cut_off_is_an_error_and_the_others_are_stored(database: Database) -> None:
    lines = report_json.to_line(report()) + '\n{"id": "report-2031-04-2031-06", "title": "cut o'
    summary = import_documents(database, [Document("export.jsonl", lines.encode())])
    assert [note.about for note in summary.unreadable] == ["export.jsonl:2"]
    assert stored(database) == [report()]


def test_what_could_not_be_fetched_is_told_and_the_rest_is_stored(database: Database) -> None:
    summary = import_documents(database, [SourceError("a.html", "cannot be read: gone"), document(report())])
    assert summary.unreadable == [Note("a.html", "cannot be read: gone")]
    assert counts(summary) == (1, 0, 0)


def test_problems_are_told_again_although_nothing_is_read_again(database: Database) -> None:
    doubtful = replace(report(), problems=("no contacts where there should be some",))
    first, second = take(database, doubtful), take(database, doubtful)
    assert first.problems == second.problems == [Note("0.json:1", "no contacts where there should be some")]


def test_an_export_is_a_document_of_many_reports(database: Database) -> None:
    both = [report(), report("2031-04", "2031-06")]
    lines = "\n".join(report_json.to_line(each) for each in both) + "\n"
    summary = import_documents(database, [Document("export.jsonl", lines.encode())])
    assert counts(summary) == (2, 0, 0)
    assert stored(database) == both


def test_only_what_a_later_run_brings_is_news(database: Database) -> None:
    take(database, report(), report("2031-04", "2031-06"))
    assert news.pending_news(database.reader) == ()
    assert take(database, report("2030-10", "2030-12")).news == ()
    assert take(database, replace(report(), intro="corrected")).news == ()
    assert take(database, report("2031-07", "2031-09")).news == ("report-2031-07-2031-09",)


def test_a_draft_is_no_news_and_its_report_is_when_it_comes_out(database: Database) -> None:
    take(database, report("2031-01", "2031-03"))
    assert take(database, QUARTER).news == ()
    assert take(database, replace(QUARTER, format=BEST, intro="published")).news == (QUARTER.id,)
    assert take(database, replace(QUARTER, format=BEST, intro="corrected")).news == ()


def test_a_database_that_cannot_take_a_report_ends_the_run(database: Database) -> None:
    run = Import(database)
    database._thread.submit(lambda: database._writer.execute("PRAGMA query_only = ON")).result()
    with pytest.raises(DatabaseError, match="cannot be written"):
        run.take(document(report()))


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    started = await Site().start()
    started.put_folder(FOLDER)
    links = (f'<a href="{path.removesuffix("index.html")}">{path}</a>' for path in SAMPLE)
    started.pages["/"] = "\n".join(links).encode()
    yield started
    assert started.server is not None
    await started.server.close()


async def crawl(database: Database, site: Site) -> Summary:
    run = Import(database)
    await take_site(run, site.website(run.pages, path="/"))
    return run.finish()


async def test_a_site_is_imported_whole_and_asked_only_for_what_changed_after_that(
    database: Database, site: Site
) -> None:
    assert counts(await crawl(database, site)) == (len(SAMPLE), 0, 0)
    site.sent.clear()
    assert counts(await crawl(database, site)) == (0, 0, len(SAMPLE))
    assert site.sent == []


async def test_an_index_page_that_lists_fewer_reports_deletes_none(database: Database, site: Site) -> None:
    await crawl(database, site)
    site.pages["/"] = f'<a href="{SAMPLE[0]}">one</a>'.encode()
    await crawl(database, site)
    assert len(stored(database)) == len(SAMPLE)


async def test_a_site_gets_the_last_word_after_another_copy_of_a_report(database: Database, site: Site) -> None:
    await crawl(database, site)
    (first, *_) = before = stored(database)
    take(database, replace(first, intro="another copy"))
    assert counts(await crawl(database, site)) == (0, 1, len(SAMPLE) - 1)
    assert stored(database) == before


async def test_a_page_that_is_the_same_under_another_tag_is_sent_once_more_and_not_again(
    database: Database, site: Site
) -> None:
    await crawl(database, site)
    site.dated = True
    assert counts(await crawl(database, site)) == (0, 0, len(SAMPLE))
    site.sent.clear()
    assert counts(await crawl(database, site)) == (0, 0, len(SAMPLE))
    assert site.sent == []


async def test_a_listed_page_that_was_not_there_is_asked_for_again(database: Database, site: Site) -> None:
    page = f"/{SAMPLE[-1].removesuffix('index.html')}"
    content = site.pages.pop(page)
    assert len((await crawl(database, site)).unreadable) == 1
    site.pages[page] = content
    assert counts(await crawl(database, site)) == (1, 0, len(SAMPLE) - 1)


async def test_a_page_that_is_no_report_is_asked_for_again(database: Database, site: Site) -> None:
    page = f"/{SAMPLE[-1].removesuffix('index.html')}"
    content, site.pages[page] = site.pages[page], b"<h1>Not found</h1>"
    assert len((await crawl(database, site)).unreadable) == 1
    site.pages[page] = content
    assert counts(await crawl(database, site)) == (1, 0, len(SAMPLE) - 1)


async def test_other_readers_get_every_page_anew(
    database: Database, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    await crawl(database, site)
    site.sent.clear()
    monkeypatch.setattr("bot.fingerprint.of_code", lambda package: f"another {package}")
    assert counts(await crawl(database, site)) == (0, 0, len(SAMPLE))
    assert len(site.sent) == len(SAMPLE) + 1


@pytest.mark.parametrize("from_site", [False, True], ids=["folder", "site"])
async def test_a_database_from_before_there_was_markup_gets_it_without_news_and_changes(
    database: Database, site: Site, monkeypatch: pytest.MonkeyPatch, from_site: bool
) -> None:
    async def again() -> Summary:
        return await crawl(database, site) if from_site else import_documents(database, files.documents(FOLDER))

    await again()
    wanted = _markups(database)
    database.write_now(lambda connection: connection.execute("UPDATE entries SET markup = ''"))
    assert all(wanted)
    assert counts(await again()) == (0, 0, len(SAMPLE))
    assert not any(_markups(database))
    monkeypatch.setattr("bot.fingerprint.of_code", lambda package: f"another {package}")
    summary = await again()
    assert counts(summary) == (0, 0, len(SAMPLE))
    assert summary.news == ()
    assert _markups(database) == wanted


def _markups(database: Database) -> list[str]:
    loaded = [reports.load(database.reader, each.id) for each in reports.heads(database.reader)]
    return [entry.markup for each in loaded if each for entry in each.entries]


@pytest.mark.slow
def test_a_killed_import_leaves_whole_reports_and_goes_on_from_there(tmp_path: Path) -> None:
    folder, path = tmp_path / "exports", tmp_path / "quarterdeck.db"
    folder.mkdir()
    for year in range(1980, 2060):
        large = replace(report(f"{year}-01", f"{year}-03"), entries=tuple(Entry(f"Rope {n}") for n in range(50)))
        (folder / f"{year}.json").write_text(report_json.to_line(large))
    for _ in range(3):
        _kill_in_mid_import(folder, path)
        with Database.open(path) as database:
            assert database.reader.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert all(len(each.entries) == 50 for each in reports.load_all(database.reader))
    with Database.open(path) as database:
        summary = import_documents(database, files.documents(folder))
        assert len(stored(database)) == len(summary.changes) == 80
        assert summary.news == ()


def _kill_in_mid_import(folder: Path, path: Path) -> None:
    """Start an import and kill it once it has stored something more."""
    before = _entries(path)
    command = (sys.executable, "-c", "from bot.cli import main; main()", "import", "--db", str(path), str(folder))
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None and _entries(path) == before:
            time.sleep(0.002)
        running.send_signal(signal.SIGKILL)


def _entries(path: Path) -> int:
    if not path.exists():
        return 0
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM entries").fetchone()[0])
        except sqlite3.OperationalError:  # not there yet
            return 0


@needs_archive
@pytest.mark.slow
def test_the_whole_archive_is_imported_from_every_form_at_once(database: Database) -> None:
    summary = import_documents(database, files.documents(ARCHIVE), named=False)
    assert summary.unreadable == []
    assert {each.id for each in stored(database)} == set(report_ids())
    again = import_documents(database, files.documents(ARCHIVE), named=False)
    assert counts(again) == (0, 0, len(stored(database)))
