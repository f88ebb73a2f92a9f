"""People who come, chat, ask at random and go; and one who asks too fast."""

import asyncio
import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from tests import rawirc
from tests.soak.ledger import Ledger
from tests.soak.network import Network
from tests.soak.press import FIRST_YEAR, OLD, WORDS

LIMIT = 5.0
"""Seconds in which every question must be answered or refused."""
_THINK = (3.2, 5.0)  # slower than the bot's allowance of a question each 3 s, so that each must be answered
_CHAT = 0.3
_ROOMS = 6
_BURST = 8  # what the bot lets one user ask at once


@dataclass(frozen=True)
class Question:
    """Something to ask and a pattern of what must be in the answer; `{bot}` is what the bot is called."""

    text: str
    answer: str


def question(chance: random.Random, token: str, asker: str) -> Question:
    """Return a question about the reports that are there from the start."""
    number, word = chance.randrange(OLD), chance.choice(WORDS)
    year, quarter = FIRST_YEAR + number // 4, number % 4 + 1
    swapped = f"{word[:2]}{word[3]}{word[2]}{word[4:]}"
    return chance.choice(
        (
            Question(f"!ping {token}", f"{token}$"),
            Question(f"!project {word} {number}", rf"{word} {number} \(Q"),
            Question(f"!project {swapped} {number}", rf"{word} \d+ \(Q"),
            Question(f"!contact {word}", f"Keeper of {word}"),
            Question(f"!report {year}q{quarter}", f"Q{quarter} {year}: 3 entries"),
            Question(f"{{bot}}: who works on {word} {number}?", rf"{asker}: {word} {number} \(Q"),
            Question(f"!project {token}", f"Nothing about {token}"),
        )
    )


class User:
    """One person on one network, who leaves now and then and comes back; `stay` is for how many seconds."""

    stay = (20.0, 60.0)

    def __init__(self, nick: str, network: Network, ledger: Ledger, chance: random.Random) -> None:
        self.nick = nick
        self._network = network
        self._ledger = ledger
        self._chance = chance
        self._asked = 0
        self._fine = 0.0

    async def live(self, until: float) -> None:
        """Come and go until then."""
        while self._ledger.now() < until:
            await self._network.open.wait()
            self._fine = self._ledger.now()
            try:
                await self._visit(min(until, self._fine + self._chance.uniform(*self.stay)))
            except (ConnectionError, TimeoutError) as error:
                self._ledger.unanswered(self._fine, f"{self.nick} was kept or thrown out: {error}", self._network.name)
                await asyncio.sleep(0.2)

    async def _visit(self, until: float) -> None:
        async with await rawirc.client(self._network.server.port, self.nick) as me:
            rooms = self._chance.sample(sorted(self._network.channels), _ROOMS)
            me.send(f"JOIN {','.join(rooms)}")
            for _ in rooms:
                await me.sees(" 366 ")
            chatting = asyncio.create_task(self._chat(me, rooms))
            try:
                await self._ask_on(me, rooms, until)
                me.send("QUIT")
                await me.ends()  # or the nick might still be taken when they come back
            finally:
                chatting.cancel()

    async def _chat(self, me: rawirc.RawConnection, rooms: list[str]) -> None:
        """Talk a lot, which is none of the bot's business and must leave no trace in it."""
        said = 0
        while not me.closed:
            said += 1
            me.send(f"PRIVMSG {self._chance.choice(rooms)} :and then I said for the {said}th time: {'blah ' * 6}")
            await asyncio.sleep(self._chance.uniform(0, _CHAT))

    async def _ask_on(self, me: rawirc.RawConnection, rooms: list[str], until: float) -> None:
        while self._ledger.now() < until:
            await asyncio.sleep(self._chance.uniform(*_THINK))
            if me.closed:
                raise ConnectionError("no words")
            free = [room for room in rooms if room not in self._network.busy]
            if self._chance.random() < 0.2 or not free:
                await self._ask(me, "")
            else:
                room = self._chance.choice(free)
                self._network.busy.add(room)
                try:
                    await self._ask(me, room)
                finally:
                    self._network.busy.discard(room)

    async def _ask(self, me: rawirc.RawConnection, room: str) -> None:
        """Ask in a channel, or in private if that is empty, and wait for the answer."""
        self._asked += 1
        asking = question(self._chance, f"{self.nick}x{self._asked}x", self.nick)
        text = asking.text.format(bot=self._network.nick)
        asked = self._ledger.now()
        me.send(f"PRIVMSG {room or self._network.nick} :{text}")
        answer = asking.answer if room else asking.answer.removeprefix(f"{self.nick}: ")
        try:
            await me.sees(rf":deck\w*!\S+ (PRIVMSG|NOTICE) {re.escape(room or self.nick)} :.*{answer}", within=LIMIT)
        except (ConnectionError, TimeoutError):
            self._ledger.unanswered(asked, text, self._network.name, room)
        else:
            self._ledger.answered(asked, text, self._network.name, room)
            self._fine = self._ledger.now()


class Hasty(User):
    """One who asks much too fast: as much as is allowed is answered, and then they are told."""

    stay = (60.0, 60.0)

    async def _ask_on(self, me: rawirc.RawConnection, rooms: list[str], until: float) -> None:
        ready = self._ledger.now() + _BURST * 3.5  # when the bot has forgotten the last time
        await asyncio.sleep(min(ready, until) - self._ledger.now())
        if ready > until:
            return
        self._asked += 1
        tokens = [f"{self.nick}x{self._asked}x{number}x" for number in range(_BURST + 4)]
        asked = self._ledger.now()
        me.send(*(f"PRIVMSG {self._network.nick} :ping {token}" for token in tokens))
        try:
            for wanted in (*tokens[:_BURST], f"{self.nick}: that is faster"):
                await me.sees(f":deck.* {self.nick} :{wanted}", within=LIMIT)
        except TimeoutError:
            self._ledger.unanswered(asked, f"{_BURST} questions at once, or that they are too many", self._network.name)
        else:
            self._ledger.answered(asked, "much at once", self._network.name)


def crowd(count: int, network: Network, ledger: Ledger, chance: Callable[[str], random.Random]) -> list[User]:
    """Return so many people on a network, the last of them hasty; `chance` gives each their own luck."""
    nicks = [f"{network.name}{number}" for number in range(count)]
    kinds = [User] * (count - 1) + [Hasty]
    return [kind(nick, network, ledger, chance(nick)) for kind, nick in zip(kinds, nicks, strict=True)]
