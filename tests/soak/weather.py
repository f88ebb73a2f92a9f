"""What goes wrong: servers end and freeze, connections break and hang, the bot is killed, channels turn on it."""

import asyncio
import random
import signal
from collections.abc import Awaitable, Callable

from tests.faults.relay import Stop
from tests.faults.stage import SAID
from tests.soak.bots import Bots
from tests.soak.ledger import Ledger
from tests.soak.network import Network

_ENDS = (signal.SIGTERM, signal.SIGKILL)
_SECONDS = (1.0, 10.0)
"""How long something hangs: too short for the bot to give the connection up, or surely long enough."""


class Weather:
    """Storms one after the other, each over when the bot is back; all kinds come before one comes again."""

    def __init__(self, bots: Bots, ledger: Ledger, chance: random.Random) -> None:
        self._bots = bots
        self._ledger = ledger
        self._chance = chance

    async def blow(self, until: float, kills_until: float) -> None:
        """Have storms until then; the last bot lives long enough to show whether it leaks."""
        kinds: list[Callable[[], Awaitable[None]]] = []
        while self._ledger.now() < until:
            await asyncio.sleep(self._chance.uniform(2.0, 5.0))
            kinds = kinds or self._all_kinds()
            storm = kinds.pop()
            if storm != self._kill or self._ledger.now() < kills_until:
                await storm()

    def _all_kinds(self) -> list[Callable[[], Awaitable[None]]]:
        kinds: list[Callable[[], Awaitable[None]]] = [
            *(self._kill, self._kill, self._freeze_bot),
            *(self._cut, self._cut, self._hang),
            *(self._end_server, self._freeze_server, self._freeze_and_end_server),
        ]
        self._chance.shuffle(kinds)
        return kinds

    def _network(self) -> Network:
        return self._chance.choice(self._bots.networks)

    async def _kill(self) -> None:
        with self._ledger.trouble("the bot is killed"):
            await self._bots.kill()
            for network in self._bots.networks:
                await network.gone()
            await self._bots.start()
            await self._bots.recovered()

    async def _freeze_bot(self) -> None:
        seconds = self._chance.uniform(0.5, 3.0)
        with self._ledger.trouble(f"the bot is frozen for {seconds:.1f} s"):
            self._bots.freeze()
            try:
                await asyncio.sleep(seconds)
            finally:
                self._bots.thaw()
            await self._bots.recovered()

    async def _cut(self) -> None:
        network, how = self._network(), self._chance.choice((Stop.LINE_CUT, Stop.ANSWER_CUT))
        with self._ledger.trouble(f"is cut off ({how.name})", network.name):
            network.relay.keep_out()  # or it would be back before anybody saw that it was gone
            network.relay.stop(how, SAID)
            if await _struck(network):
                await network.gone()
            network.relay.release()
            network.relay.let_in()
            await network.recovered()

    async def _hang(self) -> None:
        network, how = self._network(), self._chance.choice((Stop.LINE_HELD, Stop.ANSWER_HELD))
        seconds = self._chance.choice(_SECONDS)
        with self._ledger.trouble(f"hangs for {seconds} s ({how.name})", network.name):
            network.relay.stop(how, SAID)
            if await _struck(network):
                await asyncio.sleep(seconds)
            network.relay.release()
            await network.recovered()

    async def _end_server(self) -> None:
        network, how = self._network(), self._chance.choice(_ENDS)
        with self._ledger.trouble(f"its server ends ({how.name})", network.name):
            await network.restart(how)
            await network.recovered()

    async def _freeze_server(self) -> None:
        network, seconds = self._network(), self._chance.choice(_SECONDS)
        with self._ledger.trouble(f"its server is frozen for {seconds} s", network.name):
            network.server.freeze()
            try:
                await asyncio.sleep(seconds)
            finally:
                network.server.thaw()
            await network.recovered()

    async def _freeze_and_end_server(self) -> None:
        network = self._network()
        with self._ledger.trouble("its server is frozen for 2 s and killed", network.name):
            network.server.freeze()
            try:
                await asyncio.sleep(2)
            finally:
                await network.restart(signal.SIGKILL)
            await network.recovered()


async def squalls(bots: Bots, ledger: Ledger, chance: random.Random, until: float) -> None:
    """Trouble in single channels: the bot may not speak for some time, or is thrown out."""
    while ledger.now() < until:
        await asyncio.sleep(chance.uniform(0.5, 3.0))
        network = chance.choice(bots.networks)
        channel = chance.choice(sorted(network.channels))
        await network.open.wait()
        if chance.random() < 0.6:
            await _mute(network, channel, ledger, chance.uniform(0.5, 5.0))
        elif channel in network.present:
            await _kick(network, channel, ledger)


async def _mute(network: Network, channel: str, ledger: Ledger, seconds: float) -> None:
    with ledger.trouble(f"is moderated for {seconds:.1f} s", network.name, channel):
        network.say(f"MODE {channel} +m")
        await asyncio.sleep(seconds)
        await network.open.wait()
        network.say(f"MODE {channel} -m")
        await network.done()


async def _kick(network: Network, channel: str, ledger: Ledger) -> None:
    with ledger.trouble("throws the bot out", network.name, channel):
        before = network.joined[channel]
        network.say(f"KICK {channel} {network.nick} :out")
        await network.until(lambda: network.joined[channel] > before, f"the bot does not come back into {channel}")


async def _struck(network: Network) -> bool:
    """Tell whether a line came by for the fault to strike; when all is said and asked, none may come."""
    try:
        await network.relay.stopped(within=30)
    except TimeoutError:
        return False
    return True
