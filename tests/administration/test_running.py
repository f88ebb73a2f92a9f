"""The running bot in the hands of its owner, on a real server with accounts."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.app import App
from bot.irc.terms import Timing
from bot.sample import FOLDER
from bot.store.database import Database
from config.loader import load
from tests import ircd
from tests.rawirc import RawConnection

pytestmark = [pytest.mark.irc, pytest.mark.slow]
NEWER = FOLDER / "report-2024-10-2024-12"


@pytest.fixture(scope="module")
def server() -> Iterator[ircd.Ircd]:
    with ircd.running("inspircd+atheme") as started:
        asyncio.run(started.account("alice", "secret99"))
        yield started


class Bench:
    """A running bot, its configuration, and what people say to it in private."""

    def __init__(self, server: ircd.Ircd, folder: Path) -> None:
        self.server, self.file, self.reports = server, folder / "quarterdeck.toml", folder / "reports"
        self.reports.mkdir()
        self.configure('"#harbour" = {}')
        self.database = Database.open(folder / "quarterdeck.db")
        first = load(self.file)
        quick = Timing(rejoin=0.3)
        again = partial(load, self.file)
        self.app = App(first.settings, self.database, origins=first.origins, load=again, timing=quick)

    def configure(self, channels: str, *, network: str = "", nick: str = "deck") -> None:
        self.file.write_text(
            f"""
            [sources.folder]
            path = "{self.reports}"
            [networks.lab]
            host = "127.0.0.1"
            port = {self.server.port}
            nick = "{nick}"
            owner = "account:alice"
            tls.enabled = false
            flood.rate = 0.0
            {network}
            [networks.lab.channels]
            {channels}
            """,
            "utf-8",
        )


@asynccontextmanager
async def _running(server: ircd.Ircd, folder: Path, person: RawConnection) -> AsyncIterator[Bench]:
    """Run the bot; it is in #harbour, where the person is."""
    bench = Bench(server, folder)
    person.send("JOIN #harbour")
    await person.sees(" 366 ")
    running = asyncio.create_task(bench.app.run())
    try:
        await person.sees(":deck!.* JOIN")
        yield bench
    finally:
        bench.app.stop()
        await running
        bench.database.close()


async def _owner(server: ircd.Ircd, nick: str = "alice") -> RawConnection:
    """Return the owner, logged in."""
    person = await server.user(nick)
    person.send("PRIVMSG NickServ :IDENTIFY alice secret99")
    await person.sees(" 900 ")
    return person


async def _all(person: RawConnection) -> list[str]:
    await person.sync()
    return person.lines


async def _asks(person: RawConnection, text: str, *, nick: str = "deck") -> str:
    person.send(f"PRIVMSG {nick} :{text}")
    return await _hears(person, nick=nick)


async def _hears(person: RawConnection, *, nick: str = "deck") -> str:
    return (await person.sees(rf":{nick}!\S+ (?:PRIVMSG|NOTICE) \S+ :(.*)"))[1]


async def test_only_the_owner_has_it_say_how_it_is_look_for_reports_and_end(server: ircd.Ircd, tmp_path: Path) -> None:
    async with (
        await _owner(server) as alice,
        await server.user("eve") as eve,
        _running(server, tmp_path, alice) as bench,
    ):
        for command in ("status", "import", "reload", "quit"):
            assert "Only my" in await _asks(eve, command)
        assert (await _asks(alice, "status")).startswith(f"lab: ready for 0 s, 127.0.0.1:{server.port} as deck, ")
        assert "folder: looked " in await _hears(alice)
        assert "0 reports; no announcements waiting; database 0." in await _hears(alice)
        shutil.copytree(NEWER, bench.reports / NEWER.name)
        assert await _asks(alice, "import") == "folder: 1 new, 0 changed, 0 unchanged"
        assert "is on no site that I read" in await _asks(
            alice, "import https://elsewhere.example/report-2024-10-2024-12/"
        )
        assert await _asks(alice, "quit tea time") == "Goodbye."
        await alice.sees(":deck!.* QUIT :tea time")


