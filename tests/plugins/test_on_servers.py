"""Rights and changes on real servers: the whole bot, people with accounts and certificates, and thieves of nicks."""

import asyncio
import hashlib
import ssl
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app import App
from bot.store import audit
from bot.store.database import Database
from config.loader import load
from tests import ircd
from tests.ircd import Ircd
from tests.managed import told
from tests.rawirc import RawConnection, client

pytestmark = pytest.mark.irc
REFUSED = "Only my admins may do that; log in to your account first."


@pytest.fixture(params=["ngircd", "inspircd"])
def server(request: pytest.FixtureRequest) -> Iterator[Ircd]:
    with ircd.running(request.param) as started:
        yield started


@asynccontextmanager
async def bot(folder: Path, port: int, *settings: str, channels: str = "") -> AsyncIterator[Database]:
    """Run the bot in a folder, where it finds what an earlier one has left; yields its database."""
    path = folder / "quarterdeck.toml"
    network = ['host = "127.0.0.1"', f"port = {port}", 'nick = "deck"', "tls.enabled = false", "flood.rate = 0.0"]
    text = ["[networks.lab]", *network, *settings, '[networks.lab.channels."#harbour"]', channels]
    path.write_text("\n".join(text), "utf-8")
    configuration = load(path, {})
    with Database.open(folder / "quarterdeck.db") as database:
        app = App(configuration.settings, database, origins=configuration.origins)
        running = asyncio.create_task(app.run())
        try:
            yield database
        finally:
            app.stop()
            await running


async def enters(user: RawConnection, channel: str = "#harbour") -> None:
    user.send(f"JOIN {channel}")
    await user.sees(" 366 ")


async def asks(user: RawConnection, text: str, channel: str = "#harbour") -> str:
    await user.sync()
    user.send(f"PRIVMSG {channel} :{text}")
    where = channel if channel.startswith("#") else r"\S+"
    return (await user.sees(rf":deck!\S+ PRIVMSG {where} :(.*)"))[1]


async def logs_in(user: RawConnection, account: str) -> None:
    user.send(f"PRIVMSG NickServ :IDENTIFY {account} secret99")
    await user.sees(" 900 ")


@pytest.mark.slow
@pytest.mark.parametrize("services", ["atheme", "anope"])
async def test_only_who_is_logged_in_to_an_admins_account_has_its_rights(services: str, tmp_path: Path) -> None:
    with ircd.running(f"inspircd+{services}") as server:
        await asyncio.gather(server.account("alice", "secret99"), server.account("mallory", "secret99"))
        alice, mallory, god = await asyncio.gather(server.user("alice"), server.user("mallory"), server.oper())
        fake = await client(server.port, "fake")
        async with alice, mallory, god, fake:
            for user in (god, alice, mallory, fake):
                await enters(user)
            await logs_in(alice, "alice")
            await logs_in(mallory, "mallory")
            fake.send("SETNAME :account:alice is logged in as alice")
            async with bot(tmp_path, server.port, 'admins = ["account:alice"]', 'owner = "account:alice"') as database:
                await alice.sees(":deck!.* JOIN")
                assert "is entries now" in await asks(alice, "!channel set style entries")
                assert "is on now" in await asks(alice, "channel set #harbour notice on", "deck")
                assert await asks(mallory, "!channel set style digest") == "Only my admins may do that."
                assert await asks(fake, "!channel set style digest") == REFUSED
                alice.send("PRIVMSG NickServ :LOGOUT")
                await alice.sees(" 901 ")
                await alice.sync()
                assert await asks(alice, "!channel set style digest") == REFUSED
                alice.send("NICK elsewhere")
                await alice.sees("NICK :?elsewhere")
                god.send("SANICK mallory alice")
                await mallory.sees("NICK :?alice")
                assert await asks(mallory, "!channel set style digest") == "Only my admins may do that."
                god.send("SANICK fake mallory", "SANICK mallory thief")
                await fake.sees("NICK :?mallory")
                assert await asks(fake, "!quit") == REFUSED.replace("admins", "owner")
                assert await asks(fake, "!part") == REFUSED
                await logs_in(alice, "alice")
                await alice.sync()
                assert "is digest now" in await asks(alice, "!channel set style digest")
                log = told(audit.latest(database.reader, 9))
            assert [line.partition(" #")[0] for line in log] == [
                "account:alice channel set style",
                "account:alice channel set notice",
                "account:alice channel set style",
            ]


