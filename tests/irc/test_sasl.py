"""Logins with a server that must prove itself, played by scripted servers, and by key with real services."""

import base64
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
import structlog
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from scramp import ScramMechanism
from scramp.core import ScramServer

from bot.irc.terms import State
from tests.irc.conftest import StartBot, StartServer
from tests.rawirc import RawConnection, ScriptedServer

PASSWORD = "correct horse battery"


def settings(port: int, *mechanisms: str, required: bool = True) -> dict[str, object]:
    sasl = {"mechanisms": mechanisms, "username": "regger", "password": PASSWORD, "required": required}
    return {"port": port, "sasl": sasl, "reconnect": {"min_delay": 60.0}}


class Services:
    """The server's side of SASL with a bot, kept by scramp; it offers SCRAM and PLAIN."""

    def __init__(self, bot: RawConnection) -> None:
        self.bot = bot

    async def begin(self) -> str:
        """Negotiate until the bot names a mechanism; return it."""
        await self.bot.sees("^CAP LS 302$")
        self.bot.send(":s CAP * LS :sasl=SCRAM-SHA-512,SCRAM-SHA-256,PLAIN")
        await self.bot.sees("^CAP REQ :sasl$")
        self.bot.send(":s CAP * ACK :sasl")
        return (await self.bot.sees("^AUTHENTICATE (.+)"))[1]

    async def said(self) -> str:
        """Return what the bot says next, all pieces together."""
        text = ""
        while True:
            piece = (await self.bot.sees("^AUTHENTICATE (.+)"))[1]
            text += piece if piece != "+" else ""
            if len(piece) < 400:
                return base64.b64decode(text).decode()

    def say(self, text: str) -> None:
        """Say something in pieces of 400."""
        encoded = base64.b64encode(text.encode()).decode()
        for start in range(0, len(encoded) + 1, 400):
            self.bot.send(f"AUTHENTICATE {encoded[start : start + 400] or '+'}")

    async def play(self, name: str, password: str = PASSWORD) -> ScramServer:
        """Play SCRAM until the bot has shown that it knows the password."""
        mechanism = ScramMechanism(name)
        server = mechanism.make_server(lambda _: mechanism.make_auth_info(password))
        self.say("")
        server.set_client_first(await self.said())
        self.say(server.get_server_first())
        server.set_client_final(await self.said())
        return server

    async def let_in(self) -> None:
        """Confirm the login and welcome the bot."""
        self.bot.send(":s 900 deck deck!d@h regger :in", ":s 903 deck :yes")
        await self.bot.sees("^CAP END$")
        self.bot.send(":s 001 deck :hi", ":s 376 deck :go on")


@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-256", "SCRAM-SHA-512"])
async def test_scram_lets_the_bot_in_and_no_secret_into_the_log(
    start_bot: StartBot, scripted: ScriptedServer, caplog: pytest.LogCaptureFixture, mechanism: str
) -> None:
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as logs:
        bot = start_bot(settings(scripted.port, mechanism, "PLAIN"))
        services = Services(await scripted.accept())
        assert await services.begin() == mechanism
        server = await services.play(mechanism)
        services.say(server.get_server_final())
        assert await services.said() == ""
        await services.let_in()
        await bot.ready()
    logged = f"{logs} {caplog.text}"
    said = [line.removeprefix("AUTHENTICATE ") for line in services.bot.lines if line.startswith("AUTHENTICATE ")]
    assert len(said) == 4
    assert "AUTHENTICATE ***" in logged
    assert not [text for text in (PASSWORD, *said[1:3]) if text in logged]