async def test_a_changed_configuration_is_followed_without_a_new_connection(server: ircd.Ircd, tmp_path: Path) -> None:
    async with await _owner(server) as alice, _running(server, tmp_path, alice) as bench:
        assert await _asks(alice, "reload") == "Reloaded; nothing has changed."
        alice.send("JOIN #pier", "MODE #harbour +s")
        bench.configure('"#harbour" = {prefix = "?"}\n"#pier" = {}', network="flood.burst = 9")
        assert await _asks(alice, "reload") == "Reloaded: lab: flood; lab: joining #pier; lab #harbour: prefix."
        assert any(line.startswith(":deck!") and line.endswith("JOIN :#pier") for line in await _all(alice))
        alice.send("PRIVMSG #harbour :?ping still here")
        await alice.sees("PRIVMSG #harbour :still here")
        bench.configure('"#pier" = {}\nprefx = "!"')
        bench.app.reload()
        assert "The configuration has 2 mistakes, so the old one stays in force: quarterdeck.toml:" in await _hears(
            alice
        )
        bench.configure('"#pier" = {}')
        bench.app.reload()
        await alice.sees(":deck!.* PART :?#harbour")
        assert not any("QUIT" in line and ":deck!" in line for line in alice.lines)


async def test_another_nick_takes_a_new_connection_and_the_owner_hears_of_it_there(
    server: ircd.Ircd, tmp_path: Path
) -> None:
    async with await _owner(server) as alice, _running(server, tmp_path, alice) as bench:
        alice.send("JOIN #extra", "INVITE deck #extra")
        await alice.sees(":deck!.* JOIN :?#extra")
        bench.configure('"#harbour" = {}', nick="bosun")
        alice.send("PRIVMSG deck :reload")
        await alice.sees(":deck!.* QUIT :Connecting anew")
        assert "Reloaded: lab: nick" in await _hears(alice, nick="bosun")
        assert {"#harbour", "#extra"} <= {line.rpartition(":")[2] for line in alice.lines if ":bosun!" in line}


async def test_the_owner_hears_of_trouble_once_when_he_is_there(server: ircd.Ircd, tmp_path: Path) -> None:
    async with await server.user("chanop") as chanop, _running(server, tmp_path, chanop):
        chanop.send("MODE #harbour +b deck!*@*", "KICK #harbour deck :not now", "JOIN #harbour")
        await chanop.sees("KICK #harbour deck")
        async with await _owner(server, "skipper") as skipper:  # somewhere else, under another nick
            skipper.send("PRIVMSG deck :ping")
            words = {await _hears(skipper, nick="deck") for _ in range(2)}
            assert words == {"pong", "I am not in #harbour on lab: kicked by chanop: not now. I go on trying."}
            assert "not in #harbour (" in await _asks(skipper, "status")
            chanop.send("MODE #harbour -b deck!*@*")
            await chanop.sees(":deck!.* JOIN", within=30)
            skipper.send("PRIVMSG deck :ping again")
            await skipper.sees("again")
            assert sum("I am not in" in line for line in skipper.lines) == 1


async def test_only_admins_can_invite_it(server: ircd.Ircd, tmp_path: Path) -> None:
    async with (
        await _owner(server) as alice,
        await server.user("eve") as eve,
        _running(server, tmp_path, alice),
    ):
        eve.send("JOIN #den", "INVITE deck #den")
        assert await _hears(eve) == "Thank you for the invitation, but only my admins can send me to #den."
        eve.send("INVITE deck #den", "NICK alice2", "INVITE deck #den")
        alice.send("JOIN #ship", "INVITE deck #ship")
        await alice.sees(":deck!.* JOIN :?#ship")
        assert not any(":deck!" in line and ("JOIN" in line or "Thank" in line) for line in await eve.sync())
