"""The stage of every fault: a database with news to come, the bot, the relay to its server, an observer."""

import asyncio
import shutil
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot import report_json
from bot.model import Entry, Report
from tests.faults.bot import Bot, quarterdeck, run_command
from tests.faults.people import LINES, Observer
from tests.faults.relay import Relay
from tests.invented import report
from tests.ircd import Ircd

OLD = report("2030-10", "2030-12", Entry("Old Oak", "Kernel"))
NEWS = report("2031-01", "2031-03", *(Entry(title, "Kernel") for title in LINES[1:]))
LATER = report("2031-04", "2031-06", Entry("Capstan", "Kernel"))
SAID = r"(PRIVMSG|NOTICE) #\S+ :"
"""What an announced line has in it on its way to the server."""


@dataclass(frozen=True)
class Row:
    """What the database says about the news in one channel."""

    state: str
    said: int
    attempts: int
    reason: str | None


@dataclass
class Stage:
    """Everything that takes part; `channels` maps names to their settings in TOML, `""` for none."""

    folder: Path
    server: Ircd
    relay: Relay
    channels: Mapping[str, str]
    observer: Observer = field(default_factory=Observer)
    bots: list[Bot] = field(default_factory=list)

    @property
    def database(self) -> Path:
        """Return the bot's database."""
        return self.folder / "data" / "quarterdeck.db"

    @property
    def bot(self) -> Bot:
        """Return the bot that was started last."""
        return self.bots[-1]

    def configure(self, network: str = "", more: str = "") -> None:
        """Write the bot's configuration; `network` are further settings of the network, `more` whole tables (TOML)."""
        text = _configuration(self.relay.port, self.channels, network) + more
        (self.folder / "q.toml").write_text(text, "utf-8")

    async def start(self, *, quick: bool = False, ping_limit: float = 30.0) -> Bot:
        """Start the bot."""
        self.bots.append(await Bot.start(*run_command(self.folder / "q.toml", quick=quick, ping_limit=ping_limit)))
        return self.bot

    async def start_and_join(self, *, quick: bool = False, ping_limit: float = 30.0) -> Bot:
        """Start the bot and wait until it is in its channels."""
        bot = await self.start(quick=quick, ping_limit=ping_limit)
        for channel in self.channels:
            await bot.logs("joined", channel=channel)
        return bot

    async def restart(self) -> Bot:
        """Start the bot after one that was killed, with nothing in its way."""
        self.relay.release()
        return await self.start()

    async def bring_news(self) -> None:
        """Have another process import a report that comes out."""
        await import_(self.database, NEWS)

    def rows(self) -> dict[str, Row]:
        """Return what the database says, by channel."""
        with closing(sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True)) as connection:
            query = "SELECT target, state, said, attempts, reason FROM outbox WHERE kind = 'report' AND subject = ?"
            rows = connection.execute(query, (NEWS.id,)).fetchall()
        return {channel: Row(*values) for channel, *values in rows}

    async def until(self, condition: Callable[[dict[str, Row]], bool], *, within: float = 30.0) -> None:
        """Wait until the rows are as they should be."""
        try:
            async with asyncio.timeout(within):
                while not condition(self.rows()):  # noqa: ASYNC110 - another process changes them
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"{self.rows()}; {self.bot.log[-5:]}") from None

    async def confirmed(self, *channels: str) -> None:
        """Wait until the news is confirmed in channels, in all if none is named."""
        wanted = set(channels or self.channels)
        await self.until(lambda rows: wanted <= {name for name, row in rows.items() if row.state == "confirmed"})

    async def told(self) -> dict[str, list[str]]:
        """Wait until everything is confirmed and the bot has ended; return what was heard in each channel.

        After that nothing more can come, so what is missing is missing and what is there twice was said twice.
        """
        await self.confirmed()
        await self.bot.end()
        await self.observer.now.sync()
        return self.observer.heard()

    def doubts(self) -> Counter[tuple[str, int]]:
        """Return what all bots together logged as seen or not, by channel and number of the line."""
        return sum((bot.doubts() for bot in self.bots), Counter())

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the right to write to the database, as another program may."""
        with closing(sqlite3.connect(self.database, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield


async def import_(database: Path, *reports: Report) -> None:
    """Import reports as a process of its own."""
    document = database.with_suffix(".jsonl")
    document.write_text("".join(f"{report_json.to_line(each)}\n" for each in reports), "utf-8")
    await quarterdeck("import", "--db", database, document)


@asynccontextmanager
async def stage(
    folder: Path, prepared: Path, server: Ircd, channels: Mapping[str, str], *, network: str = "", more: str = ""
) -> AsyncIterator[Stage]:
    """Set the stage: a copy of a prepared database, the observer in all channels, the bot not yet there.

    `network` and `more` are as for `configure`.
    """
    (folder / "data").mkdir(parents=True, exist_ok=True)
    async with Relay.running(server.port) as relay:
        stage = Stage(folder, server, relay, channels)
        shutil.copy(prepared, stage.database)
        stage.configure(network, more)
        await stage.observer.enter(server.port, list(channels))
        try:
            yield stage
        finally:
            for bot in stage.bots:
                await bot.kill()
            await stage.observer.leave()


def _configuration(port: int, channels: Mapping[str, str], more: str) -> str:
    network = f"""
        [networks.lab]
        host = "127.0.0.1"
        port = {port}
        nick = "deck"
        tls.enabled = false
        reconnect.min_delay = 0.2
        reconnect.max_delay = 0.5
        announce = true
        {more or "flood.rate = 0.0"}
    """
    return network + "".join(f'[networks.lab.channels."{name}"]\n{settings}\n' for name, settings in channels.items())
