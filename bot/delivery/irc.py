"""Announcements into IRC channels, each line confirmed by the server."""

from collections.abc import Awaitable, Mapping, Sequence

from bot.delivery import Target
from bot.irc.message import Outcome
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
        return network is not None and network.announcements.ready(target.channel)

    async def turn(self, target: Target) -> None:
        """Wait until the server's limits allow a line."""
        if network := self._networks.get(target.network):
            await network.announcements.turn()

    def another_turn(self, target: Target) -> bool:
        """Take a further line of the present allowance."""
        network = self._networks.get(target.network)
        return network is not None and network.announcements.another_turn()

    def together(self, targets: Sequence[Target], text: str, *, notice: bool) -> Sequence[Target]:
        """Return the channels that the server takes in one line."""
        network = self._networks[targets[0].network]
        channels = network.announcements.together([each.channel for each in targets], text, notice=notice)
        return [each for each in targets if each.channel in channels]

    def deliver(self, targets: Sequence[Target], text: str, *, notice: bool) -> Sequence[Awaitable[Outcome]]:
        """Say one line in the channels and find out whether it got through."""
        network = self._networks[targets[0].network]
        channels = [each.channel for each in targets]
        return network.announcements.deliver(channels, text, notice=notice, priority=Priority.PAID)
