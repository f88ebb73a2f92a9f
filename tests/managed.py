"""A bot that is managed from IRC, without IRC: real commands, rights and database over a network that is a table."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.announcer import Announcer
from bot.channels import Channels
from bot.controls import Controls
from bot.dispatch import Dispatcher, Reply
from bot.following import Following
from bot.ignores import Ignores
from bot.irc.message import Message
from bot.irc.whois import NOBODY, Identity
from bot.permissions import Asker, Permissions
from bot.store import audit, saving
from bot.store.audit import Deed
from bot.store.database import Database
from config.keys import Key
from config.loader import load
from config.settings import Settings
from tests.invented import archive

NOW = datetime(2025, 12, 17, 12, tzinfo=UTC)
CERTIFICATE = "ab" * 32
CONFIGURATION = f"""\
[defaults]
max_lines = 5
[networks.lab]
host = "irc.example.org"
owner = "account:olga"
admins = ["account:alice", "certfp:sha256:{CERTIFICATE}"]
prefix = "!"
[networks.lab.channels."#harbour"]
announce = true
style = "digest"
[networks.lab.channels."#pier"]
"""


@dataclass
class Net:
    """A network as the commands see it: who is who, and where the bot is."""

    people: dict[str, Identity] = field(default_factory=dict)
    channels: frozenset[str] = frozenset()
    joined: list[tuple[str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    tells_accounts: bool = True

    async def identify(self, message: Message) -> Identity:
        """Return who has the nick."""
        return self.people.get(message.nick, NOBODY)

    def fold(self, name: str) -> str:
        """Compare as RFC 1459 does."""
        return name.lower().translate(str.maketrans("[]\\~", "{}|^"))

    def join(self, channel: str, key: str = "") -> None:
        """Go to a channel, which lets the bot in at once."""
        self.joined.append((channel, key))
        self.channels |= {self.fold(channel)}

    def part(self, channel: str, reason: str = "") -> None:
        """Leave a channel."""
        del reason
        self.left.append(channel)
        self.channels -= {self.fold(channel)}


class Managed:
    """A bot on one network; times pass only when `pass_time` says so."""

    def __init__(self, database: Database, settings: Settings, origins: dict[Key, str]) -> None:
        self.now, self.seconds = NOW, 0.0
        self.database = database
        self.net = Net(
            {
                "alice": Identity("alice"),
                "olga": Identity("Olga"),
                "cert": Identity(None, CERTIFICATE),
                "op": Identity("op", None, frozenset({"#harbour"})),
                "eve": Identity("eve"),
            },
            frozenset({"#harbour", "#pier"}),
        )
        nets = {"lab": self.net}
        self.changes = 0
        self.channels = Channels(settings, database, nets, origins, self._changed)
        self.following = Following(database, nets, archive, lambda name: nets[name].tells_accounts)
        self.announcer = Announcer(database, self.channels.targets, {}, now=lambda: self.now, notes=self.following)
        self.ignores = Ignores(database, nets)
        permissions = Permissions(nets, self.channels.network, self.channels.operators_may)
        controls = Controls(
            permissions,
            self.channels,
            self.ignores,
            self.announcer,
            self.following,
            partial(audit.latest, database.reader),
            NoOperations(),
        )
        self.dispatcher = Dispatcher(archive(), controls, now=lambda: self.now, clock=lambda: self.seconds)

    def _changed(self) -> None:
        self.changes += 1

    def fill(self) -> None:
        """Store the invented reports."""
        for report in archive().reports:
            self.database.write_now(partial(saving.save, report=report))

    def net_later(self, event: Callable[[], None]) -> None:
        """Have something happen as soon as the commands wait for it."""
        asyncio.get_running_loop().call_soon(event)

    def pass_time(self, seconds: float) -> None:
        """Let some time pass."""
        self.now += timedelta(seconds=seconds)

    async def hastily(self, nick: str, text: str) -> list[str]:
        """Return the reply to what is said at the same moment as what was said before."""
        self.seconds -= 60
        return await self.says(nick, text)

    async def says(
        self, nick: str, text: str, channel: str | None = "#harbour", account: str | None = None
    ) -> list[str]:
        """Return what the bot replies a minute after what was said before, nothing if it is silent."""
        self.seconds += 60
        message = Message(
            "lab", nick, f"{nick}!{nick}@host", account, channel or "deck", channel, text, nicks=("deck",)
        )
        here = self.channels.settings("lab", channel)
        reply = self.dispatcher.handle(message, here=here)
        found: Reply = reply if reply is None or isinstance(reply, list) else await reply
        return found or []

    async def answer(self, nick: str, text: str, channel: str | None = "#harbour") -> str:
        """Return what the bot replies as one line."""
        return " / ".join(await self.says(nick, text, channel))

    def deeds(self, count: int = 100) -> tuple[Deed, ...]:
        """Return the audit log, newest first."""
        return audit.latest(self.database.reader, count)


class NoOperations:
    """The owner's commands, which have tests of their own."""

    def status(self) -> list[str]:
        """Say nothing."""
        return []

    async def reload(self, asker: Asker) -> str:
        """Do nothing."""
        del asker
        return ""

    async def import_(self, asker: Asker, what: str = "") -> list[str]:
        """Do nothing."""
        del asker, what
        return []

    async def quit(self, asker: Asker, reason: str) -> None:
        """Do nothing."""


def configured(folder: Path, text: str = CONFIGURATION) -> tuple[Settings, dict[Key, str]]:
    """Return the settings that a configuration file gives, and where each comes from."""
    path = folder / "quarterdeck.toml"
    path.write_text(text, "utf-8")
    configuration = load(path, {})
    return configuration.settings, dict(configuration.origins)


@contextmanager
def managed(folder: Path, text: str = CONFIGURATION) -> Iterator[Managed]:
    """Start a bot on what an earlier one in the same folder has left."""
    settings, origins = configured(folder, text)
    with Database.open(folder / "quarterdeck.db") as database:
        yield Managed(database, settings, origins)


def told(lines: Iterable[Deed]) -> list[str]:
    """Return deeds in short: `account:alice channel set style #harbour: digest → entries`."""
    return [f"{each.who} {each.command} {each.channel}: {each.before} → {each.after}" for each in lines]
