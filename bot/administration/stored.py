"""Notice what any program has stored: this one, or `quarterdeck import` beside it."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.archive import Archive
from bot.errors import QuarterdeckError
from bot.store import identity
from bot.store.database import Database

log = structlog.get_logger(__name__)

_LOOK = 1.0  # seconds between looks


class Stored:
    """What is in the database from now on; make it before the archive is opened, so that nothing is overlooked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._revision = identity.revision(database.reader)

    async def run(self, take: Callable[[Archive | None], Awaitable[None]]) -> None:
        """Call `take` at the start and after every change, until cancelled, with a new archive if it is another."""
        waiting = True
        while True:
            if waiting or self._database.changed():
                try:
                    await take(await self._archive())
                    waiting = False
                except QuarterdeckError as error:
                    waiting = True
                    log.warning("the database cannot be read or written now", why=str(error))
            await asyncio.sleep(_LOOK)

    async def _archive(self) -> Archive | None:
        """Return the archive anew if an import has finished."""
        revision = identity.revision(self._database.reader)
        if revision == self._revision:
            return None
        archive = await asyncio.to_thread(Archive.open, self._database)
        self._revision = revision
        return archive
