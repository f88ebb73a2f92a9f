"""The archive's SQLite file: read here, on one connection; written on one thread, in one transaction a time."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self, TypeVar

from bot.errors import DatabaseError
from bot.store import opening
from bot.store.faults import explained

T = TypeVar("T")
Connection = sqlite3.Connection
Work = Callable[[Connection], T]

DEFAULT_PATH = Path("data/quarterdeck.db")
PATIENCE = 10.0  # seconds that a write waits for another program's


class Database:
    """One open database; close it, or use it in a `with` statement."""

    def __init__(self, path: Path, *, patience: float = PATIENCE) -> None:
        self.path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        try:
            self._writer = self._thread.submit(opening.writer, path, patience).result()
            with explained(path):
                self.reader = opening.reader(path)
        except BaseException:
            self._thread.shutdown()
            raise
        self._version = others_writes(self.reader)

    @classmethod
    def open(cls, path: Path, *, create: bool = True, patience: float = PATIENCE) -> Self:
        """Open the database at `path`, bringing an older one up to date.

        `patience` is how many seconds a write waits for another program's. Raises DatabaseError if the file
        cannot be used (and leaves it as it is), or if there is none and `create` is false.
        """
        if not create and not path.exists():
            raise DatabaseError(str(path), "there is no database yet; fill one with `quarterdeck import`")
        if path.parent.parent.is_dir():
            path.parent.mkdir(exist_ok=True)
        return cls(path, patience=patience)

    async def write(self, work: Work[T]) -> T:
        """Run `work(connection)` on the write thread, in one transaction; cancelling does not stop it half-way."""
        return await asyncio.wrap_future(self.submit(work))

    def write_now(self, work: Work[T]) -> T:
        """Do the same and wait for it, where there is no event loop to keep alive."""
        return self.submit(work).result()

    def submit(self, work: Work[T], *, durable: bool = True) -> Future[T]:
        """Do the same without waiting; works are done in the order in which they are handed in.

        What is not `durable` outlives this program but not a power cut, until the next work that is.
        """
        return self._thread.submit(self._transact, work, durable)

    def changed(self) -> bool:
        """Tell whether anything was written since this was last asked, by this or another program."""
        before, self._version = self._version, others_writes(self.reader)
        return self._version != before

    def close(self) -> None:
        """Finish what is being written, then close the file."""
        self.reader.close()
        self._thread.submit(self._writer.close)  # last, so that it leaves no log beside the file
        self._thread.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _transact(self, work: Work[T], durable: bool) -> T:  # noqa: FBT001 - handed on by the thread as it is
        with explained(self.path):
            self._writer.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            with opening.transaction(self._writer):
                return work(self._writer)


def others_writes(connection: Connection) -> int:
    """Return a number that is another after any other connection wrote to the file."""
    (version,) = connection.execute("PRAGMA data_version").fetchone()
    return int(version)


@contextmanager
def throwaway(path: Path) -> Iterator[Database]:
    """Open a copy of the database at `path` (an empty one if there is none) that is gone afterwards."""
    with TemporaryDirectory(prefix="quarterdeck-") as folder:
        copy = Path(folder) / path.name
        if path.exists():
            opening.check(path)
            with explained(path), closing(opening.reader(path)) as connection:
                opening.copy(connection, copy)
        with Database.open(copy) as database:
            yield database
