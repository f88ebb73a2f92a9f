"""`quarterdeck run` on a real server: it joins, answers, announces once, and ends when it is told to."""

import asyncio
import contextlib
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.sample import FOLDER
from tests import ircd
from tests.golden import ARCHIVE, needs_archive
from tests.rawirc import RawConnection, ScriptedServer, client

OLD = FOLDER / "report-2019-01-2019-03.html"
NEWER = FOLDER / "report-2024-10-2024-12"
NEWEST = FOLDER / "report-2025-01-2025-03"


@pytest.fixture(scope="module")
def server() -> Iterator[ircd.Ircd]:
    with ircd.running("ngircd") as started:
        yield started


def _quarterdeck(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "bot.cli", *map(str, arguments)]


def _import(folder: Path, *paths: Path) -> None:
    command = _quarterdeck("import", "--db", folder / "data" / "quarterdeck.db", *paths)
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def _configuration(folder: Path, port: int, *, source: Path | None = None) -> Path:
    path = folder / "quarterdeck.toml"
    path.write_text(
        f"""
        [networks.lab]
        host = "127.0.0.1"
        port = {port}
        nick = "deck"
        tls.enabled = false
        flood.rate = 0.0
        [networks.lab.channels."#Harbour"]
        announce = true
        """
        + (f'[sources.folder]\npath = "{source}"\nevery = "1s"\n' if source else ""),
        "utf-8",
    )
    return path


