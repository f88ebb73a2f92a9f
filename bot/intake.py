"""A source that the running bot looks at on a schedule, importing what is new there."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from random import random as chance

import structlog

from bot.errors import QuarterdeckError, SourceError
from bot.importer import import_documents
from bot.model import Document
from bot.sources import files
from bot.store.database import Database
from bot.summary import Summary
from config.settings import SourceSettings

log = structlog.get_logger(__name__)


class _StoppedError(Exception):
    """The bot ends while an import runs; what is stored stays, the rest is read next time."""


class Intake:
    """Looks at one source; `random` returns numbers from 0 to 1, so that not all bots ask a site at once."""

    def __init__(
        self, name: str, settings: SourceSettings, database: Database, *, random: Callable[[], float] = chance
    ) -> None:
        self._settings = settings
        self._database = database
        self._random = random
        self._stopping = threading.Event()
        self._log = log.bind(source=name)

    async def run(self) -> None:
        """Look at the source, again and again, until cancelled."""
        try:
            while True:
                await self._look()
                await asyncio.sleep(self._settings.every.total_seconds() * (0.9 + 0.2 * self._random()))
        finally:
            self._stopping.set()

    async def _look(self) -> None:
        try:
            summary = await asyncio.to_thread(self._import)
        except _StoppedError:
            return
        except QuarterdeckError as error:
            self._log.warning("the source could not be read", why=str(error))
            return
        self._log.info(
            "looked", reports=len(summary.changes), new=summary.count("new"), changed=summary.count("changed")
        )
        for origin, why in summary.unreadable:
            self._log.warning("unreadable", origin=origin, why=why)

    def _import(self) -> Summary:
        assert self._settings.path is not None
        return import_documents(self._database, self._until_stopped(files.documents(self._settings.path)), named=False)

    def _until_stopped(self, documents: Iterable[Document | SourceError]) -> Iterator[Document | SourceError]:
        for document in documents:
            if self._stopping.is_set():
                raise _StoppedError
            yield document
