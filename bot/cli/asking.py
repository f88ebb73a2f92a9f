"""`quarterdeck ask` and `quarterdeck console`: the answers that the bot gives, without IRC."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from bot.answers import Answer
from bot.archive import Archive
from bot.dispatch import Dispatcher
from bot.store.database import DEFAULT_PATH, Database

_DATABASE = click.option(
    "--db", "path", type=click.Path(path_type=Path), default=DEFAULT_PATH, show_default=True, help="The database."
)
_GOODBYE = ("quit", "exit", "bye")


@click.command("ask")
@_DATABASE
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("--batch", type=click.File(encoding="utf-8"), help="Answer every line of a file: JSON with id, question.")
@click.argument("question", nargs=-1)
def ask(path: Path, as_json: bool, batch: Iterator[str] | None, question: tuple[str, ...]) -> None:
    """Answer a question or command as the bot would in private.

    With --batch, FILE has a JSON object a line with `id` and `question`; one JSON line is printed for each.
    """
    if bool(batch) == bool(question):
        raise click.UsageError("Ask a question, or give a file of them with --batch.")
    with Database.open(path, create=False) as database:
        dispatcher = Dispatcher(Archive.open(database))
        if batch:
            for asked in map(json.loads, filter(str.strip, batch)):
                click.echo(_json(asked["id"], dispatcher.ask(asked["question"])))
            return
        text = " ".join(question)
        answer = dispatcher.ask(text)
        click.echo(_json(None, answer) if as_json else "\n".join(answer.reply))


@click.command("console")
@_DATABASE
def console(path: Path) -> None:
    """Talk to the bot here: each line is answered as it would be in private on IRC. End with quit."""
    with Database.open(path, create=False) as database:
        dispatcher = Dispatcher(Archive.open(database))
        while (line := _line()) is not None:
            click.echo("\n".join(dispatcher.ask(line).reply))


def _line() -> str | None:
    """Return what is typed next, None at the end."""
    try:
        line = input("> ").strip()
    except (EOFError, KeyboardInterrupt):
        return None
    return None if line.lower() in _GOODBYE else line


def _json(question_id: str | None, answer: Answer) -> str:
    fields: dict[str, Any] = {"id": question_id} if question_id is not None else {}
    fields |= {
        "intent": str(answer.intent),
        "matches": [asdict(match) for match in answer.matches],
        "reply": list(answer.reply),
    }
    return json.dumps(fields, ensure_ascii=False)
