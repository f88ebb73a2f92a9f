"""The channels and their settings as they are now: the configuration, and over it what was set from IRC."""

import asyncio
import re
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial
from typing import Protocol

from bot.delivery import Target
from bot.errors import QuarterdeckError
from bot.inforce import Explained, InForce
from bot.permissions import Asker, Right
from bot.store import channels as stored
from bot.store.audit import Deed, noted
from bot.store.channels import Presence, Setting
from bot.store.database import Connection, Database
from config.keys import Key
from config.settings import ChannelSettings, NetworkSettings, Settings
from config.spoken import changed, known, spoken

ADMINS_ONLY = frozenset({"operators"})
"""Settings that a channel's operators cannot change themselves."""


_KEY = re.compile(r"[^\x00-\x20\x7f,:][^\x00-\x20\x7f,]*")  # another would become the key of another channel


class ChannelError(QuarterdeckError):
    """A channel cannot be managed like this; the sentence says what would be right."""


class Server(Protocol):
    """What is asked of a network."""

    def fold(self, name: str) -> str:
        """Return a nick or channel as this server compares them."""
        ...

    def join(self, channel: str, key: str = "") -> None:
        """Go to a channel and stay there."""
        ...

    def part(self, channel: str, reason: str = "") -> None:
        """Leave a channel for good."""
        ...

    @property
    def channels(self) -> frozenset[str]:
        """Return the channels that the bot is in, folded."""
        ...


