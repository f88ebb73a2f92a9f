"""`quarterdeck import` and `quarterdeck export` as people call them."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.sample import FOLDER
from bot.store.database import Database
from tests.golden import ARCHIVE, needs_archive

REPORTS = sorted(FOLDER.rglob("*.html"))
COMMAND = (sys.executable, "-c", "from bot.cli import main; main()")


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data" / "quarterdeck.db"


def quarterdeck(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def counted(result: Result) -> dict[str, int]:
    return {name: int(number) for name, number in re.findall(r"^(\w+): (\d+)$", result.stdout, re.MULTILINE)}


def test_the_summary_counts_what_was_read(path: Path) -> None:
    first, second = quarterdeck("import", FOLDER), quarterdeck("import", FOLDER)
    assert (first.exit_code, second.exit_code) == (0, 0)
    reports, entries = len(REPORTS), counted(first)["entries"]
    expected = {"reports": reports, "entries": entries, "skipped": 0, "problems": 0}
    assert counted(first) == {**expected, "new": reports, "changed": 0, "unchanged": 0}
    assert counted(second) == {**expected, "new": 0, "changed": 0, "unchanged": reports}
    assert path.is_file()


def test_the_summary_is_to_be_had_as_json() -> None:
    summary = json.loads(quarterdeck("import", "--json", FOLDER).stdout)
    assert summary["reports"] == summary["new"] == len(REPORTS)
    assert (summary["changed"], summary["unchanged"]) == (0, 0)
    assert (summary["skipped"], summary["problems"], summary["unreadable"]) == ([], [], [])
    assert {each["report"] for each in summary["changes"] if each["new"] and each["added"]}


def test_entries_that_changed_are_named(tmp_path: Path) -> None:
    quarterdeck("import", FOLDER)
    lines = quarterdeck("export").stdout
    first = json.loads(lines.splitlines()[0])
    title = first["entries"][0]["title"]
    first["entries"][0]["body"] = "Corrected."
    (tmp_path / "corrected.jsonl").write_text(json.dumps(first))
    result = quarterdeck("import", "corrected.jsonl")
    assert counted(result)["changed"] == 1
    assert f"  {first['id']}: changed: {title}\n" in result.stdout


def test_a_dry_run_reads_everything_and_stores_nothing(path: Path) -> None:
    result = quarterdeck("import", "--dry-run", FOLDER)
    assert counted(result)["new"] == len(REPORTS)
    assert not path.exists()
    quarterdeck("import", FOLDER)
    before = path.read_bytes()
    assert counted(quarterdeck("import", "--dry-run", FOLDER))["unchanged"] == len(REPORTS)
    assert path.read_bytes() == before


def test_a_file_that_is_no_report_is_one_sentence_and_nothing_is_stored(tmp_path: Path, path: Path) -> None:
    (tmp_path / "shopping.txt").write_text("eggs")
    result = quarterdeck("import", "shopping.txt")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert re.fullmatch(r"shopping\.txt: .*\n", result.stderr)
    with Database.open(path) as database:
        assert database.reader.execute("SELECT count(*) FROM reports").fetchone()[0] == 0


def test_a_folder_that_is_not_there_is_one_sentence_and_makes_no_database(path: Path) -> None:
    result = quarterdeck("import", "nowhere")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "nowhere: there is no such file or folder; check how it is written\n"
    assert json.loads(quarterdeck("import", "--json", "nowhere").stdout)["unreadable"]
    assert not path.parent.exists()


def test_what_can_be_read_is_stored_beside_what_cannot() -> None:
    result = quarterdeck("import", "nowhere", FOLDER)
    assert result.exit_code == 1
    assert counted(result)["new"] == len(REPORTS)
    assert counted(result)["unreadable"] == 1


def test_a_page_that_cannot_be_fetched_is_one_sentence() -> None:
    result = quarterdeck("import", "http://[status/")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_wrong_use_is_exit_status_2() -> None:
    assert quarterdeck("import").exit_code == 2
    assert quarterdeck("import", "--wet-run", FOLDER).exit_code == 2
    assert quarterdeck("export", "--people", "report-2001-06").exit_code == 2


def test_a_database_that_is_not_ours_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("not a database " * 100)
    for arguments in (("import", "--db", "notes.db", FOLDER), ("export", "--db", "notes.db")):
        result = quarterdeck(*arguments)
        assert result.exit_code == 1
        assert result.stderr.startswith("notes.db: this file is not an SQLite database")
        assert len(result.stderr.splitlines()) == 1


def test_no_bar_is_drawn_where_there_is_no_terminal() -> None:
    assert quarterdeck("import", FOLDER).stderr == ""


def test_a_bar_is_drawn_on_a_terminal_and_the_summary_stays_clean(path: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        (*COMMAND, "import", "--db", path, FOLDER),
        stderr=theirs,
        stdout=subprocess.PIPE,
        check=True,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(theirs)
    assert b"reading" in os.read(ours, 65536)
    os.close(ours)
    assert done.stdout.startswith(b"reports: ")


@pytest.mark.slow
def test_stopping_an_import_keeps_what_was_read_and_says_how_to_go_on(tmp_path: Path, path: Path) -> None:
    os.mkfifo(tmp_path / "started")
    program = "import bot.importer, os; from bot.cli import main\n" + _PAUSE
    with subprocess.Popen(
        (sys.executable, "-c", program, "import", *map(str, REPORTS)), stderr=subprocess.PIPE, text=True
    ) as running:
        (tmp_path / "started").read_text()
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=20)
    assert running.returncode == 130
    assert said == "Stopped. What was read until now is stored; the same command goes on from here.\n"
    with Database.open(path) as database:
        assert database.reader.execute("SELECT count(*) FROM reports").fetchone()[0] == 1
        assert database.reader.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


_PAUSE = """
import time
from pathlib import Path

