"""Where somebody with a services account is: who shows to be logged in to it, and the question to the server."""

import asyncio
from collections.abc import Callable

from bot.irc.isupport import ISupport
from bot.irc.whois import LIMIT, Whois
from bot.irc.wire import Line

_WHOX = "153"  # a token that marks the answers to these questions
_NONE = frozenset({"", "*", "0"})


class Whereabouts:
    """Accounts and nicks on one connection; `send` queues a line, `seen` is told each account with its nick."""

    def __init__(
        self, isupport: ISupport, whois: Whois, send: Callable[[str], None], seen: Callable[[str, str], None]
    ) -> None:
        self._isupport, self._whois, self._send, self._seen = isupport, whois, send, seen
        self._asked: dict[str, asyncio.Future[str | None]] = {}
        self._nicks: dict[str, str] = {}

    def receive(self, line: Line) -> None:
        """Take any line in."""
        if line.command == "354" and line.param(1) == _WHOX:
            self._nicks[self._isupport.fold(line.param(3))] = line.param(2)
        elif line.command == "315":
            self._answered(self._isupport.fold(line.param(1)))
        elif (account := _account(line)) not in _NONE and "!" in line.source:
            self._seen(account, line.nick)

    async def find(self, account: str, seen_as: str) -> str | None:
        """Return the nick of somebody who is logged in to an account at this moment, None if nobody is known to be.

        Looked at are the nick under which the account was last seen, the one that is called as the account is, and
        where the server can look for accounts whoever it finds.
        """
        wanted = self._isupport.fold(account)
        for nick in dict.fromkeys(nick for nick in (seen_as, account) if nick):
            found = await self._whois.account(nick)
            if found is not None and self._isupport.fold(found) == wanted:
                return nick
        return await self._search(account, wanted) if "WHOX" in self._isupport else None

    async def _search(self, account: str, wanted: str) -> str | None:
        if wanted not in self._asked:
            self._asked[wanted] = asyncio.get_running_loop().create_future()
            self._send(f"WHO {account} a%tna,{_WHOX}")
        try:
            async with asyncio.timeout(LIMIT):
                return await asyncio.shield(self._asked[wanted])
        except TimeoutError:
            return None
        finally:
            self._asked.pop(wanted, None)

    def _answered(self, wanted: str) -> None:
        if (question := self._asked.get(wanted)) and not question.done():
            question.set_result(self._nicks.get(wanted))
            self._nicks.clear()


def _account(line: Line) -> str:
    """Return the account that a line shows its author to have: by its tag, at coming (extended-join), at login."""
    if line.command == "ACCOUNT":
        return line.param(0)
    joined = line.param(1) if line.command == "JOIN" else ""
    return line.tags.get("account", joined)
