"""Bots and servers for the tests of IRC: the shared relaxed servers, bots that are stopped, scripted servers."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.irc.message import Message
from bot.irc.network import Network
from bot.irc.terms import Timing
from config.settings import NetworkSettings
from tests import ircd
from tests.rawirc import ScriptedServer

QUICK = Timing(connect=3, login=5, ping_every=0.3, ping_limit=0.3, quit=1)


class Bot:
    """A network that runs in the background, and all that its hooks were told."""

    def __init__(self, settings: dict[str, Any], timing: Timing, policies: Path | None) -> None:
        plain = {"host": "127.0.0.1", "nick": "deck", "tls": {"enabled": False}, "reconnect": {"min_delay": 0.1}}
        self.heard: asyncio.Queue[Message] = asyncio.Queue()
        self._on_message: Callable[[Message], None] = self.heard.put_nowait
        self.invited: asyncio.Queue[Message] = asyncio.Queue()
        self.troubles: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        self.seen: list[tuple[str, str]] = []
        self._joined: asyncio.Queue[str] = asyncio.Queue()
        self._ready: asyncio.Queue[None] = asyncio.Queue()
        self.network = Network(
            "test",
            NetworkSettings.model_validate(plain | settings),
            lambda message: self._on_message(message),
            on_ready=lambda: self._ready.put_nowait(None),
            on_joined=self._joined.put_nowait,
            on_invited=self.invited.put_nowait,
            on_seen=lambda account, nick: self.seen.append((account, nick)),
            on_trouble=lambda channel, why: self.troubles.put_nowait((channel, why)),
            timing=timing,
            policies=policies,
        )
        self.task = asyncio.create_task(self.network.run())

    def on_message(self, answer: Callable[[Message], None]) -> None:
        """Do something else with messages from now on."""
        self._on_message = answer

    async def ready(self) -> None:
        """Wait until the server has let the bot in."""
        async with asyncio.timeout(10):
            await self._ready.get()

    async def joined(self) -> str:
        """Wait for the next channel that the bot comes into."""
        async with asyncio.timeout(10):
            return await self._joined.get()

    async def hears(self) -> Message:
        """Wait for the next message."""
        async with asyncio.timeout(10):
            return await self.heard.get()

    async def failure(self) -> str:
        """Wait for the first trouble with the connection; return what it was."""
        async with asyncio.timeout(10):
            while not self.network.last_error:  # noqa: ASYNC110 - an error is a state here, no event
                await asyncio.sleep(0.01)
        return self.network.last_error


StartBot = Callable[..., Bot]
StartServer = Callable[..., ircd.Ircd]


@pytest.fixture
async def start_bot() -> AsyncIterator[StartBot]:
    """Start bots with settings over plain ones: `start_bot({"port": 6667})`; all are stopped in the end."""
    bots: list[Bot] = []

    def start(settings: dict[str, Any], *, timing: Timing = Timing(), policies: Path | None = None) -> Bot:  # noqa: B008 - frozen
        bots.append(Bot(settings, timing, policies))
        return bots[-1]

    yield start
    for bot in bots:
        await bot.network.stop("the test is over")
        await bot.task


@pytest.fixture
async def scripted() -> AsyncIterator[ScriptedServer]:
    """Run a server that says what the test says."""
    async with ScriptedServer.running() as server:
        yield server


@pytest.fixture
def start_server() -> Iterator[StartServer]:
    """Start real servers of the test's own: `start_server("inspircd", flood="strict")`."""
    with contextlib.ExitStack() as stack:
        yield lambda kind, **options: stack.enter_context(ircd.running(kind, **options))


@pytest.fixture(scope="session")
def ngircd() -> Iterator[ircd.Ircd]:
    """Run one relaxed ngIRCd for many tests, which take channels and nicks of their own."""
    with ircd.running("ngircd") as server:
        yield server


@pytest.fixture(scope="session")
def inspircd() -> Iterator[ircd.Ircd]:
    """Run one relaxed InspIRCd for many tests, which take channels and nicks of their own."""
    with ircd.running("inspircd") as server:
        yield server


@pytest.fixture(params=["ngircd", "inspircd"])
def server(request: pytest.FixtureRequest) -> ircd.Ircd:
    """Run the test once on each kind of server."""
    found: ircd.Ircd = request.getfixturevalue(request.param)
    return found
