"""Notes to people, known by their services account: when they are there, and to no nick without that account."""

from collections.abc import Callable, Mapping
from time import monotonic

from bot.delivery import OneByOne, Target
from bot.irc.message import Outcome, Refused
from bot.irc.network import Network
from bot.irc.outbox import Priority
from bot.irc.terms import State
from bot.store.outbox import PERSON

AGAIN = 1800.0  # seconds after which somebody who was not there is looked for again, unless he shows up before


class PersonDelivery(OneByOne):
    """Delivers to whoever is logged in to an account; `came` is called when somebody who was looked for shows up."""

    way = PERSON
    repeatable = False

    def __init__(
        self, networks: Mapping[str, Network], came: Callable[[], None], *, clock: Callable[[], float] = monotonic
    ) -> None:
        self._networks, self._came, self._clock = networks, came, clock
        self._nicks: dict[Target, str] = {}
        self._absent: dict[Target, float] = {}
        self._looked_for: set[Target] = set()

    def ready(self, target: Target) -> bool:
        """Tell whether somebody is there, as far as is known, or is to be looked for."""
        network = self._networks.get(target.network)
        looked = self._absent.get(target)
        rested = looked is None or self._clock() - looked >= AGAIN
        return network is not None and network.state is State.READY and rested

    def seen(self, network: str, account: str, nick: str) -> None:
        """Note that somebody has shown up."""
        fold = self._networks[network].fold if network in self._networks else str.lower
        target = Target(network, fold(account), self.way)
        if target in self._looked_for:
            self._nicks[target] = nick
        elif self._absent.pop(target, None) is not None:
            self._nicks[target] = nick
            self._came()

    def connected(self, network: str) -> None:
        """Note that the bot has come onto a network: who is there is looked for anew."""
        for target in [each for each in self._absent if each.network == network]:
            del self._absent[target]
        self._came()

    async def turn(self, target: Target) -> None:
        """Look for somebody, and wait until the server's limits allow a line to him."""
        found = await self._find(target)
        if found and (network := self._networks.get(target.network)):
            await network.announcements.turn()

    async def carry(self, target: Target, text: str, *, notice: bool) -> Outcome:
        """Say one line to somebody who is still there, and find out whether it got through."""
        nick = await self._find(target)
        network = self._networks.get(target.network)
        if nick is None or network is None:
            return Refused("nobody is logged in to the account any more")
        return await network.deliver(nick, text, notice=notice, priority=Priority.PAID)

    async def _find(self, target: Target) -> str | None:
        """Return under which nick somebody is there, on the server's word at this moment."""
        nick = await self._look(target)
        if nick is None and target in self._nicks:  # he came while he was looked for
            nick = await self._look(target)
        if nick is None:
            self._absent[target] = self._clock()
            self._nicks.pop(target, None)
        else:
            self._nicks[target] = nick
        return nick

    async def _look(self, target: Target) -> str | None:
        seen_as, network = self._nicks.pop(target, ""), self._networks.get(target.network)
        self._looked_for.add(target)
        try:
            return await network.find(target.channel, seen_as=seen_as) if network else None
        finally:
            self._looked_for.discard(target)