read = bot.importer.readers.read
calls = []

def read_one_and_wait(document):
    calls.append(document)
    if len(calls) > 1:
        Path("started").write_text("now")
        time.sleep(20)
    return read(document)

bot.importer.readers.read = read_one_and_wait
main()
"""


def exported(*arguments: object) -> list[dict[str, object]]:
    result = quarterdeck("export", *arguments)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def filled() -> None:
    quarterdeck("import", FOLDER)


@pytest.mark.usefixtures("filled")
def test_an_export_has_a_report_a_line_oldest_first() -> None:
    everything = exported()
    assert [each["id"] for each in everything] == sorted(str(each["id"]) for each in everything)
    assert len(everything) == len(REPORTS)
    assert exported(everything[1]["id"]) == [everything[1]]


@pytest.mark.usefixtures("filled")
def test_an_export_that_is_imported_elsewhere_makes_the_same_archive(tmp_path: Path) -> None:
    (tmp_path / "export.jsonl").write_text(quarterdeck("export").stdout)
    result = quarterdeck("import", "--db", "other.db", "export.jsonl")
    assert counted(result)["new"] == len(REPORTS)
    assert exported("--db", "other.db") == exported()
    assert exported("--people", "--db", "other.db") == exported("--people")


@pytest.mark.usefixtures("filled")
def test_people_and_projects_are_exported_with_their_entries() -> None:
    titles = {(each["id"], entry["title"]) for each in exported() for entry in each["entries"]}  # type: ignore[attr-defined]  # JSON
    for kind in ("--people", "--projects"):
        groups = exported(kind)
        assert groups
        for group in groups:
            assert list(group) == ["id", "names", "emails", "entries"]
            assert {(entry["report"], entry["title"]) for entry in group["entries"]} <= titles  # type: ignore[attr-defined]  # JSON


@pytest.mark.usefixtures("filled")
def test_an_export_of_a_report_that_is_not_there_says_how_reports_are_called() -> None:
    result = quarterdeck("export", "report-1999-01")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "has no report report-1999-01; write it like report-" in result.stderr


def test_an_export_of_nothing_says_how_to_fill_a_database() -> None:
    result = quarterdeck("export")
    assert result.exit_code == 1
    assert "quarterdeck import" in result.stderr


@needs_archive
@pytest.mark.parametrize("name", ["site/status/report-2019-04-2019-06.html", "text/report-2019-04-2019-06.seed.txt"])
def test_a_page_and_its_lossy_scrape_have_all_27_entries(name: str) -> None:
    result = quarterdeck("import", ARCHIVE / name)
    assert result.exit_code == 0
    assert counted(result)["entries"] == 27
