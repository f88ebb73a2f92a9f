"""`quarterdeck demo`: the whole bot on one machine, with what there is."""

import re
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.sample import FOLDER

NOWHERE = "http://127.0.0.1:9/status/"


def _demo(*arguments: str, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(main, ["demo", *arguments], input=typed)
    return done.exit_code, done.output


@pytest.fixture
def archive() -> str:
    return str(FOLDER)


def test_once_announces_the_newest_report_and_talks_as_the_readme_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[2]
    monkeypatch.chdir(root)
    readme = (root / "README.md").read_text("utf-8")
    transcript = re.search(r"```text\n\$ make run ARCHIVE=(\S+) ONCE=1\n(.*?)\n```", readme, re.DOTALL)
    assert transcript
    status, shown = _demo("--once", "--archive", transcript[1])
    assert status == 0, shown
    assert shown.splitlines()[1:] == transcript[2].splitlines()[1:]


def test_what_is_typed_at_the_prompt_is_answered(archive: str) -> None:
    status, shown = _demo("--archive", archive, typed="!ping ahoy\nwho works on binnacle?\n")
    assert status == 0, shown
    assert "<you> !ping ahoy\n<quarterdeck> ahoy\n" in shown
    assert "Jun Kobayashi" in shown.partition("<you> who works on binnacle?")[2]


@pytest.mark.slow
def test_without_network_it_shows_the_sample_and_says_so() -> None:
    status, shown = _demo("--site", NOWHERE, typed="")
    assert status == 0, shown
    assert "The site cannot be read now" in shown
    assert "its projects, people and sponsors are invented" in shown
    assert "3 reports with 14 entries." in shown


def test_a_folder_without_reports_is_one_sentence_and_a_status(tmp_path: Path) -> None:
    status, shown = _demo("--once", "--archive", str(tmp_path))
    assert status == 1
    assert shown.splitlines()[-1] == f"{tmp_path}: there is no report in it; name another folder"


def test_a_folder_that_does_not_exist_is_one_sentence_and_a_status(tmp_path: Path) -> None:
    status, shown = _demo("--once", "--archive", str(tmp_path / "nowhere"))
    assert status == 1
    assert "there is no such file or folder; check how it is written" in shown.splitlines()[-1]


def test_a_port_in_use_is_one_sentence_and_a_status(archive: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, shown = _demo("--once", "--archive", archive, "--port", str(port))
    assert status == 1
    assert shown.startswith(f"port {port} on 127.0.0.1: cannot be listened on")
