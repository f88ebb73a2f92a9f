"""How long the import of the whole archive takes, beside only parsing the pages, inserting and indexing the rows.

    python -m tests.bench.import_archive [FOLDER]

Prints a table; the exit status is 1 if a bar does not hold.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ParamSpec

import sqlite_utils
from rich.console import Console
from rich.table import Table
from selectolax.lexbor import LexborHTMLParser

from bot.importer import import_documents
from bot.model import Report
from bot.sources import files
from bot.store import reports
from bot.store.database import Database
from tests.golden import ARCHIVE

P = ParamSpec("P")

MOST_TIMES_FLOOR = 3.0
MOST_OF_FIRST = 0.25
MOST_MEMORY = 150.0  # MiB
ROUNDS = 5
_KIB_PER_MIB = 1024
_MEMORY = Path("/dev/shm")  # noqa: S108 - a disk that other programs use would make any figure chance


@dataclass(frozen=True, slots=True)
class Result:
    """One figure, the bar it has to keep (None: for information) and its unit."""

    what: str
    figure: float
    unit: str
    bar: float | None = None

    @property
    def holds(self) -> bool:
        return self.bar is None or self.figure <= self.bar


def measure(folder: Path) -> list[Result]:
    """Import a folder of pages several times, each time beside the floor, and return the best times."""
    with TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as scratch:
        known = _reports(folder, Path(scratch, "known.db"))
        floors, firsts, seconds = [], [], []
        for attempt in range(ROUNDS):
            floors.append(_seconds(_floor, folder, known, Path(scratch, f"floor-{attempt}.db")))
            firsts.append(_seconds(_import, folder, Path(scratch, f"{attempt}.db")))
            seconds.append(_seconds(_import, folder, Path(scratch, f"{attempt}.db")))
    floor, first, second = min(floors), min(firsts), min(seconds)  # other programs only ever make it longer
    entries = sum(len(report.entries) for report in known)
    return [
        Result("reports", len(known), ""),
        Result("entries", entries, ""),
        Result("only parsing the pages, inserting and indexing the rows", floor, "s"),
        Result("first import", first, "s"),
        Result("first import, times the floor", first / floor, "x", MOST_TIMES_FLOOR),
        Result("entries per second", entries / first, "/s"),
        Result("second import", second, "s"),
        Result("second import, part of the first", second / first, "x", MOST_OF_FIRST),
        Result("peak memory of `quarterdeck import`", _peak(folder), "MiB", MOST_MEMORY),
    ]


def _import(folder: Path, path: Path) -> None:
    with Database.open(path) as database:
        import_documents(database, files.documents(folder), named=False)


def _reports(folder: Path, path: Path) -> list[Report]:
    _import(folder, path)
    with Database.open(path) as database:
        return list(reports.load_all(database.reader))


def _floor(folder: Path, known: list[Report], path: Path) -> None:
    for page in sorted(folder.rglob("*.html")):
        LexborHTMLParser(page.read_bytes())
    database = sqlite_utils.Database(path, execute_plugins=False)
    for table, rows in _tables(known).items():
        database.table(table).insert_all(rows)
    database.table("entries").enable_fts(["title", "body", "names"], tokenize="porter")
    database.close()


def _tables(known: list[Report]) -> dict[str, Iterator[dict[str, Any]]]:
    entries = [entry for report in known for entry in report.entries]
    numbered = list(enumerate(entries))
    return {
        "reports": ({"id": report.id, "title": report.title, "intro": report.intro} for report in known),
        "entries": (
            {
                "id": key,
                "title": entry.title,
                "category": entry.category,
                "body": entry.body,
                "anchor": entry.anchor,
                "names": " ".join(contact.name or "" for contact in entry.contacts),
            }
            for key, entry in numbered
        ),
        "contacts": ({"entry": key, **asdict(contact)} for key, entry in numbered for contact in entry.contacts),
        "links": ({"entry": key, **asdict(link)} for key, entry in numbered for link in entry.links),
        "sponsors": ({"entry": key, "name": name} for key, entry in numbered for name in entry.sponsors),
        "tasks": ({"entry": key, "task": task} for key, entry in numbered for task in entry.tasks),
    }


def _seconds(work: Callable[P, None], *args: P.args, **options: P.kwargs) -> float:
    start = time.perf_counter()
    work(*args, **options)
    return time.perf_counter() - start


def _peak(folder: Path) -> float:
    """Return the peak memory of the real command, in MiB."""
    with TemporaryDirectory() as scratch:
        command = (sys.executable, "-c", "from bot.cli import main; main()", "import", "--db", f"{scratch}/a.db")
        subprocess.run((*command, str(folder)), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _KIB_PER_MIB


def main() -> None:
    """Measure, print the table and judge."""
    results = measure(Path(sys.argv[1]) if len(sys.argv) > 1 else ARCHIVE / "site")
    table = Table("figure", "measured", "bar", title="import of the archive")
    for result in results:
        bar = "" if result.bar is None else f"≤ {result.bar:g}{result.unit} {'✓' if result.holds else '✗'}"
        table.add_row(result.what, f"{result.figure:,.4g} {result.unit}", bar)
    Console(width=100).print(table)
    sys.exit(0 if all(result.holds for result in results) else 1)


if __name__ == "__main__":
    main()
