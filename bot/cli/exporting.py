"""`quarterdeck export`: reports, people and projects as JSON, one a line."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from bot import report_json
from bot.errors import DatabaseError
from bot.model import EntryKey
from bot.store import reports, whole
from bot.store.database import DEFAULT_PATH, Database


@click.command("export")
@click.option(
    "--db", "path", type=click.Path(path_type=Path), default=DEFAULT_PATH, show_default=True, help="The database."
)
@click.option("--people", "kind", flag_value="people", help="Export people with their names, addresses and entries.")
@click.option("--projects", "kind", flag_value="projects", help="Export projects with their titles and entries.")
@click.argument("ids", metavar="[REPORT...]", nargs=-1)
def export(path: Path, kind: str | None, ids: tuple[str, ...]) -> None:
    """Print one JSON object a line, a report each, oldest first; without REPORT all of them.

    REPORT is the id of a report, such as report-2019-04-2019-06. What is printed can be read again with
    `quarterdeck import`.
    """
    if kind and ids:
        raise click.UsageError(f"--{kind} exports all of them; leave the reports out.")
    with Database.open(path, create=False) as database:
        for line in _groups(database, kind) if kind else _reports(database, ids):
            click.echo(line)


def _reports(database: Database, ids: Sequence[str]) -> Iterator[str]:
    stored = [head.id for head in reversed(reports.heads(database.reader))]
    if unknown := [report_id for report_id in ids if report_id not in stored]:
        why = f"has no report {', '.join(unknown)}; write it like {_example(stored)}"
        raise DatabaseError(str(database.path), why)
    for report_id in ids or stored:
        if report := reports.load(database.reader, report_id):
            yield report_json.to_line(report)


def _example(stored: Sequence[str]) -> str:
    return stored[-1] if stored else "report-2019-04-2019-06"


def _groups(database: Database, kind: str) -> Iterator[str]:
    database.reader.execute("BEGIN")  # all of one moment, while another process may import
    found = whole.load(database.reader)
    if kind == "people":
        for person in found.people:
            yield _line(person.id, person.names, person.emails, person.entries)
    else:
        for project in found.projects:
            yield _line(project.id, project.titles, (), project.entries)


def _line(key: str, names: Sequence[str], emails: Sequence[str], entries: Sequence[EntryKey]) -> str:
    where = [{"report": report, "title": title} for report, title in entries]
    return json.dumps({"id": key, "names": names, "emails": emails, "entries": where}, ensure_ascii=False)
