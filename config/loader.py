"""From a TOML file to settings: every mistake at once, each with its line."""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from bot.errors import ConfigurationError
from config.contradictions import Problem, contradictions
from config.keys import Key, Lines, Table, dotted
from config.layers import layered
from config.problems import key_of, wording
from config.secret import OTHERS, open_to_others, take_from_environment, take_from_files
from config.settings import Settings

_LARGEST = 1 << 20
_FOLLOW_UP = "default_factory_not_called"  # pydantic's: another key of the table is wrong, and has its own line


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings that a file gives, what to warn of, and where each value that is no default comes from."""

    settings: Settings
    warnings: tuple[str, ...]
    origins: Mapping[Key, str]


@dataclass(frozen=True, slots=True)
class _File:
    """A file's name and which of its keys and lines an effective key goes back to."""

    path: Path
    lines: Lines
    sources: Mapping[Key, Key]

    def source(self, key: Key) -> Key:
        """Return the key under which the file has an effective key, or the nearest table around it."""
        known = next((n for n in range(len(key), 0, -1) if key[:n] in self.sources), 0)
        return self.sources.get(key[:known], ()) + key[known:]

    def sorted_lines(self, problems: Iterable[Problem]) -> list[str]:
        """Return problems as lines, in the file's order; one that several networks inherit is said once."""
        found: dict[Key, tuple[int, str]] = {}
        for key, what in problems:
            source = self.source(key)
            line = self.lines[source]
            found.setdefault((*source, what), (line, f"{self.path}:{line}: {dotted(source)}: {what}"))
        return [text for _, text in sorted(found.values(), key=lambda one: one[0])]


def load(path: Path, environment: Mapping[str, str] = os.environ) -> Configuration:
    """Read a configuration file; raises ConfigurationError with every problem in it.

    Relative paths count from the file's folder. Secrets may come from `environment`.
    """
    text = _text(path)
    try:
        return _configuration(path, text, environment)
    except RecursionError as error:
        raise ConfigurationError([f"{path}:1: tables: are nested too deeply"]) from error


def _configuration(path: Path, text: str, environment: Mapping[str, str]) -> Configuration:
    written = _parsed(path, text)
    folder = path.absolute().parent
    effective, sources = layered(written)
    file = _File(path, Lines(text), sources)
    taken, warnings = take_from_environment(effective, environment)
    problems = [*contradictions(effective), *take_from_files(effective, folder)]
    try:
        settings = Settings.model_validate(effective, context=folder)
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems += [(key_of(detail), wording(detail)) for detail in details if detail["type"] != _FOLLOW_UP]
    if problems:
        raise ConfigurationError(file.sorted_lines(problems))
    warnings += file.sorted_lines([*_open_to_others(file), *open_to_others(effective, folder, environment)])
    return Configuration(settings, tuple(warnings), _origins(file) | taken)


def _open_to_others(file: _File) -> Iterator[Problem]:
    """Yield the secrets that stand in the file itself although others can read it."""
    if file.path.stat().st_mode & OTHERS:
        for key in file.sources:
            # shorter: a network of that name
            if (len(key) > 2 and key[-1] in ("password", "secret")) or key == ("web", "managers_token"):
                yield key, f"others can read it here; chmod 600 {file.path}, or use {key[-1]}_file"


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise ConfigurationError(
            [f"{path}: there is no such file; `quarterdeck config init {path}` writes one"]
        ) from error
    except OSError as error:
        raise ConfigurationError([f"{path}: cannot be read: {error.strerror}"]) from error
    if len(content) > _LARGEST:
        raise ConfigurationError([f"{path}: is larger than a megabyte, so it is no configuration"])
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigurationError([f"{path}:{line}: text: is not UTF-8; save the file as UTF-8"]) from error


def _parsed(path: Path, text: str) -> Table:
    try:
        return tomllib.loads(text)
    except ValueError as error:  # beside TOMLDecodeError: numbers of thousands of digits
        what = str(error)
        place = re.search(r" \(at line (\d+), column (\d+)\)$", what)
        line = int(place[1]) if place else text.rstrip("\n").count("\n") + 1
        sentence = what[: place.start()] if place else what.removesuffix(" (at end of document)")
        column = f" at column {place[2]}" if place else ""
        raise ConfigurationError([f"{path}:{line}: TOML: {sentence[:1].lower()}{sentence[1:]}{column}"]) from error


def _origins(file: _File) -> dict[Key, str]:
    places = {
        key: f"{file.path.name}:{file.lines[source]}{_layer(key, source)}" for key, source in file.sources.items()
    }
    read = {
        (*key[:-1], key[-1].removesuffix("_file")): key[-1]
        for key in places
        if key[-1] in ("password_file", "secret_file", "managers_token_file")
    }
    return read | places


def _layer(key: Key, source: Key) -> str:
    """Name the layer that a value was inherited from; nothing where it stands at its own place."""
    if key == source:
        return ""
    return " [defaults]" if source[0] == "defaults" else f" [{dotted(source[:2])}]"
