"""Ask the server who somebody is at this moment: account, certificate, channels where they are operator."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.irc.wire import Line

LIMIT = 10.0  # seconds for the answer; who cannot be identified in time is nobody
_DIGEST = re.compile(r"\b[0-9a-fA-F]{32,128}\b")


@dataclass(frozen=True, slots=True)
class Identity:
    """What the server vouches for; `operates` are the folded channels where he is an operator, as the bot sees it."""

    account: str | None = None
    fingerprint: str | None = None
    operates: frozenset[str] = frozenset()


NOBODY = Identity()


@dataclass(slots=True)
class _Question:
    nick: str
    address: str | None
    future: asyncio.Future[Identity]
    same: bool = False
    account: str | None = None
    fingerprint: str | None = None


class Whois:
    """The WHOIS questions of one connection; `send` queues a line.

    Where somebody is an operator the roster says (`operated`): a WHOIS hides it (user mode +I), and its `&#c` may be
    the channel of that name as well as #c with a prefix.
    """

    def __init__(
        self, fold: Callable[[str], str], send: Callable[[str], None], operated: Callable[[str], frozenset[str]]
    ) -> None:
        self._fold = fold
        self._send = send
        self._operated = operated
        self._questions: list[_Question] = []

    async def ask(self, hostmask: str) -> Identity:
        """Return who `nick!user@host` is; NOBODY if the nick is somebody else's by now, or no answer comes."""
        nick, _, address = hostmask.partition("!")
        return await self._ask(nick, address)

    async def account(self, nick: str) -> str | None:
        """Return the account that whoever has a nick is logged in to now, None if there is none."""
        return (await self._ask(nick, None)).account

    async def _ask(self, nick: str, address: str | None) -> Identity:
        question = _Question(self._fold(nick), address, asyncio.get_running_loop().create_future())
        self._questions.append(question)
        self._send(f"WHOIS {nick}")
        try:
            async with asyncio.timeout(LIMIT):
                return await question.future
        except TimeoutError:
            return NOBODY
        finally:
            self._questions.remove(question)

    def receive(self, line: Line) -> None:
        """Take a line of an answer in; the server answers in order, so it is for the oldest question.

        Who gives a nick away while the question is under way is nobody: the answer would be about another.
        """
        if not self._questions:
            return
        if line.command in {"NICK", "QUIT"}:
            for question in self._questions:
                if question.nick == self._fold(line.nick) and not question.future.done():
                    question.future.set_result(NOBODY)
            return
        folded = self._fold(line.param(1))
        asked = next((each for each in self._questions if each.nick == folded and not each.future.done()), None)
        if asked is not None:
            self._learn(asked, line)

    def _learn(self, question: _Question, line: Line) -> None:
        if line.command == "311":
            question.same = question.address in {None, f"{line.param(2)}@{line.param(3)}"}
        elif line.command == "330":
            question.account = line.param(2) or None
        elif line.command == "276" and (digest := _DIGEST.search(line.text)):
            question.fingerprint = digest[0].lower()
        elif line.command in {"318", "401"}:
            found = Identity(question.account, question.fingerprint, self._operated(question.nick))
            question.future.set_result(found if question.same else NOBODY)
