"""Configuration files for tests, and how to read them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.errors import ConfigurationError
from config.loader import Configuration, load

Write = Callable[[str], Path]
NETWORK = '[networks.libera]\nhost = "irc.example.org"\n'


def read(path: Path, environment: Mapping[str, str] | None = None) -> Configuration:
    """Read a file that is right, with no environment but the given one."""
    return load(path, environment or {})


def problems(path: Path, environment: Mapping[str, str] | None = None) -> list[str]:
    """Return what is wrong with a file, each as `line: key: what`."""
    with pytest.raises(ConfigurationError) as caught:
        read(path, environment)
    return [problem.replace(f"{path}:", "") for problem in caught.value.problems]


def secret(folder: Path, name: str, text: str = "hunter2\n", mode: int = 0o600) -> None:
    """Write a file with a secret."""
    (folder / name).write_text(text)
    (folder / name).chmod(mode)
