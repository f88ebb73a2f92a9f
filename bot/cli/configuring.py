"""`quarterdeck config`: check, show and explain the configuration."""

import json
import os
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

from bot.errors import QuarterdeckError
from config import words
from config.keys import Key, dotted
from config.loader import load

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@click.group()
def config() -> None:
    """Check, show and explain the configuration."""


@config.command(epilog="\b\nExample:\n  quarterdeck config check quarterdeck.toml")
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Check FILE and name every mistake with its line; exit status 78 if there is one."""
    found = load(file)
    _warn(found.warnings)
    networks = found.settings.networks.values()
    counts = (
        _count(len(networks), "network"),
        _count(sum(len(network.channels) for network in networks), "channel"),
        _count(len(found.settings.sources), "source"),
    )
    click.echo(f"{file}: OK: {', '.join(counts)}")


@config.command(epilog="\b\nExample:\n  quarterdeck config show quarterdeck.toml | grep announce")
@click.argument("file", type=click.Path(path_type=Path))
def show(file: Path) -> None:
    """Show the values that FILE gives in the end, and where each comes from; never a secret."""
    found = load(file)
    _warn(found.warnings)
    values = found.settings.model_dump(mode="json", exclude={"defaults"})
    values["archive"]["database"] = str(found.settings.database)
    for key, value in _leaves(values):
        click.echo(_line(key, value, _origin(key, found.origins)))


@config.command(epilog="\b\nExample:\n  quarterdeck config schema > quarterdeck.schema.json")
def schema() -> None:
    """Print the JSON Schema of the configuration, which editors can check a file against."""
    click.echo(json.dumps({"$schema": _DIALECT, **words.schema()}, indent=2, ensure_ascii=False))


@config.command(epilog="\b\nExample:\n  quarterdeck config init quarterdeck.toml")
@click.argument("file", type=click.Path(path_type=Path), default="quarterdeck.toml")
def init(file: Path) -> None:
    """Write a new FILE (quarterdeck.toml) in which every setting is explained."""
    text = files("config").joinpath("quarterdeck.toml").read_bytes()
    try:
        # for its owner only: passwords may be added
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:  # noqa: PTH123 - its mode
            new.write(text)
    except FileExistsError as error:
        raise QuarterdeckError(f"{file} exists and stays as it is; name another file or move that one away") from error
    except OSError as error:
        raise QuarterdeckError(f"{file} cannot be written: {error.strerror}") from error
    click.echo(f"{file}: written; fit it to your network, then: quarterdeck config check {file}")


def _warn(warnings: tuple[str, ...]) -> None:
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _leaves(values: Mapping[str, Any], at: Key = ()) -> Iterator[tuple[Key, Any]]:
    for name, value in values.items():
        key = (*at, name)
        if isinstance(value, dict):
            yield from _leaves(value, key)
        else:
            yield key, value


def _line(key: Key, value: object, origin: str) -> str:
    if value is None:
        return f"# {dotted(key)} is not set"
    return f"{dotted(key)} = {json.dumps(value, ensure_ascii=False)}  # {origin}"


def _origin(key: Key, origins: Mapping[Key, str]) -> str:
    return origins.get(key, "default")
