"""`quarterdeck backup` and `health` beside a running bot, which is the only one on its database."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.sample import FOLDER
from bot.store import reports
from bot.store.database import Database


def _quarterdeck(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def _configuration(folder: Path) -> Path:
    path = folder / "quarterdeck.toml"
    path.write_text('[sources.none]\npath = "nowhere"\nevery = "1d"\n', "utf-8")
    return path


@contextmanager
def _bot(configuration: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "bot.cli", "run", "--config", str(configuration)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        assert "could not be read" in process.stderr.readline()  # the source: the bot has begun its rounds
        try:
            yield process
        finally:
            process.terminate()


def test_a_running_bot_is_alive_and_backed_up_and_a_second_one_is_refused(tmp_path: Path) -> None:
    configuration = _configuration(tmp_path)
    database = tmp_path / "data" / "quarterdeck.db"
    assert _quarterdeck("import", "--db", database, FOLDER).returncode == 0
    before = _quarterdeck("health", "--config", configuration)
    assert (before.returncode, before.stdout) == (1, "the bot has never run on this database\n")
    with _bot(configuration) as bot:
        alive = _quarterdeck("health", "--config", configuration)
        assert (alive.returncode, alive.stdout) == (0, "the bot is alive\n")
        second = _quarterdeck("run", "--config", configuration)
        assert second.returncode == 1
        assert f"another bot (process {bot.pid}) runs on it" in second.stderr
        saved = _quarterdeck("backup", "--config", configuration, tmp_path / "copy.db")
        assert (saved.returncode, saved.stderr) == (0, "")
    after = _quarterdeck("health", "--config", configuration)
    assert (after.returncode, after.stdout) == (1, "the bot does not run\n")
    with Database.open(tmp_path / "copy.db", create=False) as copy:
        assert len(reports.heads(copy.reader)) == 3