@asynccontextmanager
async def _bot(configuration: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot as a process of its own; it must end cleanly within 5 s of SIGTERM."""
    process = await asyncio.create_subprocess_exec(
        *_quarterdeck("run", "--config", configuration), stderr=asyncio.subprocess.PIPE
    )
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(5):
            _, log = await process.communicate()
        assert process.returncode == 0, log.decode()
        assert b"Traceback" not in log, log.decode()
    finally:
        if process.returncode is None:
            process.kill()
            _, log = await process.communicate()
            print(log.decode())  # noqa: T201 - pytest shows it with the failure


@asynccontextmanager
async def _observer(port: int, nick: str = "eve") -> AsyncIterator[RawConnection]:
    async with await client(port, nick) as person:
        person.send("JOIN #harbour")
        await person.sees(" 366 ")
        yield person


async def _asks(person: RawConnection, text: str) -> str:
    person.send(f"PRIVMSG #harbour :{text}")
    return (await person.sees(r":deck!\S+ PRIVMSG #harbour :(.*)"))[1]


@pytest.mark.irc
async def test_it_answers_and_announces_a_report_that_another_process_imports(
    server: ircd.Ircd, tmp_path: Path
) -> None:
    _import(tmp_path, OLD, NEWER)
    async with _observer(server.port) as eve:
        async with _bot(_configuration(tmp_path, server.port)):
            await eve.sees(":deck!.* JOIN")
            assert "Tidewater File System (Q4 2024, Kernel)" in await _asks(eve, "!project tidwater")
            assert "magnus@beacon.example.org" in await _asks(eve, "!contact beacon")
            assert "5 entries" in await _asks(eve, "!report 2024q4")
            assert "project" in await _asks(eve, "!help")
            assert "eve: " in await _asks(eve, "deck: who works on binnacle?")
            await asyncio.to_thread(_import, tmp_path, NEWEST)
            said = (await eve.sees(r"PRIVMSG #harbour :(New .*)"))[1]
            assert said.startswith("New FreeBSD status report: Q1 2025 (January–March), 6 entries: ")
            assert "Q1 2025" in await _asks(eve, "!project tidewater")
        await eve.sees(":deck!.* QUIT")
        async with _bot(_configuration(tmp_path, server.port)):
            await eve.sees(":deck!.* JOIN")
            assert await _asks(eve, "!ping still here") == "still here"
        await eve.sees(":deck!.* QUIT")
        assert sum("New FreeBSD status report" in line for line in eve.lines) == 1


@pytest.mark.irc
async def test_a_report_that_appears_in_its_source_is_announced_and_the_first_import_is_not(
    server: ircd.Ircd, tmp_path: Path
) -> None:
    source = tmp_path / "reports"
    source.mkdir()
    (source / OLD.name).write_bytes(OLD.read_bytes())
    async with _observer(server.port) as eve, _bot(_configuration(tmp_path, server.port, source=source)):
        await eve.sees(":deck!.* JOIN")
        await _until(lambda: _asks(eve, "!report"), "Q1 2019")
        page = source / NEWER.name / "index.html"
        page.parent.mkdir()
        page.write_bytes((NEWER / "index.html").read_bytes())
        assert "Q4 2024" in (await eve.sees("New FreeBSD status report: (.*)"))[1]
        assert sum("New FreeBSD status report" in line for line in eve.lines) == 1


async def _until(ask: Callable[[], Awaitable[str]], wanted: str) -> None:
    async with asyncio.timeout(10):
        while wanted not in await ask():  # noqa: ASYNC110 - what is waited for is another process
            await asyncio.sleep(0.5)  # who asks faster for long is not answered


@pytest.mark.irc
async def test_sighup_has_it_follow_a_changed_configuration_on_the_same_connection(
    server: ircd.Ircd, tmp_path: Path
) -> None:
    path = _configuration(tmp_path, server.port)
    async with _observer(server.port) as eve, _bot(path) as process:
        await eve.sees(":deck!.* JOIN")
        path.write_text(f'{path.read_text("utf-8")}prefix = "?"\n[networks.lab.channels."#quay"]\n', "utf-8")
        eve.send("JOIN #quay")
        process.send_signal(signal.SIGHUP)
        await eve.sees(":deck!.* JOIN :?#quay")
        assert await _asks(eve, "?ping ahoy") == "ahoy"
        assert not any("QUIT" in line for line in eve.lines)


@needs_archive
@pytest.mark.irc
async def test_it_finds_what_people_ask_for_in_a_real_report(server: ircd.Ircd, tmp_path: Path) -> None:
    _import(tmp_path, ARCHIVE / "site" / "status" / "report-2019-04-2019-06.html")
    async with _observer(server.port) as eve, _bot(_configuration(tmp_path, server.port)):
        await eve.sees(":deck!.* JOIN")
        answer = await _asks(eve, "!project bhive")
        assert "bhive → bhyve" in answer
        assert "report-2019-04-2019-06.html#" in answer
        assert "asomers@FreeBSD.org" in await _asks(eve, "!contact fuse")
        assert "27 entries" in await _asks(eve, "!report 2019q2")


async def test_systemd_is_told_that_it_is_ready_lives_and_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        async with ScriptedServer.running() as silent, _bot(_configuration(tmp_path, silent.port)):
            await silent.accept(within=20)
            told = {manager.recv(100) for _ in range(2)}
        manager.settimeout(0)
        with contextlib.suppress(BlockingIOError):
            while True:
                told.add(manager.recv(100))
        assert told == {b"READY=1", b"WATCHDOG=1", b"STOPPING=1"}


async def test_sigterm_ends_it_while_a_server_takes_the_connection_and_says_nothing(tmp_path: Path) -> None:
    async with ScriptedServer.running() as silent, _bot(_configuration(tmp_path, silent.port)):
        await silent.accept(within=20)


def test_a_broken_configuration_ends_it_with_every_mistake_and_status_78(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text('[networks.lab]\nhots = "irc.example.org"\nport = "6697"\n', "utf-8")
    started = time.monotonic()
    done = subprocess.run(
        _quarterdeck("run", "--config", path), capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 78
    assert f"{path}:2: networks.lab.hots" in done.stderr
    assert "did you mean host" in done.stderr
    assert f"{path}:3: networks.lab.port" in done.stderr
    assert time.monotonic() - started < 20
