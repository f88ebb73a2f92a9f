"""The running bot: its parts put together, from start to a clean end."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import structlog

from bot.administration import ahead
from bot.administration.comings import Comings
from bot.administration.crew import Crew
from bot.administration.invitations import Invitations
from bot.administration.operations import Operations
from bot.administration.owner import Owners
from bot.administration.pages import Pages
from bot.administration.reload import Reload
from bot.administration.stored import Stored
from bot.administration.ways import Ways
from bot.announcer import PAUSES, Announcer
from bot.archive import Archive
from bot.channels import Channels
from bot.controls import Controls
from bot.dispatch import Dispatcher, Reply
from bot.errors import QuarterdeckError
from bot.following import Following
from bot.ignores import Ignores
from bot.intake import Intake
from bot.irc.message import Message
from bot.irc.network import Network
from bot.irc.terms import Timing
from bot.permissions import Permissions
from bot.store import audit, outbox
from bot.store.database import Database
from config.keys import Key
from config.loader import Configuration
from config.settings import NetworkSettings, Settings, SourceSettings

log = structlog.get_logger(__name__)

_GOODBYE = "The bot is being stopped"


class App:
    """The bot on its networks, over one open database; `run` it once.

    `origins` says where the settings come from, `load` reads them again (None: they never change). `timing` are the
    limits of its connections, `pauses` those between two attempts to announce something.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        *,
        origins: Mapping[Key, str] = MappingProxyType({}),
        load: Callable[[], Configuration] | None = None,
        timing: Timing | None = None,
        pauses: Sequence[timedelta] = PAUSES,
    ) -> None:
        self._settings = settings
        self._database = database
        self._timing = timing
        self._stored = Stored(database)
        self._crew = Crew(settings, self._network, self._intake)
        self._networks = self._crew.networks
        self._channels = Channels(settings, database, self._networks, origins, lambda: self._announcer.wake())
        self._owners = Owners(self._networks, self._owner)
        self._ways = ways = Ways(
            database, self._networks, self._channels, lambda: self._settings.webhooks, lambda: self._announcer.wake()
        )
        following = Following(database, self._networks, lambda: self._dispatcher.archive, self._tells_accounts)
        self._announcer = Announcer(
            database, ways.everywhere, ways.out, pauses=pauses, tell_owner=self._owners.tell, notes=following
        )
        self._comings = Comings(self._channels, self._owners, self._announcer, ways.people)
        permissions = Permissions(self._networks, self._channels.network, self._channels.operators_may)
        ignores = Ignores(database, self._networks)
        self._invitations = Invitations(permissions, self._channels.join, self._tell)
        present = Configuration(settings, (), origins)
        self._reload = Reload(present, load or (lambda: present), self._follow)
        operations = Operations(
            self._networks,
            self._crew.intakes,
            database,
            archive=lambda: self._dispatcher.archive,
            waiting=lambda: sum(not item.private for item in outbox.unfinished(database.reader)),
            reload=self._reload,
            stop=self.stop,
            tell_owner=self._owners.tell,
        )
        latest = partial(audit.latest, database.reader)
        controls = Controls(permissions, self._channels, ignores, self._announcer, following, latest, operations)
        self._pages = Pages(settings.web, database, lambda: self._dispatcher.archive)
        self._dispatcher = Dispatcher(
            Archive.open(database), controls, count=self._pages.count, page=self._pages.address
        )
        self._asides: set[asyncio.Task[None]] = set()
        self._goodbye = _GOODBYE
        self._stopped = asyncio.Event()
        self._check_commands()

    def _check_commands(self) -> None:
        """Warn of commands that are enabled and do not exist: a channel where only those are would get no answers."""
        for target, here in self._channels.targets().items():
            for name in self._dispatcher.unknown(here.commands):
                log.warning("there is no such command to enable", channel=target.channel, command=name)

    async def run(self) -> None:
        """Run until `stop` is called; then say goodbye on every network and end."""
        parts = (
            self._announcer.run,
            self._owners.run,
            partial(self._stored.run, self._take_in),
            partial(ahead.prepare, lambda: self._dispatcher.archive),
        )
        pages = self._pages.listening(self._networks, self._crew.intakes, self._ways.places)
        async with pages, self._crew.running(*(part() for part in parts)):
            await self._stopped.wait()
            await self._announcer.finish()
            await self._crew.part(self._goodbye)
            await self._announcer.finish()
            for task in self._asides:
                task.cancel()

    def stop(self, reason: str = "") -> None:
        """End the bot; may be called more than once, also from a signal handler of the event loop."""
        self._goodbye = reason or self._goodbye
        self._stopped.set()

    def reload(self) -> None:
        """Read the configuration again; for a signal handler of the event loop. The owner hears if it is wrong."""
        self._aside(self._reload_by_signal())

    async def _reload_by_signal(self) -> None:
        try:
            await self._reload()
            self._owners.settled("", "configuration")
        except QuarterdeckError as error:
            log.warning("the configuration was not followed", why=str(error))
            self._owners.tell("", str(error), about="configuration")

    async def _follow(self, configuration: Configuration) -> None:
        """Follow a configuration that was read again."""
        self._settings = configuration.settings
        anew = await self._crew.change(configuration.settings)
        self._channels.configure(configuration.settings, configuration.origins, anew)
        self._check_commands()
        await self._crew.leave()
        self._announcer.wake()

    def _network(self, name: str, settings: NetworkSettings) -> Network:
        return Network(
            name,
            settings,
            on_message=self._on_message,
            on_ready=lambda: self._comings.ready(name),
            on_joined=lambda channel: self._comings.joined(name, channel),
            on_opened=lambda channel: self._comings.opened(name, channel),
            on_trouble=lambda channel, why: self._comings.trouble(name, channel, why),
            on_invited=lambda invitation: self._aside(self._invitations.take(invitation)),
            on_seen=lambda account, nick: self._comings.seen(name, account, nick),
            policies=self._settings.data_dir / f"sts-{quote(name, safe='')}.json",
            timing=self._timing,
        )

    def _intake(self, name: str, settings: SourceSettings) -> Intake:
        def trouble(why: str) -> None:
            if why:
                self._owners.tell("", why, about=f"source {name}")
            else:
                self._owners.settled("", f"source {name}")

        return Intake(name, settings, self._database, on_trouble=trouble)

    def _tells_accounts(self, network: str) -> bool:
        return self._networks[network].announcements.tells_accounts

    def _owner(self, network: str) -> str | None:
        settings = self._channels.network(network)
        return settings.owner if settings else None

    def _tell(self, network: str, nick: str, text: str) -> None:
        self._networks[network].say(nick, text, notice=True)

    def _aside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    def _on_message(self, message: Message) -> None:
        if message.network not in self._networks:
            return  # the last words of one that was just left
        self._comings.heard(message)
        here = self._channels.settings(message.network, message.channel)
        settings = self._settings.networks.get(message.network)
        limited = settings is None or settings.flood.rate > 0
        with self._pages.timing(message.network):
            reply = self._dispatcher.handle(message, here=here, limited=limited)
        if reply is None or isinstance(reply, list):
            self._reply(message, reply)
        else:
            self._aside(self._reply_later(message, reply))

    async def _reply_later(self, message: Message, reply: Awaitable[Reply]) -> None:
        self._reply(message, await reply)

    def _reply(self, message: Message, reply: Reply) -> None:
        network = self._networks.get(message.network)
        for line in reply or ():
            if network:
                network.reply(message, line)

    async def _take_in(self, archive: Archive | None) -> None:
        """Answer from, and announce, what was stored."""
        if archive:
            self._dispatcher.archive = archive
        await self._announcer.fan_out()
