import json
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.identity.people import people
from bot.store import identity, saving
from bot.store.database import Database
from tests.invented import projects, reports


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "q.db"
    with Database.open(path) as opened:
        for each in reports():
            opened.write_now(partial(saving.save, report=each))
        opened.write_now(lambda connection: identity.save(connection, people(reports()), projects(), "test"))
    return path


def run(*arguments: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=typed)


def test_ask_prints_the_lines_that_irc_would_get(database: Path) -> None:
    found = run("ask", "--db", database, "who", "works", "on", "tidewehel?")
    assert found.exit_code == 0
    assert found.output.startswith(
        "tidewehel → tidewheel: Tidewheel reaches the tree (Q1 2022, Network Infrastructure): Benj"
    )


def test_ask_gives_the_answer_as_json(database: Path) -> None:
    found = json.loads(run("ask", "--db", database, "--json", "lanternfs").output)
    assert found["intent"] == "project"
    assert found["matches"][0] == {
        "type": "entry",
        "report": "report-2021-01-2021-03",
        "title": "Lanternfs 4.2",
        "name": None,
        "email": None,
        "score": 1.0,
    }


def test_ask_answers_a_batch_line_by_line(database: Path, tmp_path: Path) -> None:
    batch = tmp_path / "questions.jsonl"
    batch.write_text('{"id": "a", "question": "tidewheel"}\n\n{"id": "b", "question": "windmills"}\n')
    found = [json.loads(line) for line in run("ask", "--db", database, "--batch", batch).output.splitlines()]
    assert [(each["id"], each["intent"], bool(each["matches"])) for each in found] == [
        ("a", "project", True),
        ("b", "none", False),
    ]


def test_the_console_answers_each_line_until_its_end(database: Path) -> None:
    found = run("console", "--db", database, typed="ping hello\nstats\nquit\nping no\n")
    assert found.exit_code == 0
    assert "hello" in found.output
    assert "4 reports, Q4 2020 to Q1 2022" in found.output
    assert "no\n" not in found.output


@pytest.mark.parametrize("arguments", [(), ("--batch", __file__, "and", "a", "question")])
def test_ask_wants_either_a_question_or_a_batch(database: Path, arguments: tuple[str, ...]) -> None:
    assert run("ask", "--db", database, *arguments).exit_code == 2


def test_without_a_database_ask_says_how_to_get_one(tmp_path: Path) -> None:
    found = run("ask", "--db", tmp_path / "none.db", "lanternfs")
    assert found.exit_code == 1
    assert "quarterdeck import" in found.output