@asynccontextmanager
async def certified(server: Ircd, nick: str) -> AsyncIterator[tuple[RawConnection, str]]:
    """Connect with a certificate; yields the user and how a configuration names the certificate."""
    pair = server.ca.issue_cert(f"{nick}.example.test")
    context = ssl.create_default_context(cafile=str(server.ca_file))
    context.check_hostname = False
    with tempfile.NamedTemporaryFile(suffix=".pem") as file:
        file.write(pair.private_key_and_cert_chain_pem.bytes())
        file.flush()
        context.load_cert_chain(file.name)
    der = ssl.PEM_cert_to_DER_cert(pair.cert_chain_pems[0].bytes().decode())
    async with await client(server.tls_port, nick, tls=context) as user:
        yield user, f"certfp:sha256:{hashlib.sha256(der).hexdigest()}"


async def test_where_the_server_vouches_for_nobody_nobody_has_a_right(tmp_path: Path) -> None:
    """NgIRCd has no accounts and shows certificates to IRC operators only."""
    with ircd.running("ngircd") as server:
        async with certified(server, "alice") as (alice, name):
            await enters(alice)
            async with bot(tmp_path, server.port, f'admins = ["account:alice", "{name}"]', 'owner = "account:alice"'):
                await alice.sees(":deck!.* JOIN")
                for text in ("!join #new", "!ignore list"):
                    assert await asks(alice, text) == REFUSED
                assert await asks(alice, "!quit") == REFUSED.replace("admins", "owner")


@pytest.mark.slow
async def test_a_certificate_gives_rights_and_what_was_changed_lasts(tmp_path: Path) -> None:
    with ircd.running("inspircd") as server:
        await changes_last(server, tmp_path)


async def changes_last(server: Ircd, tmp_path: Path) -> None:
    async with certified(server, "alice") as (alice, name), await server.user("eve") as eve:
        await enters(alice)
        await enters(eve)
        admins = f'admins = ["account:eve", "{name}"]'
        async with bot(tmp_path, server.port, admins) as database:
            await alice.sees(":deck!.* JOIN")
            assert await asks(eve, "!channel set style digest") == REFUSED
            assert "is entries now" in await asks(alice, "!channel set style entries")
            assert "is . now" in await asks(alice, "!channel set prefix .")
            assert await asks(alice, ".join #new") == "I am in #new, and stay there, also after a restart."
            assert await asks(alice, ".ignore add eve") == "I ignore eve!*@*."
            await enters(alice, "#new")
            assert {each.who for each in audit.latest(database.reader, 9)} == {name}
        await alice.sees(":deck!.* QUIT")
        async with bot(tmp_path, server.port, admins):
            for _ in range(2):
                await alice.sees(":deck!.* JOIN")
            eve.send("PRIVMSG #harbour :.ping")
            await alice.sees(":eve!.* :.ping")
            assert "style entries; prefix ." in await asks(alice, ".channel show")
            assert "I have left #harbour" in await asks(alice, ".part")
            await alice.sees(":deck!.* PART :?#harbour")
            await eve.sync()
            assert not any(":deck!" in line and ":pong" in line for line in eve.lines)
        async with bot(tmp_path, server.port, admins):
            await alice.sees(":deck!.* JOIN :?#new")
            assert "pong" in await asks(alice, "!ping", "#new")
            assert not any(":deck!" in line and "JOIN" in line and "#harbour" in line for line in await alice.sync())


async def test_operators_have_a_right_as_long_as_they_are_operators_of_that_channel(
    server: Ircd, tmp_path: Path
) -> None:
    async with await server.user("op") as op, await server.user("eve") as eve:
        await enters(op)
        await enters(eve)
        await enters(eve, "#eves")
        op.send("MODE op +I")  # hides channels in WHOIS
        async with bot(tmp_path, server.port, channels="operators = true"):
            await op.sees(":deck!.* JOIN")
            assert "is entries now" in await asks(op, "!channel set style entries")
            assert await asks(eve, "!channel set style digest") == (
                "Only the operators of #harbour and my admins may do that; log in to your account first."
            )
            op.send("MODE #harbour +o eve")
            await eve.sees(r"MODE #harbour \+o :?eve")
            assert "is digest now" in await asks(eve, "channel set #harbour style digest", "deck")
            op.send("MODE #harbour -o eve")
            await eve.sees(r"MODE #harbour -o :?eve")
            assert "Only the operators" in await asks(eve, "!channel set style entries")
            op.send("NICK former")
            await eve.sees("NICK :?former")
            eve.send("NICK op")
            await eve.sees("NICK :?op")
            assert "Only the operators" in await asks(eve, "!channel set style entries")
            assert "is entries now" in await asks(op, "!channel set style entries")
