"""One running bot a database: the lock that it holds, and the pulse by which others see that it is alive."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.errors import DatabaseError

PULSE = 1.0
"""Seconds between two beats of a bot that is well."""
_FADED = 30.0
"""Seconds without a beat after which a bot counts as hung."""
_ATTEMPTS = 20
"""How often to try for the lock, every 50 ms: somebody who asks for the bot's health holds it for a moment."""


@contextmanager
def running(database: Path) -> Iterator[Callable[[], None]]:
    """Hold the lock of a database while the bot runs; yield what to call at each `PULSE`.

    Raises DatabaseError if another bot holds it. The lock ends with the process, however that ends.
    """
    path = _lock_of(database)
    try:
        file = path.open("a+")
    except OSError as error:
        raise DatabaseError(str(path), f"cannot be written ({error.strerror}); check the folder's rights") from error
    with file:
        if not _patiently_taken(file):
            file.seek(0)
            raise DatabaseError(str(database), f"another bot (process {file.read().strip()}) runs on it; stop it first")
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield lambda: os.utime(file.fileno())  # takes no room, so a full disk does not look like a hung bot


def trouble(database: Path) -> str | None:
    """Return why the bot of a database is not alive, None if it is."""
    path = _lock_of(database)
    try:
        with path.open() as file:
            if _taken(file, fcntl.LOCK_SH):
                return "the bot does not run"
        age = time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return "the bot has never run on this database"
    except OSError as error:
        return f"{path} cannot be read: {error.strerror}"
    return f"the bot hangs: no sign of life for {age:.0f} seconds" if age > _FADED else None


def _lock_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.lock")


def _patiently_taken(file: TextIO) -> bool:
    for _ in range(_ATTEMPTS):
        if _taken(file, fcntl.LOCK_EX):
            return True
        time.sleep(0.05)
    return False


def _taken(file: TextIO, how: int) -> bool:
    """Take the lock; false if another process has it."""
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
