"""What each key allows but the keys together do not, such as a mechanism without its secret."""

from collections.abc import Iterator
from typing import Any

from config.keys import Key, Table
from config.secret import variable
from config.settings import ReconnectSettings, SaslSettings

Problem = tuple[Key, str]


def contradictions(effective: Table) -> Iterator[Problem]:
    """Yield every contradiction as its key and what is wrong; values of a wrong type are left to the settings."""
    for name, source in _tables(effective, "sources"):
        yield from _either(source, ("sources", name), "url", "path")
    for name, network in _tables(effective, "networks"):
        at = ("networks", name)
        yield from _either(network, at, "host", "servers")
        yield from _secret(network, at, "password")
        yield from _tls(_table(network, "tls"), (*at, "tls"))
        yield from _reconnect(_table(network, "reconnect"), (*at, "reconnect"))
        yield from _channels(_table(network, "channels"), (*at, "channels"))
        if isinstance(network.get("sasl"), dict):
            yield from _sasl(network, (*at, "sasl"))
    for name, webhook in _tables(effective, "webhooks"):
        yield from _secret(webhook, ("webhooks", name), "secret")
    yield from _secret(_table(effective, "web"), ("web",), "managers_token")


def _tables(table: Table, name: str) -> Iterator[tuple[str, Table]]:
    return ((key, value) for key, value in _table(table, name).items() if isinstance(value, dict))


def _table(table: Table, name: str) -> Table:
    value = table.get(name)
    return value if isinstance(value, dict) else {}


def _either(table: Table, at: Key, one: str, other: str) -> Iterator[Problem]:
    if one not in table and other not in table:
        yield at, f"needs {one} or {other}"
    if one in table and other in table:
        yield (*at, other), f"contradicts {one}; keep one of the two"


def _secret(table: Table, at: Key, kind: str) -> Iterator[Problem]:
    if kind in table and f"{kind}_file" in table:
        yield (*at, f"{kind}_file"), f"contradicts {kind}; keep one of the two"


def _tls(tls: Table, at: Key) -> Iterator[Problem]:
    if "client_key" in tls and "client_certificate" not in tls:
        yield (*at, "client_key"), "is of no use without client_certificate; add it"
    if tls.get("verify") is False and "ca_file" in tls:
        yield (*at, "ca_file"), "contradicts verify = false, which asks no authority; keep one of the two"


def _reconnect(reconnect: Table, at: Key) -> Iterator[Problem]:
    defaults = ReconnectSettings()
    shortest = reconnect.get("min_delay", defaults.min_delay)
    longest = reconnect.get("max_delay", defaults.max_delay)
    if isinstance(shortest, (int, float)) and isinstance(longest, (int, float)) and longest < shortest:
        key = "max_delay" if "max_delay" in reconnect else "min_delay"
        yield (*at, key), f"contradicts the other: a longest pause of {longest} s is under the shortest of {shortest} s"


def _channels(channels: Table, at: Key) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for name in channels:
        first = seen.setdefault(name.lower(), name)
        if first != name:
            yield (*at, name), f"is the same channel as {first}; keep one of the two"


def _sasl(network: Table, at: Key) -> Iterator[Problem]:
    sasl, tls = network["sasl"], _table(network, "tls")
    yield from _secret(sasl, at, "password")
    mechanisms: Any = sasl.get("mechanisms", SaslSettings().mechanisms)
    if not isinstance(mechanisms, (list, tuple)):
        return
    has_password = "password" in sasl or "password_file" in sasl
    key = (*at, "mechanisms") if "mechanisms" in sasl else at
    for mechanism in mechanisms:
        if mechanism == "EXTERNAL" and "client_certificate" not in tls:
            yield key, "EXTERNAL needs tls.client_certificate; add it or take EXTERNAL out"
        elif mechanism == "ECDSA-NIST256P-CHALLENGE" and "ecdsa_key_file" not in sasl:
            yield key, f"{mechanism} needs sasl.ecdsa_key_file; add it or take {mechanism} out"
        elif mechanism in ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512") and not has_password:
            name = variable((*at, "password"))
            yield key, f"{mechanism} needs a password; add password_file or set {name} in the environment"
