"""`quarterdeck import`: reports from files, folders and pages into the archive."""

import asyncio
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

Places = list[files.Place | SourceError]


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
    wanted = [origin if _is_address(origin) else _places(Path(origin)) for origin in origins]
    with throwaway(path) if dry_run else Database.open(path) as database:
        try:
            summary = _run(Import(database, reread=dry_run), wanted)
        except KeyboardInterrupt:
            click.echo(_STOPPED, err=True)
            ctx.exit(_EXIT_STOPPED)
    _show(summary, as_json=as_json)
    ctx.exit(1 if summary.unreadable else 0)


def _is_address(origin: str) -> bool:
    return origin.startswith(("https://", "http://"))


def _places(path: Path) -> Places:
    try:
        return files.places(path)
    except SourceError as error:
        return [error]


def _run(run: Import, wanted: Sequence[str | Places]) -> Summary:
    with _progress() as progress:
        for each in wanted:
            if isinstance(each, str):
                _take_address(run, each, progress)
            else:
                for place in progress.track(each, description="reading"):
                    run.take(files.read(place), named=len(each) == 1)
        progress.add_task("people and projects", total=None)
        return run.finish()


def _take_address(run: Import, url: str, progress: Progress) -> None:
    # Most imports are of files: only those of a site have to wait for its libraries.
    from bot.crawl import take_site
    from bot.sources.website import Website

    task = progress.add_task(url, total=None)
    site = Website(url, run.pages, on_progress=lambda done, total: progress.update(task, completed=done, total=total))
    try:
        asyncio.run(take_site(run, site))
    except SourceError as error:
        run.take(error)


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
