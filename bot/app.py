"""The running bot: its parts put together, from start to a clean end."""

import asyncio
from collections.abc import Awaitable, Coroutine, Mapping, Sequence
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import structlog

from bot.announcer import PAUSES, Announcer
from bot.archive import Archive
from bot.channels import Channels
from bot.controls import Controls
from bot.delivery import WayOut
from bot.delivery.irc import IrcDelivery
from bot.dispatch import Dispatcher, Reply
from bot.errors import QuarterdeckError
from bot.ignores import Ignores
from bot.intake import Intake
from bot.irc.message import Message
from bot.irc.network import Network
from bot.irc.terms import Timing
from bot.permissions import Permissions
from bot.store import audit, identity
from bot.store.database import Database
from config.keys import Key
from config.settings import NetworkSettings, Settings

log = structlog.get_logger(__name__)

_GOODBYE = "The bot is being stopped"
_LOOK = 1.0
"""Seconds between looks for what another process, such as `quarterdeck import`, wrote to the database."""


class App:
    """The bot on its networks, over one open database; `run` it once.

    `origins` says where the settings come from, `timing` are the limits of its connections, `pauses` those between
    two attempts to announce something.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        *,
        origins: Mapping[Key, str] = MappingProxyType({}),
        timing: Timing | None = None,
        pauses: Sequence[timedelta] = PAUSES,
    ) -> None:
        self._settings = settings
        self._database = database
        self._timing = timing
        self._revision = identity.revision(database.reader)
        self._networks = {name: self._network(name, each) for name, each in settings.networks.items()}
        self._channels = Channels(settings, database, self._networks, origins)
        self._announcer = Announcer(database, self._channels.targets, self._ways(), pauses=pauses)
        permissions = Permissions(self._networks, self._channels.network, self._channels.operators_may)
        ignores = Ignores(database, self._networks)
        controls = Controls(self._channels, ignores, partial(audit.latest, database.reader))
        self._dispatcher = Dispatcher(Archive.open(database), permissions, controls)
        self._replies: set[asyncio.Task[None]] = set()
        self._intakes = [Intake(name, source, database) for name, source in settings.sources.items()]
        self._stopped = asyncio.Event()

    def _ways(self) -> dict[str, WayOut]:
        """Return the ways out for announcements, by the names that targets have them under."""
        return {"irc": IrcDelivery(self._networks)}

    async def run(self) -> None:
        """Run until `stop` is called; then say goodbye on every network and end."""
        work: list[Coroutine[Any, Any, None]] = [network.run() for network in self._networks.values()]
        work += [self._announcer.run(), self._look_at_database(), *(intake.run() for intake in self._intakes)]
        async with asyncio.TaskGroup() as tasks:
            running = [tasks.create_task(each) for each in work]
            await self._stopped.wait()
            await self._announcer.finish()
            await asyncio.gather(*(network.stop(_GOODBYE) for network in self._networks.values()))
            await self._announcer.finish()
            for task in (*running, *self._replies):
                task.cancel()

    def stop(self) -> None:
        """End the bot; may be called more than once, also from a signal handler of the event loop."""
        self._stopped.set()

    def _network(self, name: str, settings: NetworkSettings) -> Network:
        return Network(
            name,
            settings,
            on_message=self._on_message,
            policies=self._settings.data_dir / f"sts-{quote(name, safe='')}.json",
            on_joined=lambda channel: self._announcer.reached(self._channels.target(name, channel)),
            timing=self._timing,
        )

    def _on_message(self, message: Message) -> None:
        here = self._channels.settings(message.network, message.channel)
        reply = self._dispatcher.handle(message, nick=self._networks[message.network].nick, here=here)
        if reply is None or isinstance(reply, list):
            self._reply(message, reply)
        else:
            task = asyncio.create_task(self._reply_later(message, reply))
            self._replies.add(task)
            task.add_done_callback(self._replies.discard)

    async def _reply_later(self, message: Message, reply: Awaitable[Reply]) -> None:
        self._reply(message, await reply)

    def _reply(self, message: Message, reply: Reply) -> None:
        for line in reply or ():
            self._networks[message.network].reply(message, line)

    async def _look_at_database(self) -> None:
        waiting = True
        while True:
            if waiting or self._database.changed():
                try:
                    await self._take_in()
                    waiting = False
                except QuarterdeckError as error:
                    waiting = True
                    log.warning("the database cannot be read or written now", why=str(error))
            await asyncio.sleep(_LOOK)

    async def _take_in(self) -> None:
        """Answer from, and announce, what an import has stored, as soon as it has finished."""
        revision = identity.revision(self._database.reader)
        if revision != self._revision:
            self._dispatcher.archive = await asyncio.to_thread(Archive.open, self._database)
            self._revision = revision
        await self._announcer.fan_out()
