"""One bot a database; whether it is alive is seen from outside, however it ended."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot import instance
from bot.errors import DatabaseError

_HOLDER = """
import sys, time, pathlib
from bot import instance
with instance.running(pathlib.Path(sys.argv[1])) as beat:
    beat()
    print("running", flush=True)
    sys.stdin.read()
"""


@contextmanager
def _another_bot(database: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout
        assert process.stdout.readline() == "running\n"
        yield process
        process.kill()


def test_a_second_bot_on_the_same_database_is_refused_and_the_first_is_named(tmp_path: Path) -> None:
    with _another_bot(tmp_path / "q.db") as first:
        with pytest.raises(DatabaseError, match=rf"process {first.pid}\) runs on it; stop it first"):
            instance.running(tmp_path / "q.db").__enter__()
        with instance.running(tmp_path / "other.db"):
            pass


def test_the_lock_ends_with_a_killed_process(tmp_path: Path) -> None:
    with _another_bot(tmp_path / "q.db") as first:
        first.send_signal(signal.SIGKILL)
        first.wait()
        with instance.running(tmp_path / "q.db"):
            pass


def test_health_tells_a_living_bot_from_one_that_is_gone_hangs_or_never_was(tmp_path: Path) -> None:
    database = tmp_path / "q.db"
    assert instance.trouble(database) == "the bot has never run on this database"
    with _another_bot(database):
        assert instance.trouble(database) is None
        long_ago = time.time() - 60
        os.utime(tmp_path / "q.db.lock", (long_ago, long_ago))
        assert "hangs: no sign of life for 6" in str(instance.trouble(database))
    assert instance.trouble(database) == "the bot does not run"


def test_a_beat_brings_a_faded_pulse_back(tmp_path: Path) -> None:
    with instance.running(tmp_path / "q.db") as beat:
        os.utime(tmp_path / "q.db.lock", (0, 0))
        beat()
        assert (tmp_path / "q.db.lock").stat().st_mtime > time.time() - 10
