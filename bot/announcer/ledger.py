"""What many messages have to note at the same time, noted in one transaction."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from bot.store.database import Connection, Database

T = TypeVar("T")
_Waiting = list[tuple[Callable[[Connection], Any], asyncio.Future[Any]]]


class Ledger:
    """Writes to the database; a transaction costs as much for a hundred notes as for one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: _Waiting = []
        self._busy = False

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Do a work in the next transaction, with all that is handed in until that begins.

        Works are done in the order in which they come. What one raises undoes the transaction and is raised for all.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._waiting.append((work, future))
        if not self._busy:
            self._busy = True
            loop.call_soon(self._begin)
        return await future

    def _begin(self) -> None:
        waiting, self._waiting = self._waiting, []
        works = [work for work, _ in waiting]
        written = asyncio.wrap_future(self._database.submit(lambda connection: [work(connection) for work in works]))
        written.add_done_callback(partial(self._done, waiting))

    def _done(self, waiting: _Waiting, written: asyncio.Future[list[Any]]) -> None:
        error = written.exception()
        for number, (_, future) in enumerate(waiting):
            if future.done():
                continue
            if error:
                future.set_exception(error)
            else:
                future.set_result(written.result()[number])
        self._busy = bool(self._waiting)
        if self._busy:
            self._begin()  # before those go on that have just been told, and hand in more
