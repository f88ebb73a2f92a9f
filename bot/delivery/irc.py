"""Announcements into IRC channels, each line confirmed by the server."""

from collections.abc import Mapping

from bot.delivery import Target
from bot.irc.message import Outcome, Refused
from bot.irc.network import Network
from bot.irc.outbox import Priority


class IrcDelivery:
    """Delivers to the channels that the bot is in."""

    way = "irc"
    repeatable = False

    def __init__(self, networks: Mapping[str, Network]) -> None:
        self._networks = networks

    def ready(self, target: Target) -> bool:
        """Tell whether the bot is in the channel now."""
        network = self._networks.get(target.network)
        return network is not None and network.fold(target.channel) in network.channels

    async def turn(self, target: Target) -> None:
        """Wait until the server's limits allow a line."""
        if network := self._networks.get(target.network):
            await network.turn()

    async def deliver(self, target: Target, text: str, *, notice: bool) -> Outcome:
        """Say one line in the channel and find out whether it got through."""
        if not self.ready(target):
            return Refused("the bot is not in the channel")
        network = self._networks[target.network]
        return await network.deliver(target.channel, text, notice=notice, priority=Priority.PAID)
