"""A word to the owners of the networks when something is amiss: once, in private, as soon as one of them is there."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

import structlog

from bot.errors import QuarterdeckError
from bot.irc.message import Delivered, Message, Outcome
from bot.irc.outbox import Priority
from bot.irc.terms import State
from bot.irc.whois import Identity

log = structlog.get_logger(__name__)

MOST = 20  # words that wait; what is older stands in the log
PAUSE = 60.0  # seconds after an attempt that failed, unless the owner shows up
AGAIN = 600.0  # seconds after which an owner who showed up nowhere is looked for again
_REMEMBERED = 200  # troubles that were told


class Line(Protocol):
    """What is asked of a network."""

    @property
    def state(self) -> State:
        """Return where the connection stands."""
        ...

    async def find(self, account: str, *, seen_as: str = "") -> str | None:
        """Return the nick of somebody who is logged in to a services account now."""
        ...

    async def identify(self, message: Message) -> Identity:
        """Return who said something, on the server's word."""
        ...

    async def deliver(self, target: str, text: str, *, notice: bool, priority: Priority) -> Outcome:
        """Say a text and find out whether it got through."""
        ...


@dataclass(frozen=True, slots=True)
class _Word:
    network: str
    about: str
    text: str


class Owners:
    """Tells owners of trouble; they are known by account or certificate, never by nick.

    `owner` returns who that is on a network, as the configuration writes it. A word about a network goes to the owner
    there, and while that network is away, or has no owner, to one of another. What waits is kept in memory: trouble
    that outlives a restart shows itself again.
    """

    def __init__(
        self,
        networks: Mapping[str, Line],
        owner: Callable[[str], str | None],
        *,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._networks, self._owner, self._clock = networks, owner, clock
        self._waiting: deque[_Word] = deque()
        self._told: dict[tuple[str, str], str] = {}
        self._seen_as: dict[str, str] = {}
        self._heard: dict[str, Message] = {}
        self._tried: dict[str, float] = {}
        self._busy: set[str] = set()
        self._deaf: set[str] = set()
        self._changed = asyncio.Event()

    def tell(self, network: str, text: str, *, about: str = "") -> None:
        """Have the owner told; nothing is said twice of the same matter until it is `settled` or has changed.

        `network` is empty for what concerns none; `about` names the matter, by default it is the text itself.
        """
        word = _Word(network, about or text, text)
        if self._told.get((network, word.about)) == text:
            return
        self._forget(network, word.about)
        self._told[network, word.about] = text
        if len(self._told) > _REMEMBERED:
            self._told.pop(next(iter(self._told)))
        if len(self._waiting) >= MOST:
            log.warning("the owner was not there to be told", words=self._waiting.popleft().text)
        self._waiting.append(word)
        self._changed.set()

    def outside(self, network: str, channel: str, why: str) -> None:
        """Have the owner told why the bot is not in a channel, or with an empty one not on the network."""
        where = f"am not in {channel} on" if channel else "do not get onto"
        self.tell(network, f"I {where} {network}: {why.rstrip('.')}. I go on trying.", about=channel.lower() or "login")

    def inside(self, network: str, channel: str = "") -> None:
        """Note that the bot is there now, which settles why it was not; its owner may be there, too."""
        self.settled(network, channel.lower() or "login")
        self._tried.pop(network, None)
        self._changed.set()

    def settled(self, network: str, about: str) -> None:
        """Note that a matter is settled: nobody need hear of it any more, but again if it comes up again."""
        self._forget(network, about)

    def _forget(self, network: str, about: str) -> None:
        self._told.pop((network, about), None)
        for word in [each for each in self._waiting if (each.network, each.about) == (network, about)]:
            self._waiting.remove(word)

    def seen(self, network: str, account: str, nick: str) -> None:
        """Note that somebody with an account has shown up."""
        if self._waiting and f"account:{account}".lower() == (self._owner(network) or "").lower():
            self._seen_as[network] = nick
            if network not in self._deaf:
                self._tried.pop(network, None)
            self._changed.set()

    def heard(self, message: Message) -> None:
        """Note that somebody said something: an owner with a certificate shows in no other way."""
        certificate = (self._owner(message.network) or "").startswith("certfp:")
        if self._waiting and certificate and message.private and message.answerable:
            self._heard[message.network] = message
            self._changed.set()

    async def run(self) -> None:
        """Tell what is to be told, until cancelled; networks do not wait for each other."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                for network in filter(self._due, list(self._networks)):
                    self._busy.add(network)
                    tasks.create_task(self._serve(network))
                self._changed.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(AGAIN):
                        await self._changed.wait()

    def _due(self, network: str) -> bool:
        known = self._owner(network) and self._networks[network].state is State.READY
        rested = self._clock() - self._tried.get(network, -PAUSE) >= PAUSE
        wanted = any(self._is_for(word, network) for word in self._waiting)
        return bool(known and rested and wanted and network not in self._busy)

    def _is_for(self, word: _Word, network: str) -> bool:
        own = self._networks.get(word.network)
        return word.network == network or not (own and self._owner(word.network) and own.state is State.READY)

    async def _serve(self, network: str) -> None:
        self._tried[network] = self._clock()
        try:
            if nick := await self._find(network):
                await self._say(network, nick)
        except QuarterdeckError as error:
            log.warning("the owner cannot be told", network=network, why=str(error))
        finally:
            self._busy.discard(network)

    async def _say(self, network: str, nick: str) -> None:
        line = self._networks[network]
        self._deaf.discard(network)
        while word := next((each for each in self._waiting if self._is_for(each, network)), None):
            self._waiting.remove(word)
            outcome = await line.deliver(nick, word.text, notice=True, priority=Priority.HOUSEKEEPING)
            if not isinstance(outcome, Delivered):
                self._waiting.appendleft(word)
                self._deaf.add(network)
                return
        self._tried.pop(network, None)

    async def _find(self, network: str) -> str | None:
        """Return the owner's nick, on the server's word at this moment."""
        kind, _, name = (self._owner(network) or "").partition(":")
        if kind == "account":
            return await self._networks[network].find(name, seen_as=self._seen_as.pop(network, ""))
        message = self._heard.pop(network, None)
        if message is None:
            return None
        found = await self._networks[network].identify(message)
        return message.nick if found.fingerprint == name.partition(":")[2] else None