async def test_a_long_dialogue_goes_in_pieces_both_ways(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot(settings(scripted.port, "SCRAM-SHA-256") | {"nick": "deck"})
    services = Services(await scripted.accept())
    await services.begin()
    mechanism = ScramMechanism("SCRAM-SHA-256")
    server = mechanism.make_server(lambda _: mechanism.make_auth_info(PASSWORD), s_nonce="n" * 517)
    services.say("")
    server.set_client_first(await services.said())
    services.say(server.get_server_first())
    server.set_client_final(await services.said())
    services.say(server.get_server_final())
    assert await services.said() == ""
    await services.let_in()
    await bot.ready()
    assert max(len(line) for line in services.bot.lines if line.startswith("AUTHENTICATE ")) == 400 + len(
        "AUTHENTICATE "
    )


def forged(final: str) -> str:
    return "v=" + base64.b64encode(b"x" * len(base64.b64decode(final[2:]))).decode()


@pytest.mark.parametrize(
    "final",
    [forged, lambda _: "v=QUJD", lambda _: "v=", lambda _: ""],
    ids=["forged", "short", "empty", "missing"],
)
@pytest.mark.parametrize("required", [True, False])
async def test_a_server_without_the_right_signature_is_told_nothing_more(
    start_bot: StartBot, scripted: ScriptedServer, final: Callable[[str], str], required: bool
) -> None:
    bot = start_bot(settings(scripted.port, "SCRAM-SHA-256", "PLAIN", required=required))
    services = Services(await scripted.accept())
    await services.begin()
    server = await services.play("SCRAM-SHA-256")
    services.say(final(server.get_server_final()))
    await services.bot.sees(r"^AUTHENTICATE \*$")
    services.bot.send(":s 906 deck :aborted", ":s 900 deck deck!d@h regger :in", ":s 903 deck :yes")
    if required:
        await services.bot.ends()
        assert "does not prove" in await bot.failure()
    else:
        await services.bot.sees("^CAP END$")
    assert "AUTHENTICATE PLAIN" not in services.bot.lines


@pytest.mark.parametrize("after", [0, 1, 2])
async def test_a_yes_before_the_signature_is_refused(start_bot: StartBot, scripted: ScriptedServer, after: int) -> None:
    bot = start_bot(settings(scripted.port, "SCRAM-SHA-256", "PLAIN"))
    services = Services(await scripted.accept())
    await services.begin()
    if after == 1:
        services.say("")
        await services.said()
    elif after == 2:
        await services.play("SCRAM-SHA-256")
    services.bot.send(":s 900 deck deck!d@h regger :in", ":s 903 deck :yes", ":s 001 deck :hi", ":s 376 deck :go on")
    await services.bot.sees(r"^AUTHENTICATE \*$")
    await services.bot.ends()
    assert "says yes before" in await bot.failure()
    assert bot.network.state is not State.READY
    assert "AUTHENTICATE PLAIN" not in services.bot.lines


async def test_a_yes_while_the_bot_still_calculates_is_refused(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot(settings(scripted.port, "SCRAM-SHA-256"))
    services = Services(await scripted.accept())
    await services.begin()
    mechanism = ScramMechanism("SCRAM-SHA-256")
    server = mechanism.make_server(lambda _: mechanism.make_auth_info(PASSWORD, 500_000))
    services.say("")
    server.set_client_first(await services.said())
    services.say(server.get_server_first())
    services.bot.send("AUTHENTICATE +", "PING :meanwhile")
    await services.bot.sees("^PONG :meanwhile")
    services.bot.send(":s 903 deck :yes")
    await services.bot.sees(r"^AUTHENTICATE \*$")
    assert "says yes before" in await bot.failure()


async def test_a_wrong_password_is_said_and_the_next_mechanism_tried(
    start_bot: StartBot, scripted: ScriptedServer
) -> None:
    start_bot(settings(scripted.port, "SCRAM-SHA-512", "PLAIN"))
    services = Services(await scripted.accept())
    assert await services.begin() == "SCRAM-SHA-512"
    mechanism = ScramMechanism("SCRAM-SHA-512")
    server = mechanism.make_server(lambda _: mechanism.make_auth_info("another"))
    services.say("")
    server.set_client_first(await services.said())
    services.say(server.get_server_first())
    await services.said()
    services.say("e=invalid-proof")
    await services.bot.sees(r"^AUTHENTICATE \*$")
    services.bot.send(":s 906 deck :aborted")
    await services.bot.sees("^AUTHENTICATE PLAIN$")


@pytest.mark.irc
@pytest.mark.slow
async def test_services_let_the_bot_in_by_its_key(
    start_bot: StartBot, start_server: StartServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server = start_server("inspircd+atheme")
    await server.account("regger", "secret99")
    key, file = ec.generate_private_key(ec.SECP256R1()), tmp_path / "ecdsa.pem"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    async with await server.user("regger") as regger:
        regger.send("PRIVMSG NickServ :IDENTIFY regger secret99")
        await regger.sees(" 900 ")
        regger.send(f"PRIVMSG NickServ :SET PUBKEY {base64.b64encode(point).decode()}")
        await regger.sees("public key is now set")
        sasl = {"mechanisms": ["SCRAM-SHA-256", "ECDSA-NIST256P-CHALLENGE"], "username": "regger", "password": "no"}
        with structlog.testing.capture_logs() as logs:
            bot = start_bot({"port": server.port, "sasl": sasl | {"ecdsa_key_file": file}})
            await bot.ready()
        regger.send("WHOIS deck")
        assert (await regger.sees(r" 330 regger deck (\S+)"))[1] == "regger"
    logged = f"{logs} {caplog.text}"
    assert logged.count("AUTHENTICATE ***") >= 3
    assert not [line for line in file.read_text().splitlines() if line in logged]
    other = tmp_path / "other.pem"
    another = ec.generate_private_key(ec.SECP256R1())
    other.write_bytes(another.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    sasl = {"mechanisms": ["ECDSA-NIST256P-CHALLENGE"], "username": "regger"}
    wrong = start_bot({"port": server.port, "nick": "wrong", "sasl": sasl | {"ecdsa_key_file": other}})
    assert "SASL failed" in await wrong.failure()


async def test_a_key_that_is_none_is_said_and_nothing_is_sent(
    start_bot: StartBot, scripted: ScriptedServer, tmp_path: Path
) -> None:
    rubbish = tmp_path / "ecdsa.pem"
    rubbish.write_text("no key")
    sasl = {"mechanisms": ["ECDSA-NIST256P-CHALLENGE"], "ecdsa_key_file": rubbish}
    assert "ecdsa_key_file cannot be used" in await start_bot({"port": scripted.port, "sasl": sasl}).failure()
    assert scripted.accepted == []
