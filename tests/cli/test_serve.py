"""`quarterdeck serve` and the pages of `quarterdeck run`, as programs of their own."""

import asyncio
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import aiohttp
import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.sample import FOLDER

OLD, NEWER = FOLDER / "report-2019-01-2019-03.html", FOLDER / "report-2024-10-2024-12"


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "bot.cli", *map(str, arguments)]


def import_(database: Path, *paths: Path) -> None:
    done = CliRunner().invoke(main, ["import", "--db", str(database), *map(str, paths)])
    assert done.exit_code == 0, done.output


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture
def database(tmp_path: Path) -> Path:
    import_(tmp_path / "reports.db", OLD)
    return tmp_path / "reports.db"


@asynccontextmanager
async def running(*arguments: str | Path) -> AsyncIterator[None]:
    """Run a program that must end cleanly within 5 s of SIGTERM."""
    process = await asyncio.create_subprocess_exec(*command(*arguments), stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        yield
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(5):
            _, log = await process.communicate()
        assert process.returncode == 0, log.decode()
        assert b"Traceback" not in log, log.decode()
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def found(address: str, *, wanted: int = 200) -> dict[str, object]:
    """Ask for an address until the answer has a status, within 20 s; return the JSON."""
    async with asyncio.timeout(20), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(address) as answer:
                    if answer.status == wanted:
                        content: dict[str, object] = await answer.json()
                        return content
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.1)


async def test_pages_are_served_from_a_database_and_follow_what_is_imported(database: Path) -> None:
    listen = f"127.0.0.1:{free_port()}"
    async with running("serve", "--db", database, "--listen", listen):
        assert (await found(f"http://{listen}/readyz"))["ready"] is True
        await found(f"http://{listen}/reports/report-2019-01-2019-03.json")
        await found(f"http://{listen}/reports/report-2024-10-2024-12.json", wanted=404)
        await asyncio.to_thread(import_, database, NEWER)
        await found(f"http://{listen}/reports/report-2024-10-2024-12.json")


async def test_a_configured_bot_serves_pages_and_says_that_it_is_not_ready_without_a_network(database: Path) -> None:
    listen = f"127.0.0.1:{free_port()}"
    configuration = database.with_name("quarterdeck.toml")
    configuration.write_text(
        f"""
        archive.database = "{database}"
        web.listen = "{listen}"
        [networks.lab]
        host = "127.0.0.1"
        port = {free_port()}
        tls.enabled = false
        """,
        "utf-8",
    )
    async with running("run", "--config", configuration):
        not_ready = await found(f"http://{listen}/readyz", wanted=503)
        assert not_ready["database"] == "open"
        assert "lab" in str(not_ready["networks"])
        await found(f"http://{listen}/index.json")
        async with aiohttp.ClientSession() as session, session.get(f"http://{listen}/metrics") as metrics:
            assert 'quarterdeck_network_state{network="lab"' in await metrics.text()


@pytest.mark.parametrize("program", ["serve", "run"])
def test_a_port_that_is_in_use_is_one_sentence_and_an_exit_status(database: Path, program: str) -> None:
    configuration = database.with_name("quarterdeck.toml")
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        listen = f"127.0.0.1:{other.getsockname()[1]}"
        configuration.write_text(f'archive.database = "{database}"\nweb.listen = "{listen}"\n', "utf-8")
        done = subprocess.run(
            command(program, "--config", configuration), capture_output=True, text=True, timeout=30, check=False
        )
    assert done.returncode == 1
    assert f"{listen}: cannot be listened on: Address already in use; choose another" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_that_is_none_is_wrong_use(database: Path) -> None:
    done = CliRunner().invoke(main, ["serve", "--db", str(database), "--listen", "a:b:c"])
    assert done.exit_code == 2
    assert "host:port" in done.output
