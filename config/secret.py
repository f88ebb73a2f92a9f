"""Secrets that do not stand in the file: in files of their own, or in the environment."""

import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from config.keys import Key, Table

_LONGEST = 4096
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def variable(key: Key) -> str:
    """Return the environment variable for a key: `QUARTERDECK_NETWORKS_LIBERA_SASL_PASSWORD`."""
    return re.sub(r"[^A-Z0-9]", "_", "_".join(["QUARTERDECK", *map(str, key)]).upper())


def take_from_environment(effective: Table, environment: Mapping[str, str]) -> tuple[dict[Key, str], list[str]]:
    """Put the environment's passwords in their tables, in place of those in the file.

    Returns which key came from which variable, and a warning for each variable that fits no network.
    """
    taken: dict[Key, str] = {}
    for at, table, kind in _holders(effective):
        name = variable((*at, kind))
        if environment.get(name):
            table.pop(f"{kind}_file", None)
            table[kind] = environment[name]
            taken[*at, kind] = name
    fitting = {variable((*at, kind)) for at, _, kind in _holders(effective)}
    warnings = [
        f"environment: {name}: fits no {what} of this file"
        for prefix, what in (("QUARTERDECK_NETWORKS_", "network"), ("QUARTERDECK_WEBHOOKS_", "webhook"))
        for name in sorted(environment)
        if name.startswith(prefix) and name not in fitting
    ]
    return taken, warnings


def take_from_files(effective: Table, folder: Path) -> Iterator[tuple[Key, str]]:
    """Put the content of each file with a secret in its table; yield keys and why that failed.

    Files that are not there are left to the settings, which refuse them.
    """
    for at, table, kind in _holders(effective):
        name = table.get(f"{kind}_file")
        if not isinstance(name, str) or kind in table or not (folder / name).is_file():
            continue
        try:
            table[kind] = _line(folder / name, kind)
        except ValueError as error:
            yield (*at, f"{kind}_file"), str(error)


def open_to_others(effective: Table, folder: Path, environment: Mapping[str, str]) -> Iterator[tuple[Key, str]]:
    """Yield the keys of secret files that others than their owner may read, with what to do.

    systemd's credentials are left out: their group bits are the mask of an access list (systemd.exec(5)).
    """
    kept_by_systemd = environment.get("CREDENTIALS_DIRECTORY")
    for at, table, kind in _holders(effective):
        tls = table.get("tls")
        kept: list[tuple[Key, object]] = [((*at, name), table.get(name)) for name in (f"{kind}_file", "ecdsa_key_file")]
        if isinstance(tls, dict):
            name = "client_key" if "client_key" in tls else "client_certificate"
            kept.append(((*at, "tls", name), tls.get(name)))
        for key, value in kept:
            path = folder / value if isinstance(value, str) else None
            if path is None or (kept_by_systemd and path.is_relative_to(kept_by_systemd)):
                continue
            if path.is_file() and path.stat().st_mode & OTHERS:
                yield key, f"others can read {path}; chmod 600 keeps it to its owner"


def _holders(effective: Table) -> Iterator[tuple[Key, Table, str]]:
    """Yield the tables that may hold a secret, and its key: networks, their SASL, webhooks, the web side."""
    for at, network in _tables(effective, "networks"):
        yield at, network, "password"
        if isinstance(network.get("sasl"), dict):
            yield (*at, "sasl"), network["sasl"], "password"
    for at, webhook in _tables(effective, "webhooks"):
        yield at, webhook, "secret"
    if isinstance(web := effective.get("web"), dict):
        yield ("web",), web, "managers_token"


def _tables(effective: Table, name: str) -> Iterator[tuple[Key, Table]]:
    tables = effective.get(name)
    for key, table in tables.items() if isinstance(tables, dict) else ():
        if isinstance(table, dict):
            yield (name, key), table


def _line(path: Path, kind: str) -> str:
    try:
        with path.open("rb") as file:
            text = file.read(_LONGEST).decode("utf-8").removesuffix("\n").removesuffix("\r")
    except OSError as error:
        raise ValueError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not UTF-8 text; it takes one line with the {kind}") from error
    if not text or re.search(r"[\r\n\0]", text):
        raise ValueError(f"{path} takes one line with the {kind}, no more and no less")
    return text
