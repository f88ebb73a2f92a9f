"""The running bot as a whole, on a scripted server: it stays quick and small under load, and keeps its secrets."""

import asyncio
import base64
import io
import logging
import resource
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot import logs
from bot.app import App
from bot.importer import import_documents
from bot.sample import FOLDER
from bot.sources import files
from bot.store.database import Database
from config.settings import Settings
from tests.rawirc import RawConnection, ScriptedServer

COMMANDS = 10_000
USERS = 20
ASKED = ("!project tidewater", "!contact beacon", "!report", "!search harbour", "!help", "deck: who works on binnacle?")


@asynccontextmanager
async def _app(folder: Path, server: ScriptedServer, **network: Any) -> AsyncIterator[App]:  # noqa: ANN401 - settings
    plain = {"host": "127.0.0.1", "port": server.port, "nick": "deck", "tls": {"enabled": False}}
    settings = Settings.model_validate(
        {"data_dir": str(folder), "networks": {"lab": plain | {"flood": {"rate": 0.0}} | network}}
    )
    with Database.open(folder / "quarterdeck.db") as database:
        import_documents(database, map(files.read, files.places(FOLDER)), named=False)
        app = App(settings, database)
        running = asyncio.create_task(app.run())
        try:
            yield app
        finally:
            app.stop()
            await running


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer.running() as started:
        yield started


@pytest.fixture(params=[logging.INFO])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Log into a text, as a process does into its standard error."""
    stream = io.StringIO()
    logs.configure(stream, request.param)
    yield stream
    logging.basicConfig(handlers=[], force=True)
    structlog.reset_defaults()


@pytest.mark.slow
async def test_ten_thousand_commands_of_twenty_users_hold_nothing_up_and_fill_no_memory(
    server: ScriptedServer, tmp_path: Path, log: io.StringIO
) -> None:
    async with _app(tmp_path, server, channels={"#c": {}}):
        bot = await server.welcome("account-tag", "server-time", "message-tags", isupport="CASEMAPPING=ascii")
        await bot.sees("^JOIN #c")
        bot.send(":deck!d@h JOIN #c")
        worst = 0.0

        async def measure() -> None:
            nonlocal worst
            while True:
                asked = time.monotonic()
                await asyncio.sleep(0.005)
                worst = max(worst, time.monotonic() - asked - 0.005)

        async def play(count: int) -> int:
            for number in range(count):
                user = number % USERS
                bot.send(f"@account=a{user} :u{user}!u{user}@h PRIVMSG #c :{ASKED[number % len(ASKED)]}")
                await asyncio.sleep(0)
            bot.send(f"PING :{time.monotonic_ns()}")
            await bot.sees("^PONG", within=60)
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

        before = await play(COMMANDS // 5)
        measuring = asyncio.create_task(measure())
        after = await play(COMMANDS)
        measuring.cancel()
        print(f"worst lag {worst * 1000:.1f} ms, {after - before} KB more")  # noqa: T201 - the figures
        assert worst < 0.05
        assert after - before < 8_000
        assert sum("PRIVMSG #c" in line for line in bot.lines) > USERS
    assert '"level": "error"' not in log.getvalue()


@pytest.mark.parametrize("log", [logging.DEBUG], indirect=True)
async def test_no_secret_gets_into_the_log_at_debug_level(
    server: ScriptedServer, tmp_path: Path, log: io.StringIO
) -> None:
    sasl = {"mechanisms": ["PLAIN"], "password": "account-secret"}
    async with _app(tmp_path, server, password="server-secret", sasl=sasl, owner="account:alice"):
        bot = await server.accept()
        await _logs_in(bot)
        bot.send("@account=alice :al!a@h PRIVMSG deck :join #vault key-secret")
        await bot.sees("^WHOIS al$")
        bot.send(":s 311 deck al a h * :Al", ":s 330 deck al alice :is logged in as", ":s 318 deck al :End")
        assert (await bot.sees("^JOIN (.*)"))[1] == "#vault key-secret"
        bot.send(":deck!d@h JOIN #vault", ":op!o@h MODE #vault +k key-secret", ":s 324 deck #vault +k key-secret")
        bot.send("@account=alice :al!a@h PRIVMSG #vault :!audit", "ERROR :server-secret, account-secret")
        await bot.ends()
    written = log.getvalue()
    assert '"event": "sent"' in written
    assert "AUTHENTICATE" in written
    for secret in ("server-secret", "account-secret", "key-secret"):
        assert secret not in written
    assert base64.b64encode(b"deck\0deck\0account-secret").decode() not in written


async def _logs_in(bot: RawConnection) -> None:
    await bot.sees("^CAP LS")
    bot.send(":s CAP * LS :sasl=PLAIN account-tag")
    assert "sasl" in (await bot.sees("^CAP REQ :(.*)"))[1]
    await bot.sees("^PASS :server-secret$")
    bot.send(":s CAP * ACK :sasl account-tag")
    await bot.sees("^AUTHENTICATE PLAIN$")
    bot.send("AUTHENTICATE +")
    await bot.sees("^AUTHENTICATE .+")
    bot.send(":s 900 deck deck!d@h deck :in", ":s 903 deck :yes")
    await bot.sees("^CAP END$")
    bot.send(":s 001 deck :hi", ":s 005 deck CASEMAPPING=ascii :are supported", ":s 376 deck :go on")
