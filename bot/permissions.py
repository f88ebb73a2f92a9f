"""Who may do what: by the account or certificate that the server vouches for, never by a nick or an address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Protocol

from bot.irc.message import Message
from bot.irc.whois import NOBODY, Identity
from bot.store.audit import Deed
from config.settings import NetworkSettings

_DIGESTS = {64: "sha256:", 128: "sha512:"}  # hexadecimal digits


class Right(IntEnum):
    """What somebody may do; who has a right has those below it, an operator only in that channel."""

    EVERYBODY = 0
    OPERATOR = 1
    ADMIN = 2
    OWNER = 3


@dataclass(frozen=True, slots=True)
class Asker:
    """Who says something to the bot, and where: the defaults are whoever sits at the console.

    `account` is the message's, good for knowing people again; with `identity` (the server's word, which only commands
    that need it wait for) it is the one that rights rest on. `right` is what they may do where they ask.
    """

    network: str = ""
    nick: str = "console"
    hostmask: str = ""
    account: str | None = None
    channel: str | None = None
    identity: Identity = NOBODY
    right: Right = Right.EVERYBODY

    @property
    def name(self) -> str:
        """Return how the audit log names them: by account, else by certificate, else by address."""
        if self.account:
            return f"account:{self.account}"
        if digits := self.identity.fingerprint:
            return f"certfp:{_DIGESTS.get(len(digits), '')}{digits}"
        return self.hostmask or self.nick

    def did(self, command: str, at: datetime, *, channel: str = "", before: str = "", after: str = "") -> Deed:
        """Return what they did, for the audit log."""
        return Deed(at, self.name, self.nick, self.network, channel, command, before, after)


class Server(Protocol):
    """What is asked of a network."""

    async def identify(self, message: Message) -> Identity:
        """Return who said something, on the server's word."""
        ...

    def fold(self, name: str) -> str:
        """Return a nick or channel as this server compares them."""
        ...


class Permissions:
    """Decides by the settings of a network (None: there is none of that name) and of its channels.

    `operators_may` tells whether a channel's operators may manage the bot there.
    """

    def __init__(
        self,
        servers: Mapping[str, Server],
        settings: Callable[[str], NetworkSettings | None],
        operators_may: Callable[[str, str], bool],
    ) -> None:
        self._servers = servers
        self._settings = settings
        self._operators_may = operators_may

    async def asker(self, message: Message) -> Asker:
        """Return who said something, asking the server who that is at this moment."""
        identity = await self._servers[message.network].identify(message)
        return Asker(message.network, message.nick, message.hostmask, identity.account, message.channel, identity)

    def right(self, asker: Asker, channel: str | None) -> Right:
        """Return the highest right that an asker has: on the network, or for a command about this channel."""
        settings = self._settings(asker.network)
        if settings is None:
            return Right.EVERYBODY
        if settings.owner and self._is(asker, settings.owner):
            return Right.OWNER
        if any(self._is(asker, admin) for admin in settings.admins):
            return Right.ADMIN
        return Right.OPERATOR if channel and self._manages(asker, channel) else Right.EVERYBODY

    def _manages(self, asker: Asker, channel: str) -> bool:
        return self._operates(asker, channel) and self._operators_may(asker.network, channel)

    def _operates(self, asker: Asker, channel: str) -> bool:
        return self._servers[asker.network].fold(channel) in asker.identity.operates

    def refusal(self, right: Right, asker: Asker, channel: str | None) -> str:
        """Return the sentence for somebody who has less than a right, with what would help."""
        allowed = right is Right.OPERATOR and channel and self._operators_may(asker.network, channel)
        if right is Right.OPERATOR and channel and not allowed and self._operates(asker, channel):
            return f"Operators of {channel} may not manage me; an admin can change that: channel set operators on."
        who = "my owner" if right is Right.OWNER else "my admins"
        who = f"the operators of {channel} and {who}" if allowed else who
        unknown = asker.account is None and asker.identity.fingerprint is None
        return f"Only {who} may do that{'; log in to your account first' if unknown else ''}."

    def _is(self, asker: Asker, who: str) -> bool:
        """Compare with `account:NAME` or `certfp:sha256:DIGITS`; services do not tell capitals apart."""
        kind, _, name = who.partition(":")
        if kind == "certfp":
            return asker.identity.fingerprint == name.partition(":")[2]
        fold = self._servers[asker.network].fold
        return asker.identity.account is not None and fold(asker.identity.account) == fold(name)
