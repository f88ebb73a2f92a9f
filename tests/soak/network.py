"""One IRC network: its server, the relay before it, and who listens in all of its channels."""

import asyncio
import re
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Self

from tests import ircd, rawirc
from tests.faults.relay import Relay
from tests.soak.ledger import Ledger

BACK = 45.0
"""Seconds in which the bot must be back after anything that happened to it."""
_PROBES = 15
_GOODBYE = 5.0
_JOIN_AT_ONCE = 20  # more at once InspIRCd refuses
_LINE = re.compile(r"(?:@\S+ )?:(?P<nick>deck\w*)!\S+ (?P<command>[A-Z]+) :?(?P<first>\S+)(?: :?(?P<rest>.*))?")
_KICK = re.compile(r"(?:@\S+ )?:\S+ KICK (?P<channel>\S+) deck\w* ")
_PONG = re.compile(r":\S+ PONG \S+ :?(?P<number>\d+)")


class Network:
    """A network; `channels` are their styles by name, `heard` counts what the bot said in which channel."""

    def __init__(self, name: str, server: ircd.Ircd, relay: Relay, channels: Mapping[str, str], ledger: Ledger) -> None:
        self.name = name
        self.server = server
        self.relay = relay
        self.channels = channels
        self.heard: Counter[tuple[str, str]] = Counter()
        self.nick = "deck"
        self.present: set[str] = set()
        self.joined: Counter[str] = Counter()
        self.busy: set[str] = set()
        self.open = asyncio.Event()
        self._ledger = ledger
        self._asked = 0
        self._done = 0

    @classmethod
    @asynccontextmanager
    async def running(
        cls, name: str, server: ircd.Ircd, channels: Mapping[str, str], ledger: Ledger
    ) -> AsyncIterator[Self]:
        """Have the relay and the listener there as long as the context lasts."""
        async with Relay.running(server.port) as relay:
            network = cls(name, server, relay, channels, ledger)
            await network.enter()
            try:
                yield network
            finally:
                await network.leave()

    async def enter(self) -> None:
        """Have the listener come into all channels, as an operator where nobody was before; then let everybody in."""
        self.present.clear()
        self._eve = await rawirc.client(self.server.port, "eve")
        names = list(self.channels)
        for start in range(0, len(names), _JOIN_AT_ONCE):
            self._eve.send(f"JOIN {','.join(names[start : start + _JOIN_AT_ONCE])}")
        for _ in names:
            await self._eve.sees(" 366 ")
        self._listening = asyncio.create_task(self._listen(self._eve))
        self.open.set()

    async def leave(self) -> None:
        """Have the listener hear the last words, then go."""
        self.open.clear()
        self._eve.send("QUIT")
        try:
            async with asyncio.timeout(_GOODBYE):
                await self._listening
        except TimeoutError:
            pass  # something is so wrong that it is not worth to wait for
        finally:
            await self._eve.close()

    def say(self, line: str) -> None:
        """Send a command as the listener, who is an operator of all channels."""
        self._eve.send(line)

    async def restart(self, how: signal.Signals) -> None:
        """End the server and start it again; the listener is there before the bot and everybody else."""
        self.open.clear()
        self.relay.keep_out()
        await asyncio.to_thread(self.server.stop, how)
        await self.leave()
        await asyncio.to_thread(self.server.start)
        await self.enter()
        self.relay.let_in()

    async def recovered(self) -> None:
        """Wait until the bot is in all channels and answers."""
        await self.until(lambda: self.present >= self.channels.keys(), "the bot is not in all channels")
        self._asked += 1
        text = f"probe {self._asked}"
        for _ in range(_PROBES):
            self.say(f"PRIVMSG {self.nick} :ping {text}")
            with suppress(AssertionError):
                await self.until(lambda: self.heard["eve", text] > 0, "no answer", within=BACK / _PROBES)
                return
        raise AssertionError(f"{self.name}: the bot is there and gives no answer")

    async def gone(self) -> None:
        """Wait until the bot is off the network."""
        await self.until(lambda: not self.present, "the bot is still seen")

    async def done(self) -> None:
        """Wait until the server has done all that the listener said, or is another one."""
        self._asked += 1
        number, eve = self._asked, self._eve
        self.say(f"PING {number}")
        await self.until(lambda: self._done >= number or self._eve is not eve, "the server does not answer")

    async def until(self, condition: Callable[[], bool], otherwise: str, *, within: float = BACK) -> None:
        """Wait until the listener has seen something."""
        try:
            async with asyncio.timeout(within):
                while not condition():  # noqa: ASYNC110 - what is waited for are another process's lines
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(
                f"{self.name}: {otherwise} after {within} s; it is in {len(self.present)} channels"
            ) from None

    async def _listen(self, eve: rawirc.RawConnection) -> None:
        while True:
            try:
                line = (await eve.sees("", within=3600)).string
            except ConnectionError:
                if self.open.is_set():
                    self._ledger.tell(f"{self.name} its server threw the listener out: {eve.lines[-1]}")
                return
            if found := _LINE.match(line):
                self._take(found["nick"], found["command"], found["first"], found["rest"] or "")
            elif found := _KICK.match(line):
                self.present.discard(found["channel"])
            elif found := _PONG.match(line):
                self._done = int(found["number"])

    def _take(self, nick: str, command: str, first: str, rest: str) -> None:
        if command in {"PRIVMSG", "NOTICE"}:
            self.heard[first, rest] += 1
        elif command == "JOIN":
            self.nick = nick
            self.present.add(first)
            self.joined[first] += 1
        elif command == "NICK":
            with self._ledger.trouble(f"the bot is called {first} now", self.name):
                self.nick = first
        elif command == "QUIT":
            self.present.clear()
