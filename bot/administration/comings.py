"""Who and what comes and goes on the networks, told to those parts of the bot that it concerns."""

from bot.administration.owner import Owners
from bot.announcer import Announcer
from bot.channels import Channels
from bot.delivery.person import PersonDelivery
from bot.irc.message import Message


class Comings:
    """What networks tell; `people` are those for whom there may be notes."""

    def __init__(self, channels: Channels, owners: Owners, announcer: Announcer, people: PersonDelivery) -> None:
        self._channels, self._owners, self._announcer, self._people = channels, owners, announcer, people

    def ready(self, network: str) -> None:
        """Take in that the bot has come onto a network."""
        self._owners.inside(network)
        self._people.connected(network)

    def joined(self, network: str, channel: str) -> None:
        """Take in that the bot has come into a channel."""
        self._announcer.reached(self._channels.target(network, channel))
        self._channels.met(network, channel)
        self._owners.inside(network, channel)

    def opened(self, network: str, channel: str) -> None:
        """Take in that a channel may take now what it has refused."""
        self._announcer.reached(self._channels.target(network, channel))

    def trouble(self, network: str, channel: str, why: str) -> None:
        """Take in that the bot does not come into a channel, or with an empty one onto the network."""
        self._channels.met(network, channel, why)
        self._owners.outside(network, channel, why)

    def seen(self, network: str, account: str, nick: str) -> None:
        """Take in that somebody with an account has shown up."""
        self._owners.seen(network, account, nick)
        self._people.seen(network, account, nick)

    def heard(self, message: Message) -> None:
        """Take in that somebody has said something."""
        self._owners.heard(message)
        if message.account:
            self._people.seen(message.network, message.account, message.nick)
