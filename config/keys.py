"""Keys of the configuration: how they are written, and on which line of the file each stands."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

Key = tuple[str | int, ...]
Table = dict[str, Any]

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def dotted(key: Key) -> str:
    """Return a key as TOML writes it: `networks.libera.channels."#freebsd".style`, `admins[0]`."""
    text = ""
    for step in key:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if _BARE.fullmatch(step) else f".{json.dumps(step, ensure_ascii=False)}"
    return text.removeprefix(".")


class Lines:
    """The lines on which the keys of a TOML text stand; tomllib does not tell.

    The text is cut into the smallest runs of lines that are TOML by themselves, which are its statements, so that
    tomllib alone decides what strings, comments and quoted keys are.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[Key, int] = {}
        header: Key = ()
        for number, statement, content in _statements(text):
            is_header = statement.lstrip().startswith("[")
            if is_header:
                header = ()
            keys = [header + key for key in _keys(content)]
            for key in keys:
                self._lines.setdefault(key, number)
            if is_header:
                header = keys[-1]

    def __getitem__(self, key: Key) -> int:
        """Return the line of a key, else that of the nearest table around it."""
        while key and key not in self._lines:
            key = key[:-1]
        return self._lines.get(key, 1)


def _statements(text: str) -> Iterator[tuple[int, str, Table]]:
    pending: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        pending.append(line)
        statement = "\n".join(pending)
        try:
            content = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        yield number - len(pending) + 1, statement, content
        pending = []


def _keys(content: Mapping[str, Any], before: Key = ()) -> Iterator[Key]:
    for name, value in content.items():
        yield (*before, name)
        table = value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else value
        if isinstance(table, dict):
            yield from _keys(table, (*before, name))
