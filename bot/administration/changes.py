"""What is different between two configurations, and what it takes to follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from config.settings import ChannelSettings, NetworkSettings, Section, Settings

# What a connection is made with, so that it takes a new one
_LOGIN = frozenset(
    ["host", "servers", "port", "nick", "alt_nicks", "username", "realname", "password", "password_file", "tls", "sasl"]
)
_PACE = frozenset({"flood", "reconnect"})
_AT_START = ("data_dir", "archive", "web")  # what is read once


@dataclass(frozen=True, slots=True)
class Difference:
    """Names that are new, gone and changed; for each that has changed, the keys that have."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: dict[str, tuple[str, ...]]


def networks(old: Settings, new: Settings) -> Difference:
    """Return how the networks differ."""
    return _difference(old.networks, new.networks)


def sources(old: Settings, new: Settings) -> Difference:
    """Return how the sources differ."""
    return _difference(old.sources, new.sources)


def needs_connection(keys: tuple[str, ...]) -> bool:
    """Tell whether changed keys of a network take a new connection."""
    return bool(_LOGIN.intersection(keys))


def needs_pace(keys: tuple[str, ...]) -> bool:
    """Tell whether changed keys of a network are about how fast the bot talks and comes back."""
    return bool(_PACE.intersection(keys))


def sentences(old: Settings, new: Settings) -> list[str]:
    """Return what differs, for people: a few words for each thing, and for what waits for a restart."""
    told = [
        *_told("network", networks(old, new)),
        *_told("source", sources(old, new)),
        *_told("webhook", _difference(old.webhooks, new.webhooks)),
    ]
    for name in set(old.networks) & set(new.networks):
        told += _channels(name, old.networks[name], new.networks[name])
    later = [key for key in _AT_START if getattr(old, key) != getattr(new, key)]
    if later:
        told.append(f"{', '.join(later)}: in force after a restart")
    return told


def _told(kind: str, difference: Difference) -> Iterator[str]:
    for name in difference.new:
        yield f"new {kind} {name}"
    for name in difference.gone:
        yield f"{kind} {name} is gone"
    for name, keys in difference.changed.items():
        if others := [key for key in keys if key != "channels"]:
            again = " (connecting anew)" if kind == "network" and needs_connection(keys) else ""
            yield f"{name}: {', '.join(others)}{again}"


def _channels(network: str, old: NetworkSettings, new: NetworkSettings) -> Iterator[str]:
    found = _difference(old.channels, new.channels)
    for name in found.new:
        yield f"{network}: joining {name}"
    for name in found.gone:
        yield f"{network}: leaving {name}"
    inherited = set(_keys(old, new)) & ChannelSettings.model_fields.keys()
    for name, keys in found.changed.items():
        if own := [key for key in keys if key not in inherited]:
            yield f"{network} {name}: {', '.join(own)}"


def _difference(old: Mapping[str, Section], new: Mapping[str, Section]) -> Difference:
    changed = {name: _keys(old[name], new[name]) for name in new if name in old}
    return Difference(
        new=tuple(name for name in new if name not in old),
        gone=tuple(name for name in old if name not in new),
        changed={name: keys for name, keys in changed.items() if keys},
    )


def _keys(old: Section, new: Section) -> tuple[str, ...]:
    return tuple(key for key in type(new).model_fields if getattr(old, key) != getattr(new, key))