class Channels:
    """The channels of all networks; `origins` says where the configuration has the value of each key.

    `on_change` is called after every change from IRC.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        servers: Mapping[str, Server],
        origins: Mapping[Key, str],
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._on_change = on_change
        self._database, self._servers = database, servers
        self._one_at_a_time = asyncio.Lock()
        self._arrivals: dict[Target, asyncio.Future[str]] = {}
        self._look(settings, origins)
        for name, each in settings.networks.items():
            self._go(name, frozenset(each.channels))

    def configure(self, settings: Settings, origins: Mapping[Key, str], anew: Collection[str] = ()) -> None:
        """Take another configuration; the bot goes where it adds a channel, and leaves one that it takes away.

        On the networks that are made `anew` it is in no channel yet.
        """
        before = [target for target in self.targets() if target.network not in anew]
        self._look(settings, origins)
        for name in settings.networks:
            self._go(name, frozenset(target.channel for target in before if target.network == name))

    def targets(self) -> Mapping[Target, ChannelSettings]:
        """Return every channel that the bot is to be in, with what holds there."""
        return self._now.targets

    def network(self, name: str) -> NetworkSettings | None:
        """Return the settings of a network, None if there is none of that name."""
        return self._now.settings.networks.get(name)

    def settings(self, network: str, channel: str | None) -> ChannelSettings:
        """Return what holds in a channel, or where it is none, or none of the bot's, on its network."""
        here = None
        if channel:  # as it is written in the configuration, as nearly always, or else in other capitals
            here = self.targets().get(Target(network, channel)) or self.targets().get(self.target(network, channel))
        return here or self.network(network) or ChannelSettings()

    def target(self, network: str, channel: str) -> Target:
        """Return the channel under the name by which it is known, however somebody writes its capitals."""
        fold = self._servers[network].fold
        folded = fold(channel)
        names = (each.channel for each in self._now.known if each.network == network)
        return Target(network, next((name for name in names if fold(name) == folded), channel))

    def operators_may(self, network: str, channel: str) -> bool:
        """Tell whether a channel's operators may manage the bot there."""
        return self.settings(network, channel).operators

    def managed(self, network: str, channel: str) -> Target:
        """Return one of the bot's channels; ChannelError if it is none."""
        target = self.target(network, channel)
        if target not in self.targets():
            raise ChannelError(f"{target.channel} is no channel of mine; an admin can send me there with join.")
        return target

    def explained(self, network: str, channel: str) -> list[Explained]:
        """Return each setting of a channel with where it comes from; ChannelError if the bot has no such channel."""
        return self._now.explained(self.managed(network, channel))

    async def set(self, asker: Asker, channel: str, key: str, text: str, now: datetime) -> tuple[str, str]:
        """Set a setting to what somebody wrote; return its value before and after as people read them.

        Raises SettingError if there is no such setting, or it does not take such a value, ChannelError if there is no
        such channel, or the asker may not change that.
        """
        async with self._one_at_a_time:
            target, before = self._changeable(asker, channel, key)
            after = changed(self.targets()[target], key, text)
            value = after.model_dump(mode="json")[key]
            setting = Setting(target.network, target.channel, key, value, asker.name, now)
            deed = asker.did(
                f"channel set {key}", now, channel=target.channel, before=before, after=spoken(getattr(after, key))
            )
            await self._write(partial(stored.set_, setting=setting), deed)
            return before, deed.after

    async def unset(self, asker: Asker, channel: str, key: str, now: datetime) -> tuple[str, str]:
        """Forget what was set from IRC; return the value before and after; ChannelError if it was not set."""
        async with self._one_at_a_time:
            target, before = self._changeable(asker, channel, key)
            where = self._now.origin(target, key) or "the default"
            if not self._now.is_set(target, key):
                raise ChannelError(f"{key} was not set from IRC; {before} comes from {where}.")
            after = spoken(getattr(self._now.configured(target), key))
            deed = asker.did(f"channel unset {key}", now, channel=target.channel, before=before, after=after)
            forget = partial(stored.unset, network=target.network, channel=target.channel, key=key)
            await self._write(forget, deed)
            return before, after

    async def join(self, asker: Asker, channel: str, key: str, now: datetime) -> Target:
        """Be in a channel from now on, also after a restart; by command or invitation.

        ChannelError if that cannot be its key.
        """
        if key and not _KEY.fullmatch(key):
            raise ChannelError("The key of a channel has neither blank nor comma, and no colon first.")
        return await self._be(asker, channel, key, now, wanted=True)

    async def arrived(self, target: Target, limit: float = 10.0) -> str | None:
        """Wait until the bot is in a channel; return why it is not, empty if it is, None if the server says nothing."""
        server = self._servers[target.network]
        if server.fold(target.channel) in server.channels:
            return ""
        arrival = self._arrivals.setdefault(target, asyncio.get_running_loop().create_future())
        try:
            async with asyncio.timeout(limit):
                return await asyncio.shield(arrival)
        except TimeoutError:
            return None
        finally:
            self._arrivals.pop(target, None)

    def met(self, network: str, channel: str, why: str = "") -> None:
        """Note that the bot came into a channel, or why it could not."""
        arrival = self._arrivals.get(self.target(network, channel))
        if arrival and not arrival.done():
            arrival.set_result(why)

    async def part(self, asker: Asker, channel: str, now: datetime) -> Target:
        """Leave a channel and stay away, also after a restart; ChannelError if the bot has no such channel."""
        self.managed(asker.network, channel)
        return await self._be(asker, channel, "", now, wanted=False)

    async def _be(self, asker: Asker, channel: str, key: str, now: datetime, *, wanted: bool) -> Target:
        async with self._one_at_a_time:
            target = self.target(asker.network, channel)
            before = "in" if target in self.targets() else "out"
            deed = asker.did(
                "join" if wanted else "part",
                now,
                channel=target.channel,
                before=before,
                after="in" if wanted else "out",
            )
            presence = Presence(target.network, target.channel, wanted, key, asker.name, now)
            await self._write(partial(stored.be, presence=presence), deed)
        if wanted:
            self._servers[target.network].join(target.channel, key)
        else:
            self._servers[target.network].part(target.channel, f"{asker.nick} sent me away")
        return target

    async def _write(self, change: Callable[[Connection], None], deed: Deed) -> None:
        await self._database.write(noted(change, deed))
        self._look(self._now.settings, self._now.origins)
        self._on_change()

    def _changeable(self, asker: Asker, channel: str, key: str) -> tuple[Target, str]:
        """Return the channel and the value of a setting that an asker may change."""
        target = self.managed(asker.network, channel)
        known(key)
        if key in ADMINS_ONLY and asker.right < Right.ADMIN:
            raise ChannelError(f"Only my admins may change {key}.")
        return target, spoken(getattr(self.targets()[target], key))

    def _look(self, settings: Settings, origins: Mapping[Key, str]) -> None:
        """Work out anew what holds, from the configuration and the database."""
        self._now = InForce.read(settings, self._database.reader, origins)

    def _go(self, network: str, there: frozenset[str]) -> None:
        """Go to the channels of a network and leave those of `there` that are none any more."""
        wanted = [target.channel for target in self.targets() if target.network == network]
        for channel in wanted:
            told = self._now.told.get(Target(network, channel))
            if channel not in there or (told and told.join_key):
                self._servers[network].join(channel, told.join_key if told else "")
        for channel in there.difference(wanted):
            self._servers[network].part(channel)
