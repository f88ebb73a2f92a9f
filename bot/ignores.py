"""Whom the bot does not answer, as admins decide it from IRC."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Protocol

from bot.errors import QuarterdeckError
from bot.irc.masks import completed, matches
from bot.irc.message import Message
from bot.permissions import Asker
from bot.store import ignores
from bot.store.audit import Deed, noted
from bot.store.database import Connection, Database
from bot.store.ignores import Ignore

_ACCOUNT = "account:"


class IgnoreError(QuarterdeckError):
    """Somebody cannot be ignored like this; the sentence says what would be right."""


class Server(Protocol):
    """What is asked of a network."""

    def fold(self, name: str) -> str:
        """Return a nick or channel as this server compares them."""
        ...


class Ignores:
    """Masks and accounts by network; whoever has more rights than others is the caller's to let through."""

    def __init__(self, database: Database, servers: Mapping[str, Server]) -> None:
        self._database = database
        self._servers = servers
        self._all = ignores.load(database.reader)

    def match(self, message: Message, now: Callable[[], datetime]) -> bool:
        """Tell whether who said something is ignored now."""
        return bool(self._all) and any(self._covers(each, message) for each in self.of(message.network, now()))

    def of(self, network: str, now: datetime) -> list[Ignore]:
        """Return what holds on a network at this time."""
        return [each for each in self._all if each.network == network and (each.until is None or each.until > now)]

    async def add(self, asker: Asker, text: str, until: datetime | None, reason: str, now: datetime) -> Ignore:
        """Ignore a mask or account that somebody wrote; IgnoreError if it is none, or covers who asks."""
        before = self._known(asker.network, text, now)
        ignore = Ignore(asker.network, before.mask if before else _mask(text), reason, until, asker.name, now)
        if self._covers(ignore, Message(asker.network, asker.nick, asker.hostmask, asker.account, "", None, "")):
            raise IgnoreError(f"{ignore.mask} covers yourself; write a narrower mask.")
        deed = asker.did("ignore add", now, before=said(before) if before else "", after=said(ignore))
        await self._change(partial(ignores.add, ignore=ignore), deed)
        return ignore

    async def remove(self, asker: Asker, text: str, now: datetime) -> Ignore:
        """Ignore somebody no longer; IgnoreError if they are not ignored."""
        found = self._known(asker.network, text, now)
        if found is None:
            raise IgnoreError(f"{text} is not ignored; ignore list shows who is.")
        forget = partial(ignores.remove, network=found.network, mask=found.mask)
        await self._change(forget, asker.did("ignore remove", now, before=said(found)))
        return found

    async def _change(self, change: Callable[[Connection], None], deed: Deed) -> None:
        await self._database.write(noted(change, deed))
        self._all = ignores.load(self._database.reader)

    def _known(self, network: str, text: str, now: datetime) -> Ignore | None:
        """Return what holds under a mask, in whatever capitals."""
        fold, mask = self._servers[network].fold, _mask(text)
        return next((each for each in self.of(network, now) if fold(each.mask) == fold(mask)), None)

    def _covers(self, ignore: Ignore, message: Message) -> bool:
        fold = self._servers[message.network].fold
        if ignore.mask.startswith(_ACCOUNT):
            account = ignore.mask.removeprefix(_ACCOUNT)
            return message.account is not None and fold(message.account) == fold(account)
        return matches(ignore.mask, message.hostmask, fold)


def _mask(text: str) -> str:
    if account := re.fullmatch(r"account:([^*?\s]+)", text, re.IGNORECASE):
        return _ACCOUNT + account[1]
    if not text.lower().startswith(_ACCOUNT) and (found := completed(text)):
        return found
    raise IgnoreError(f"{text} is no mask; write nick!user@host with * and ?, or account:NAME without them.")


def said(ignore: Ignore) -> str:
    """Return an ignore as people read it."""
    until = f" until {ignore.until:%Y-%m-%d %H:%M} UTC" if ignore.until else ""
    return f"{ignore.mask}{until}{ignore.reason and f' ({ignore.reason})'}"
