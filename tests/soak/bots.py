"""The bots, one after the other: configured, started, killed; what their logs say in all."""

import asyncio
import signal
import socket
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.faults.bot import Bot, run_command
from tests.soak.network import Network

_PING_LIMIT = 3.0
"""Seconds a server may take to answer a PING, so that a freeze of a few seconds is the end of a connection."""


class Bots:
    """The one bot on all networks, which is killed and started again; `bots` are all that there were."""

    def __init__(self, folder: Path, networks: Sequence[Network]) -> None:
        self.database = folder / "data" / "quarterdeck.db"
        self.source = folder / "source"
        self.networks = networks
        self.bots: list[Bot] = []
        self.freezes = 0
        self._killing = False
        self._configuration = folder / "quarterdeck.toml"
        self.web = f"127.0.0.1:{_free_port()}"
        self.database.parent.mkdir()
        self.source.mkdir()

    @property
    def pid(self) -> int:
        """Return the process id of the one that runs."""
        return self.bots[-1].process.pid

    async def start(self) -> None:
        """Start the bot."""
        self.freezes = 0
        parts = [f'[web]\nlisten = "{self.web}"', f'[sources.folder]\npath = "{self.source}"\nevery = "2s"']
        parts += [_table(network) for network in self.networks]
        self._configuration.write_text("\n".join(parts), "utf-8")
        command = run_command(self._configuration, quick=True, ping_limit=_PING_LIMIT)
        self.bots.append(await Bot.start(*command))
        self._killing = False

    async def recovered(self) -> None:
        """Wait until it is on all networks."""
        for network in self.networks:
            await network.recovered()

    async def kill(self) -> None:
        """End it with SIGKILL; its database must be whole."""
        self._killing = True
        await self.bots[-1].kill()
        self.check_database()

    def freeze(self) -> None:
        """Stop it where it stands."""
        self.freezes += 1
        self.bots[-1].process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self.bots[-1].process.send_signal(signal.SIGCONT)

    async def kill_all(self) -> None:
        """End whatever still runs."""
        for bot in self.bots:
            await bot.kill()

    async def announced(self) -> None:
        """Wait until nothing is left to be announced."""
        async with asyncio.timeout(60):
            while self.unfinished():  # noqa: ASYNC110 - another process changes it
                await asyncio.sleep(0.2)

    def unfinished(self) -> list[tuple[Any, ...]]:
        """Return the news and the announcements that wait."""
        news = "SELECT report, state FROM news WHERE state IN ('noticed', 'settling', 'pending')"
        announcements = "SELECT subject, network, target, reason FROM outbox WHERE state IN ('pending', 'sent')"
        return self.look_up(news) + self.look_up(announcements)

    def look_up(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the database."""
        with closing(sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True, timeout=20)) as connection:
            return connection.execute(query).fetchall()

    def check_database(self) -> None:
        """Raise AssertionError if the database is damaged."""
        assert self.look_up("PRAGMA integrity_check") == [("ok",)]
        assert self.look_up("PRAGMA foreign_key_check") == []

    def check(self) -> None:
        """Raise AssertionError if a bot ended by itself or said anything that it should never have to say."""
        assert self._killing or self.bots[-1].process.returncode is None, f"it ended: {self.bots[-1].log[-3:]}"
        for bot in self.bots:
            assert not bot.words, f"not a line of the log: {''.join(bot.words)}"
            mishaps = [line for line in bot.log if line["level"] in {"error", "critical"} or "incident" in line]
            assert not mishaps, f"mishaps: {mishaps[:3]}"


def _table(network: Network) -> str:
    channels = (
        f'[networks.{network.name}.channels."{channel}"]\nstyle = "{style}"'
        for channel, style in network.channels.items()
    )
    return f"""
        [networks.{network.name}]
        host = "127.0.0.1"
        port = {network.relay.port}
        nick = "deck"
        tls.enabled = false
        reconnect = {{ min_delay = 0.2, max_delay = 0.5 }}
        flood = {{ burst = 20, rate = 30.0 }}
        announce = true
    """ + "\n".join(channels)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
