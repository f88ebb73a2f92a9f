"""`quarterdeck import`: reports from files, folders and pages into the archive."""

import json
from pathlib import Path

import click

from bot.cli.reading import nothing_at, read
from bot.importer import Import
from bot.store.database import DEFAULT_PATH, Database, throwaway
from bot.summary import Summary

_STOPPED = "Stopped. What was read until now is stored; the same command goes on from here."
_EXIT_STOPPED = 130  # what a shell reports after SIGINT


@click.command("import")
@click.option(
    "--db", "path", type=click.Path(path_type=Path), default=DEFAULT_PATH, show_default=True, help="The database."
)
@click.option("--dry-run", is_flag=True, help="Read everything, store nothing, show the problems.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.argument("origins", metavar="PATH_OR_URL...", nargs=-1, required=True)
@click.pass_context
def import_(ctx: click.Context, path: Path, dry_run: bool, as_json: bool, origins: tuple[str, ...]) -> None:
    """Read reports from files, folders and pages into the archive.

    A folder is searched through, whatever forms of reports are in it. The address of the page that lists all
    reports stands for all of them. Reading something twice changes nothing.

    Exit status: 0 if all was read, 1 if something could not be read (the rest is stored), 2 for wrong use.
    """
    if nowhere := nothing_at(origins):
        summary = Summary(unreadable=nowhere)
    else:
        with throwaway(path) if dry_run else Database.open(path) as database:
            try:
                summary = read(Import(database, reread=dry_run), origins)
            except KeyboardInterrupt:
                click.echo(_STOPPED, err=True)
                ctx.exit(_EXIT_STOPPED)
    _show(summary, as_json=as_json)
    ctx.exit(1 if summary.unreadable else 0)


def _show(summary: Summary, *, as_json: bool) -> None:
    for origin, why in summary.unreadable:
        click.echo(f"{origin}: {why}", err=True)
    if as_json:
        click.echo(json.dumps(summary.as_json(), ensure_ascii=False))
    elif summary.changes or not summary.unreadable:
        click.echo(summary.as_text())
