"""Origins given on the command line, read into an import with a progress bar."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.errors import SourceError
from bot.importer import Import
from bot.sources import files
from bot.summary import Note, Summary


def nothing_at(origins: Sequence[str]) -> list[Note]:
    """Return why there is nothing to read if that holds for all origins, known without opening a database."""
    if any(_is_address(origin) or Path(origin).exists() for origin in origins):
        return []
    errors = (error for origin in origins for error in _places(Path(origin)) if isinstance(error, SourceError))
    return [Note(error.origin, error.why) for error in errors]


def read(run: Import, origins: Sequence[str]) -> Summary:
    """Read files, folders and addresses into an import, end it and return what it did."""
    with _progress() as progress:
        for origin in origins:
            if _is_address(origin):
                _take_address(run, origin, progress)
            else:
                places = _places(Path(origin))
                for place in progress.track(places, description="reading"):
                    run.take(files.read(place), named=len(places) == 1)
        progress.add_task("people and projects", total=None)
        return run.finish()


def _is_address(origin: str) -> bool:
    return origin.startswith(("https://", "http://"))


def _places(path: Path) -> list[files.Place | SourceError]:
    try:
        return files.places(path)
    except SourceError as error:
        return [error]


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
