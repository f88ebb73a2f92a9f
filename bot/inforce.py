"""What holds in each channel: the configuration, and over it what was set from IRC; where each value comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

import structlog
from pydantic import ValidationError

from bot.delivery import Target
from bot.store import channels
from bot.store.channels import Presence, Setting
from bot.store.database import Connection
from config.keys import Key
from config.settings import ChannelSettings, Settings
from config.spoken import spoken

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Explained:
    """A setting in force: its value as people read it, and where it comes from (empty: it is the default)."""

    key: str
    value: str
    source: str


class InForce:
    """A picture of one moment; a change makes a new one.

    `origins` says where the configuration has the value of each key; `told` where the bot was told to be or not to be.
    """

    def __init__(
        self, settings: Settings, origins: Mapping[Key, str], values: Iterable[Setting], told: Iterable[Presence]
    ) -> None:
        self.settings = settings
        self.origins = origins
        self._values = {(Target(each.network, each.channel), each.key): each for each in values}
        self.told = {Target(each.network, each.channel): each for each in told}
        configured = [Target(name, channel) for name, each in settings.networks.items() for channel in each.channels]
        self.known = tuple(dict.fromkeys([*configured, *self.told]))
        self.targets: Mapping[Target, ChannelSettings] = {
            target: self._over(target, self.configured(target))
            for target in self.known
            if target.network in settings.networks and (target not in self.told or self.told[target].wanted)
        }

    @classmethod
    def read(cls, settings: Settings, reader: Connection, origins: Mapping[Key, str] = MappingProxyType({})) -> Self:
        """Return what holds now by a configuration and a database."""
        return cls(settings, origins, channels.settings(reader), channels.presences(reader))

    def configured(self, target: Target) -> ChannelSettings:
        """Return what the configuration says about a channel, which may be only what holds on its network."""
        network = self.settings.networks[target.network]
        inherited = {key: getattr(network, key) for key in ChannelSettings.model_fields}
        return network.channels.get(target.channel) or ChannelSettings.model_construct(**inherited)

    def is_set(self, target: Target, key: str) -> bool:
        """Tell whether a value was set from IRC."""
        return (target, key) in self._values

    def explained(self, target: Target) -> list[Explained]:
        """Return each setting of one of the targets with where it comes from."""
        chosen = self.targets[target]
        return [
            Explained(key, spoken(getattr(chosen, key)), self.source(target, key)) for key in type(chosen).model_fields
        ]

    def source(self, target: Target, key: str) -> str:
        """Return where a value comes from, for people; empty if it is the default."""
        if setting := self._values.get((target, key)):
            return f"set by {setting.set_by} on {setting.set_at:%Y-%m-%d %H:%M} UTC"
        return self.origin(target, key)

    def origin(self, target: Target, key: str) -> str:
        """Return where the configuration has a value, empty if it is the default."""
        at: Key = ("networks", target.network)
        return self.origins.get((*at, "channels", target.channel, key), self.origins.get((*at, key), ""))

    def _over(self, target: Target, chosen: ChannelSettings) -> ChannelSettings:
        """Return settings with what was set from IRC over them; what is no longer valid is left out."""
        for (where, key), setting in self._values.items():
            if where == target:
                try:
                    chosen = chosen.changed({key: setting.value})
                except ValidationError:
                    log.warning("a setting from IRC is no longer valid", channel=target.channel, key=key)
        return chosen
