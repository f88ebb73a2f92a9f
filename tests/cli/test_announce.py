"""`quarterdeck announce --dry-run`: what would be said where."""

import json
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.cli.announcing import on_day
from bot.sample import FOLDER
from bot.store import channels
from bot.store.channels import Presence, Setting
from bot.store.database import Database
from config.settings import ChannelSettings

CONFIGURATION = """
[archive]
database = "q.db"
[networks.lab]
host = "127.0.0.1"
[networks.lab.channels."#harbour"]
announce = true
[networks.lab.channels."#kernel"]
announce = true
style = "entries"
categories = ["Kernel"]
notice = true
[networks.lab.channels."#quiet"]
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def configuration(tmp_path: Path) -> Path:
    path = tmp_path / "quarterdeck.toml"
    path.write_text(CONFIGURATION, "utf-8")
    assert run("import", "--db", tmp_path / "q.db", FOLDER).exit_code == 0
    return path


def test_it_prints_each_line_for_each_channel_that_wants_announcements(configuration: Path) -> None:
    done = run("announce", "--config", configuration, "--dry-run")
    assert done.exit_code == 0
    said = done.output.splitlines()
    assert said[0].startswith("lab #harbour PRIVMSG: New FreeBSD status report: Q1 2025")
    assert said[1].startswith("lab #kernel NOTICE: New FreeBSD status report: Q1 2025")
    assert [line.split(" (Kernel)")[0] for line in said[2:]] == [
        "lab #kernel NOTICE: Tidewater File System",
        "lab #kernel NOTICE: Binnacle 100G Ethernet Driver",
    ]


def test_a_period_chooses_the_report(configuration: Path) -> None:
    assert "Q4 2024" in run("announce", "--config", configuration, "--dry-run", "fourth", "quarter", "2024").output


@pytest.mark.parametrize(
    ("period", "status", "sentence"),
    [
        ("2020q2", 1, "there is no report for 2020q2; next to it are Q1 2019 and Q4 2024"),
        ("soon", 2, "soon is no period; write one as 2019q2 or latest"),
    ],
)
def test_a_period_without_a_report_is_one_sentence(
    configuration: Path, period: str, status: int, sentence: str
) -> None:
    done = run("announce", "--config", configuration, "--dry-run", period)
    assert done.exit_code == status
    assert sentence in done.stderr


def test_a_configuration_without_such_a_channel_says_what_to_set(configuration: Path) -> None:
    configuration.write_text(CONFIGURATION.replace("announce = true", ""), "utf-8")
    done = run("announce", "--config", configuration, "--dry-run")
    assert done.exit_code == 1
    assert "set announce = true for one" in done.stderr


def test_an_empty_archive_says_how_to_fill_it(tmp_path: Path) -> None:
    path = tmp_path / "quarterdeck.toml"
    path.write_text(CONFIGURATION, "utf-8")
    done = run("announce", "--config", path, "--dry-run")
    assert done.exit_code == 1
    assert "quarterdeck import" in done.stderr


def test_webhooks_are_places_too(configuration: Path) -> None:
    configuration.write_text(
        CONFIGURATION + '[webhooks.harbour]\nurl = "https://example.org/hook?key=hidden"\nkeywords = ["tidewater"]\n',
        "utf-8",
    )
    done = run("announce", "--config", configuration, "--dry-run", "latest")
    *_, last = done.output.splitlines()
    place, _, payload = last.partition(": ")
    assert place == "webhook harbour POST"
    assert [entry["title"] for entry in json.loads(payload)["entries"]] == ["Tidewater File System"]
    assert "hidden" not in done.output


def test_a_day_of_the_calendar_is_told_where_it_is_wanted() -> None:
    channels = {"#harbour": {"deadlines": True}, "#kernel": {"announce": True}}
    places = [(f"lab {name} PRIVMSG", ChannelSettings.model_validate(chosen)) for name, chosen in channels.items()]
    (said,) = on_day(places, date(2025, 12, 17))
    assert said.startswith("lab #harbour PRIVMSG: Status reports for Q4 2025 are due December 31 (14 days): https://")
    assert list(on_day(places, date(2025, 11, 17))) == []


def test_what_was_set_from_irc_counts(configuration: Path) -> None:
    now = datetime(2025, 12, 17, tzinfo=UTC)
    with Database.open(configuration.parent / "q.db") as database:
        setting = Setting("lab", "#quiet", "announce", True, "account:alice", now)
        database.write_now(partial(channels.set_, setting=setting))
        database.write_now(partial(channels.be, presence=Presence("lab", "#kernel", False, "", "account:alice", now)))
    done = run("announce", "--config", configuration, "--dry-run", "latest")
    assert {line.split(" ")[1] for line in done.output.splitlines()} == {"#harbour", "#quiet"}
