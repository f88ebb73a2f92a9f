"""A source that the running bot looks at on a schedule, importing what is new there."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from random import random as chance

import structlog

from bot.crawl import take_site
from bot.errors import QuarterdeckError
from bot.importer import Import
from bot.sources import files
from bot.sources.website import Website
from bot.store.database import Database
from bot.summary import Summary
from config.settings import SourceSettings

log = structlog.get_logger(__name__)


_ROUND = timedelta(days=7)
"""In this time every report of a site is asked for at least once, as old ones are corrected, too; new ones at once."""


class Intake:
    """Looks at one source; `random` returns numbers from 0 to 1, so that not all bots ask a site at once."""

    def __init__(
        self, name: str, settings: SourceSettings, database: Database, *, random: Callable[[], float] = chance
    ) -> None:
        self._settings = settings
        self._database = database
        self._random = random
        self._log = log.bind(source=name)

    async def run(self) -> None:
        """Look at the source, again and again, until cancelled; an import that is cut short goes on next time."""
        while True:
            try:
                self._tell(await self.look())
            except QuarterdeckError as error:
                self._log.warning("the source could not be read", why=str(error))
            await asyncio.sleep(self._settings.every.total_seconds() * (0.9 + 0.2 * self._random()))

    async def look(self) -> Summary:
        """Import what is there, each document in a thread, so that neither questions nor the end of the bot wait."""
        run = await asyncio.to_thread(Import, self._database)
        if self._settings.url:
            await take_site(run, Website(self._settings.url, run.pages, share=self._settings.every / _ROUND))
        elif self._settings.path:
            for place in await asyncio.to_thread(files.places, self._settings.path):
                document = await asyncio.to_thread(files.read, place)
                await asyncio.to_thread(run.take, document, named=False)
        return await asyncio.to_thread(run.finish)

    def _tell(self, summary: Summary) -> None:
        counts = {state: summary.count(state) for state in ("new", "changed", "unchanged")}
        self._log.info("looked for reports", **counts)
        for origin, why in summary.unreadable:
            self._log.warning("unreadable", origin=origin, why=why)
        for origin, problem in summary.problems:
            self._log.info("problem in a report", origin=origin, problem=problem)
