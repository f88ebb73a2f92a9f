"""How long the import of the whole archive takes, beside only parsing its pages and inserting the rows.

    python -m tests.bench.import_archive [FOLDER]

The floor is what nobody can do without: selectolax parses every page and does no more with it, and sqlite-utils
inserts the rows that the import is known to end with (reports, entries and their parts, full text search, people,
projects, the memory of what was read), one `insert_all` a table, into a new database with the same tables,
indexes, journal and place. Where these rows come from costs the floor nothing. Prints a table; the exit status
is 1 if a bar does not hold.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, ParamSpec

import sqlite_utils
from rich.console import Console
from rich.table import Table
from selectolax.lexbor import LexborHTMLParser

from bot.importer import import_documents
from bot.sources import files
from bot.store import opening
from bot.store.database import Database
from tests.golden import ARCHIVE

P = ParamSpec("P")
Rows = dict[str, list[dict[str, Any]]]

MOST_TIMES_FLOOR = 3.0
MOST_OF_FIRST = 0.25
MOST_MEMORY = 150.0  # MiB
ROUNDS = 9
TABLES = {  # every table that an import of files fills, and its columns
    "reports": "*",
    "entries": "*",
    "contacts": "*",
    "links": "*",
    "sponsors": "*",
    "tasks": "*",
    "entry_search": "rowid, *",
    "documents": "*",
    "people": "*",
    "person_names": "*",
    "person_emails": "*",
    "person_entries": "*",
    "projects": "*",
    "project_titles": "*",
    "project_entries": "*",
}
_KIB_PER_MIB = 1024
_MEMORY = Path("/dev/shm")  # noqa: S108 - a disk that other programs use would make any figure chance


class Time(NamedTuple):
    """How long something took, in seconds: by the clock, and of the processor (which other programs lengthen less)."""

    wall: float
    processor: float


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
    peak = _peak(folder)  # first: to the system, a process begins with the memory of the one that starts it
    with TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as scratch:
        imported = Path(scratch, "imported.db")
        _import(folder, imported)
        rows = _rows(imported)
        floors, firsts, seconds = [], [], []
        for attempt in range(ROUNDS):
            floors.append(_timed(_floor, folder, rows, Path(scratch, f"floor-{attempt}.db")))
            firsts.append(_timed(_import, folder, Path(scratch, f"{attempt}.db")))
            seconds.append(_timed(_import, folder, Path(scratch, f"{attempt}.db")))
    # The best of each, as other programs only ever make it longer:
    floor, first, second = (Time(*map(min, zip(*times, strict=True))) for times in (floors, firsts, seconds))
    entries = len(rows["entries"])
    return [
        Result("reports", len(rows["reports"]), ""),
        Result("entries", entries, ""),
        Result("only parsing the pages and inserting the rows", floor.wall, "s"),
        Result("… processor time", floor.processor, "s"),
        Result("first import", first.wall, "s"),
        Result("… processor time", first.processor, "s"),
        Result("first import, times the floor", first.wall / floor.wall, "x", MOST_TIMES_FLOOR),
        Result("… processor time", first.processor / floor.processor, "x"),
        Result("entries per second", entries / first.wall, "/s"),
        Result("second import", second.wall, "s"),
        Result("second import, part of the first", second.wall / first.wall, "x", MOST_OF_FIRST),
        Result("peak memory of `quarterdeck import`", peak, "MiB", MOST_MEMORY),
    ]


def _import(folder: Path, path: Path) -> None:
    with Database.open(path) as database:
        import_documents(database, files.documents(folder), named=False)


def _rows(path: Path) -> Rows:
    with closing(opening.reader(path)) as connection:
        return {
            table: [dict(row) for row in connection.execute(f"SELECT {columns} FROM {table}")]  # noqa: S608 - our names
            for table, columns in TABLES.items()
        }


def _floor(folder: Path, rows: Rows, path: Path) -> None:
    for page in folder.rglob("*.html"):
        LexborHTMLParser(page.read_bytes())
    with closing(opening.writer(path, patience=1.0)) as connection:
        connection.execute("PRAGMA synchronous = NORMAL")
        database = sqlite_utils.Database(connection, execute_plugins=False)
        for table, inserted in rows.items():
            database.table(table).insert_all(inserted)


def _timed(work: Callable[P, None], *args: P.args, **options: P.kwargs) -> Time:
    wall, processor = time.perf_counter(), time.process_time()
    work(*args, **options)
    return Time(time.perf_counter() - wall, time.process_time() - processor)


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
