"""The tutorial, followed word for word: its commands in a shell, its conversation on a real network with accounts."""

import asyncio
import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sample import FOLDER
from tests import ircd
from tests.docs import DOCS
from tests.rawirc import RawConnection

_TEXT = (DOCS / "tutorial.md").read_text("utf-8")
_SITE = "https://www.freebsd.org/status/"
_NICK = "my-quarterdeck"
_CHANNEL = "#quarterdeck-test"
_EXPECTED = {
    "!help": "Commands: ",
    "!report": "FreeBSD Status Report First Quarter 2025",
    "what changed": "you: ",
    "!channel show": "announce on",
    "!channel set": "style",
    "!announce preview": "New FreeBSD status report: Q1 2025",
    "!status": "libera",
}
"""How the answer to a line of the conversation goes on, by how the line begins."""


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", _TEXT, re.DOTALL)


def _commands() -> list[str]:
    return [line[2:] for block in _blocks("console") for line in block.splitlines()]


def _said() -> list[str]:
    return [line.removeprefix("<you> ") for block in _blocks("irc") for line in block.splitlines()]


def _configuration(server: ircd.Ircd) -> str:
    """Return the tutorial's configuration with a server and a source on this machine."""
    (text,) = _blocks("toml")
    here = f'host = "127.0.0.1"\nport = {server.tls_port}\ntls.ca_file = "{server.ca_file}"'
    return text.replace('host = "irc.libera.chat"', here).replace(f'url = "{_SITE}"', f'path = "{FOLDER}"')


def _shell(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", command],
        cwd=home / "deck",
        env={**os.environ, "HOME": str(home), "PATH": path},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_the_tutorial_has_the_commands_and_lines_that_this_test_knows() -> None:
    commands = _commands()
    assert commands[:4] == ["make setup", ". .venv/bin/activate", "mkdir ~/deck", "cd ~/deck"]
    assert commands[-1] == "quarterdeck run --config quarterdeck.toml"
    assert len([line for line in _said() if any(key in line for key in _EXPECTED)]) == len(_said()) == len(_EXPECTED)


@pytest.mark.irc
@pytest.mark.slow
async def test_who_follows_the_tutorial_has_a_bot_that_answers_and_obeys(tmp_path: Path) -> None:
    with ircd.running("inspircd+atheme") as server:
        (tmp_path / "deck").mkdir()
        (tmp_path / "deck" / "quarterdeck.toml").write_text(_configuration(server), "utf-8")
        await server.account("alice", "lantern-room")
        for command in _commands()[4:-1]:
            done = await asyncio.to_thread(_shell, command.replace(_SITE, str(FOLDER)), tmp_path)
            assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        async with _running(_commands()[-1], tmp_path), await _alice(server) as alice:
            await alice.sees(f":{_NICK}!.* JOIN|353 .*{_NICK}", within=30)
            for line in _said():
                alice.send(f"PRIVMSG {_CHANNEL} :{line}")
                expected = next(answer for key, answer in _EXPECTED.items() if key in line)
                await alice.sees(rf":{_NICK}!\S+ PRIVMSG {_CHANNEL} :.*{re.escape(expected)}")


async def _alice(server: ircd.Ircd) -> RawConnection:
    alice = await server.user("you")
    alice.send("PRIVMSG NickServ :IDENTIFY alice lantern-room")
    await alice.sees(" 900 ")
    alice.send(f"JOIN {_CHANNEL}")
    return alice


@contextlib.asynccontextmanager
async def _running(command: str, home: Path) -> AsyncIterator[None]:
    arguments = [sys.executable, "-m", "bot.cli", *command.split()[1:]]
    process = await asyncio.create_subprocess_exec(
        *arguments, cwd=home / "deck", env={**os.environ, "PYTHONPATH": str(DOCS.parent)}, stderr=subprocess.DEVNULL
    )
    try:
        yield
        process.send_signal(signal.SIGINT)
        async with asyncio.timeout(10):
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
