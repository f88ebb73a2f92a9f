"""What holds in the end: [defaults] under every network, a network under each of its channels."""

from config.keys import Key, Table
from config.settings import ChannelSettings

# Two ways to say one thing: the later layer's way replaces the earlier one's.
_ALTERNATIVES = {"password": "password_file", "password_file": "password", "host": "servers", "servers": "host"}

_Layer = tuple[Table, Key]


def layered(written: Table) -> tuple[Table, dict[Key, Key]]:
    """Return the effective tables, and for each effective key the key under which the file has it.

    What is no table where one belongs stays as it is, for the settings' types to refuse.
    """
    sources: dict[Key, Key] = {}
    effective = _merged([(written, ())], (), sources)
    networks, defaults = written.get("networks"), written.get("defaults")
    if not isinstance(networks, dict):
        return effective, sources
    for name, network in networks.items():
        if isinstance(network, dict):
            layers: list[_Layer] = [(defaults, ("defaults",))] if isinstance(defaults, dict) else []
            layers.append((network, ("networks", name)))
            effective["networks"][name] = _network(layers, name, sources)
    return effective, sources


def _network(layers: list[_Layer], name: str, sources: dict[Key, Key]) -> Table:
    at: Key = ("networks", name)
    result = _merged(layers, at, sources)
    channels = layers[-1][0].get("channels")
    if not isinstance(channels, dict):
        return result
    shared = [
        ({key: value for key, value in table.items() if key in ChannelSettings.model_fields}, source)
        for table, source in layers
    ]
    for channel, table in channels.items():
        if isinstance(table, dict):
            here = (*at, "channels", channel)
            result["channels"][channel] = _merged([*shared, (table, here)], here, sources)
    return result


def _merged(layers: list[_Layer], at: Key, sources: dict[Key, Key]) -> Table:
    """Lay tables over each other, the last on top; tables within them likewise."""
    result: Table = {}
    for table, source in layers:
        for name, value in table.items():
            other = _ALTERNATIVES.get(name)
            if other is not None and other not in table:
                result.pop(other, None)
                sources.pop((*at, other), None)
            sources[*at, name] = (*source, name)
            if isinstance(value, dict):
                below = [(lower[name], (*key, name)) for lower, key in layers if isinstance(lower.get(name), dict)]
                value = _merged(below, (*at, name), sources)
            result[name] = value
    return result
