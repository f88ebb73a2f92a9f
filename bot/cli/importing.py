"""`quarterdeck import`: reports from files, folders and pages into the archive."""

import json
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.errors import SourceError
from bot.importer import Import
from bot.sources import files
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
    wanted = [files.places(Path(origin)) for origin in origins]
    with throwaway(path) if dry_run else Database.open(path) as database:
        try:
            summary = _run(Import(database, reread=dry_run), wanted)
        except KeyboardInterrupt:
            click.echo(_STOPPED, err=True)
            ctx.exit(_EXIT_STOPPED)
    _show(summary, as_json=as_json)
    ctx.exit(1 if summary.unreadable else 0)


def _run(run: Import, wanted: Sequence[Sequence[files.Place | SourceError]]) -> Summary:
    with _progress() as progress:
        task = progress.add_task("reading", total=sum(map(len, wanted)))
        for places in wanted:
            for place in places:
                run.take(files.read(place), named=len(places) == 1)
                progress.advance(task)
    return run.finish()


def _progress() -> Progress:
    """Return a progress bar on stderr, which is not there at all unless that is a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal, transient=True)


def _show(summary: Summary, *, as_json: bool) -> None:
    for origin, why in summary.unreadable:
        click.echo(f"{origin}: {why}", err=True)
    if as_json:
        click.echo(json.dumps(summary.as_json(), ensure_ascii=False))
    elif summary.changes or not summary.unreadable:
        click.echo(summary.as_text())
