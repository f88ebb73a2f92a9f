"""A source that the running bot looks at on a schedule, importing what is new there."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import random as chance

import structlog

from bot.errors import QuarterdeckError
from bot.store import news
from bot.store.database import Database
from bot.store.news import Settling
from bot.summary import CHANGED, NEW, UNCHANGED, Summary
from config.settings import SourceSettings

log = structlog.get_logger(__name__)


_ROUND = timedelta(days=7)
"""In this time every report of a site is asked for at least once, as old ones are corrected, too; new ones at once."""
_PATIENCE = timedelta(days=2)
"""For so long a source may be unreadable before somebody should know: sites are down now and then."""


@dataclass(frozen=True, slots=True)
class Look:
    """What became of one look at a source: `words` is the outcome in short, or why there was none."""

    at: datetime
    words: str
    failed: bool = False


class Intake:
    """Looks at one source; `random` returns numbers from 0 to 1, so that not all bots ask a site at once.

    `on_trouble` is called with a sentence when the source has been unreadable for days, with an empty one when it can
    be read again. `sleep` is how to wait between two requests. `last` is the last look, None before the first one has
    ended.
    """

    def __init__(
        self,
        name: str,
        settings: SourceSettings,
        database: Database,
        *,
        on_trouble: Callable[[str], None] = lambda _: None,
        random: Callable[[], float] = chance,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.name = name
        self.last: Look | None = None
        self._settings = settings
        self._database = database
        self._on_trouble = on_trouble
        self._random = random
        self._now = now
        self._sleep = sleep
        self._good = now()
        self._one_at_a_time = asyncio.Lock()
        self._log = log.bind(source=name)

    async def run(self) -> None:
        """Look at the source, again and again, until cancelled; an import that is cut short goes on next time."""
        while True:
            await self.visit()
            await self._rest(self._settings.every.total_seconds() * (0.9 + 0.2 * self._random()))

    async def _rest(self, seconds: float) -> None:
        """Wait, and meanwhile look again at each report that has had its time to settle."""
        pause, settle = 0.0, self._settings.settle.total_seconds()
        while (wait := max(pause, self._until_settled())) < seconds:
            await asyncio.sleep(wait)
            seconds -= wait
            for one in self._settling():
                if one.ready <= self._now():
                    await self.visit(one.origin, ordered=False)
            pause = settle  # whatever came of it: a page that cannot be had is not asked for again at once
        await asyncio.sleep(seconds)

    def _until_settled(self) -> float:
        """Return in how many seconds the first report has had its time to settle, endless if none settles."""
        times = [(one.ready - self._now()).total_seconds() for one in self._settling()]
        return max(min(times, default=math.inf), 0.0)

    def _settling(self) -> list[Settling]:
        return [one for one in news.settling(self._database.reader) if self.has(one.origin)]

    def has(self, url: str) -> bool:
        """Tell whether an address is on this source's site."""
        from bot.sources.fetching import same_site

        return self._settings.url is not None and same_site(self._settings.url, url)

    async def visit(self, url: str | None = None, *, ordered: bool = True) -> Look:
        """Look at the source now, or only at one page of its site, and say what came of it.

        The report on a page that somebody `ordered` need not settle before it is news.
        """
        async with self._one_at_a_time:
            try:
                summary = await self.look(url, settles=not (url and ordered))
            except QuarterdeckError as error:
                self._log.warning("the source could not be read", why=str(error))
                look = Look(self._now(), str(error), failed=True)
            else:
                self._tell(summary)
                look = Look(self._now(), _words(summary))
        if url is None:
            self._conclude(look)
        return look

    async def look(self, url: str | None = None, *, settles: bool = True) -> Summary:
        """Import what is there, each document in a thread, so that neither questions nor the end of the bot wait.

        With an address only that page of the site is looked at. What is new settles before it is news, but in a folder
        it only has to look finished.
        """
        await asyncio.to_thread(_load)
        from bot.crawl import take_site
        from bot.importer import Import
        from bot.sources import files
        from bot.sources.website import Website

        settle = self._settings.settle if self._settings.url else timedelta(0)
        run = await asyncio.to_thread(Import, self._database, settle=settle if settles else None, clock=self._now)
        if site := url or self._settings.url:
            share = self._settings.every / _ROUND
            await take_site(run, Website(site, run.pages, share=share, sleep=self._sleep))
        elif self._settings.path:
            for place in await asyncio.to_thread(files.places, self._settings.path):
                document = await asyncio.to_thread(files.read, place)
                await asyncio.to_thread(run.take, document, named=False)
        return await asyncio.to_thread(run.finish)

    def _conclude(self, look: Look) -> None:
        self.last = look
        if not look.failed:
            self._good = look.at
            self._on_trouble("")
        elif look.at - self._good >= _PATIENCE:
            self._on_trouble(f"The source {self.name} could not be read since {self._good:%Y-%m-%d}. {look.words}")

    def _tell(self, summary: Summary) -> None:
        counts = {state: summary.count(state) for state in (NEW, CHANGED, UNCHANGED)}
        self._log.info("looked for reports", **counts)
        for origin, why in summary.unreadable:
            self._log.warning("unreadable", origin=origin, why=why)
        for origin, problem in summary.problems:
            self._log.info("problem in a report", origin=origin, problem=problem)
        for one in news.settling(self._database.reader):
            self._log.info("a new report settles", report=one.report, until=str(one.ready), unfinished=one.unfinished)


def _load() -> None:
    """Import readers and what fetches pages: much work, so neither before answers nor on the event loop."""
    import bot.crawl
    import bot.sources.files  # noqa: F401 - used by name after this


def _words(summary: Summary) -> str:
    counts = [f"{summary.count(state)} {state}" for state in (NEW, CHANGED, UNCHANGED)]
    if unreadable := summary.unreadable:
        origin, why = unreadable[0]
        counts.append(f"{len(unreadable)} unreadable, such as {origin}: {why}" if origin not in why else why)
    return ", ".join(counts)
