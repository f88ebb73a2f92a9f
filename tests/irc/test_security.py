"""TLS, STS, passwords and accounts on real servers: the right ones are let in, the wrong ones never learn a thing."""

import base64
import logging
from pathlib import Path

import pytest
import structlog

from bot.irc.terms import Timing
from tests.irc.conftest import StartBot, StartServer
from tests.ircd import Ircd
from tests.rawirc import ScriptedServer

pytestmark = pytest.mark.irc


async def test_a_certificate_is_accepted_by_its_authority_and_name(start_bot: StartBot, server: Ircd) -> None:
    tls = {"enabled": True, "ca_file": server.ca_file}
    bot = start_bot({"host": "localhost", "port": server.tls_port, "tls": tls})
    await bot.ready()


async def test_an_unknown_authority_is_refused(start_bot: StartBot, ngircd: Ircd) -> None:
    bot = start_bot({"port": ngircd.tls_port, "tls": {"enabled": True}, "password": "secret"})
    assert "CERTIFICATE_VERIFY_FAILED" in await bot.failure()


async def test_another_name_is_refused_unless_told_otherwise(start_bot: StartBot, start_server: StartServer) -> None:
    server = start_server("ngircd", name="elsewhere.example")
    strict = start_bot({"port": server.tls_port, "tls": {"enabled": True, "ca_file": server.ca_file}})
    assert "CERTIFICATE_VERIFY_FAILED" in await strict.failure()
    lax = start_bot({"nick": "lax", "port": server.tls_port, "tls": {"enabled": True, "verify": False}})
    await lax.ready()


async def test_a_fingerprint_is_accepted_if_and_only_if_it_is_listed(start_bot: StartBot, ngircd: Ircd) -> None:
    tls = {"enabled": True, "fingerprints": [f"sha256:{'0' * 64}", ngircd.fingerprint]}
    right = start_bot({"port": ngircd.tls_port, "tls": tls})
    await right.ready()
    tls = {"enabled": True, "ca_file": ngircd.ca_file, "fingerprints": [f"sha256:{'0' * 64}"]}
    wrong = start_bot({"nick": "wrong", "port": ngircd.tls_port, "tls": tls})
    assert "fingerprints" in await wrong.failure()


@pytest.mark.slow
async def test_plain_text_is_given_up_for_good_where_the_server_asks_for_tls(
    start_bot: StartBot, start_server: StartServer, tmp_path: Path
) -> None:
    server = start_server("inspircd", sts="10m")
    settings = {"host": "localhost", "port": server.port, "tls": {"enabled": False, "ca_file": server.ca_file}}
    bot = start_bot(settings, policies=tmp_path / "sts.json")
    await bot.ready()
    async with await server.user("eve") as eve:
        eve.send("WHOIS deck")
        await eve.sees(" 671 ")  # is using a secure connection
    await bot.network.stop()
    assert '"duration": 600' in (tmp_path / "sts.json").read_text()
    with structlog.testing.capture_logs() as logs:
        again = start_bot(settings | {"nick": "again"}, policies=tmp_path / "sts.json")
        await again.ready()
    assert not any("STS" in str(entry) for entry in logs)


async def test_there_is_no_way_back_to_plain_text(
    start_bot: StartBot, scripted: ScriptedServer, tmp_path: Path
) -> None:
    start_bot({"port": scripted.port, "password": "secret"}, policies=tmp_path / "sts.json")
    plain = await scripted.accept()
    await plain.sees("CAP LS 302")
    plain.send(f":s CAP * LS :sts=port={scripted.port}")
    await plain.ends()
    tls = await scripted.accept()
    await tls.close()
    third = await scripted.accept()
    await third.close()
    assert not any("secret" in line for connection in (plain, tls, third) for line in connection.lines)
    assert not any("CAP LS" in line for connection in (tls, third) for line in connection.lines)


@pytest.mark.parametrize("kind", ["ngircd", pytest.param("inspircd", marks=pytest.mark.slow)])
async def test_the_server_password(start_bot: StartBot, start_server: StartServer, kind: str) -> None:
    server = start_server(kind, password="sesame")
    right = start_bot({"port": server.port, "password": "sesame"})
    wrong = start_bot({"port": server.port, "nick": "wrong", "password": "open"})
    await right.ready()
    assert "the server said" in await wrong.failure()


@pytest.mark.slow
@pytest.mark.parametrize("services", ["atheme", "anope"])
async def test_a_services_account_by_password_and_by_certificate(
    start_bot: StartBot, start_server: StartServer, services: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server = start_server(f"inspircd+{services}")
    await server.account("regger", "secret99")
    certificate = tmp_path / "client.pem"
    pair = server.ca.issue_cert("client.example.test")
    pair.private_key_and_cert_chain_pem.write_to_path(certificate)
    with structlog.testing.capture_logs() as logs:
        tls = {"enabled": True, "ca_file": server.ca_file, "client_certificate": certificate}
        base = {"host": "localhost", "port": server.tls_port, "tls": tls}
        sasl = {"mechanisms": ["PLAIN"], "username": "regger", "password": "secret99"}
        bot = start_bot(base | {"sasl": sasl})
        async with await server.user("eve") as eve:
            await bot.ready()
            eve.send("WHOIS deck")
            assert (await eve.sees(r" 330 eve deck (\S+)"))[1] == "regger"
            eve.send("WHOIS deck")
            digest = (await eve.sees(r" 276 .*?([0-9a-f]{64})"))[1]
        bot.network.say("NickServ", f"CERT ADD {digest}")
        await bot.hears()
        await bot.network.stop()
        external = start_bot(base | {"nick": "certain", "sasl": {"mechanisms": ["EXTERNAL"], "username": "regger"}})
        wrong = start_bot(base | {"nick": "wrong", "sasl": sasl | {"password": "secret00"}})
        lenient = start_bot(base | {"nick": "lax", "sasl": sasl | {"password": "secret00", "required": False}})
        await external.ready()
        assert "SASL failed" in await wrong.failure()
        await lenient.ready()
    logged = f"{logs} {caplog.text}"
    assert "AUTHENTICATE ***" in logged
    assert "secret" not in logged
    assert base64.b64encode(b"regger\0regger\0secret99").decode() not in logged


async def test_a_server_that_repeats_the_password_makes_nobody_see_it(
    start_bot: StartBot, scripted: ScriptedServer
) -> None:
    with structlog.testing.capture_logs() as logs:
        bot = start_bot({"port": scripted.port, "password": "sesame"})
        server = await scripted.accept()
        await server.sees("^CAP LS")
        server.send(":s CAP * LS :")
        await server.sees("^PASS :sesame$")
        server.send("ERROR :sesame is no password here")
        assert await bot.failure() == "the server said: *** is no password here"
        await server.ends()
    assert "sesame" not in str(logs)


async def test_a_server_that_never_answers_the_handshake_is_given_up(
    start_bot: StartBot, scripted: ScriptedServer
) -> None:
    bot = start_bot({"port": scripted.port, "tls": {"enabled": True}}, timing=Timing(connect=0.3))
    assert "no connection within 0.3 s" in await bot.failure()


async def test_a_certificate_that_is_none_is_said_and_nothing_is_sent(
    start_bot: StartBot, scripted: ScriptedServer, tmp_path: Path
) -> None:
    rubbish = tmp_path / "client.pem"
    rubbish.write_text("no certificate")
    bot = start_bot({"port": scripted.port, "tls": {"enabled": True, "client_certificate": rubbish}})
    assert "certificate file cannot be used" in await bot.failure()
