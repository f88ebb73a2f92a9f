"""What the doctor says of real servers: those that take the bot in, and those that do not."""

import asyncio
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from bot.doctor import networks
from bot.doctor.finding import Finding
from config.settings import NetworkSettings, SaslSettings, TlsSettings
from tests import ircd


@pytest.fixture(scope="module")
def server() -> Iterator[ircd.Ircd]:
    with ircd.running("inspircd+atheme") as started:
        yield started


async def _found(server: ircd.Ircd, **changes: object) -> list[Finding]:
    settings = NetworkSettings.model_validate(
        {
            "host": ircd.HOST,
            "port": server.tls_port,
            "nick": "deck",
            "owner": "account:alice",
            "tls": TlsSettings(ca_file=server.ca_file),
            **changes,
        }
    )
    return [finding async for finding in networks.examine("lab", settings)]


def _sasl(password: str) -> SaslSettings:
    return SaslSettings(mechanisms=("PLAIN",), username="deck", password=SecretStr(password))


@pytest.mark.irc
async def test_a_server_that_lets_the_bot_log_in_is_fine_and_the_running_bot_keeps_its_nick(server: ircd.Ircd) -> None:
    await server.account("deck", "harbour-lights")
    async with await server.user("deck") as bot:
        found = await _found(server, sasl=_sasl("harbour-lights"))
        assert [finding.state for finding in found] == ["ok"]
        assert found[0].what.endswith("connected over TLS and logged in to the account")
        assert not [line for line in await bot.sync() if "NICK" in line or "KILL" in line]


@pytest.mark.irc
async def test_a_wrong_password_is_told(server: ircd.Ircd) -> None:
    found = await _found(server, sasl=_sasl("harbour-nights"))
    assert found[0].state == "error"
    assert found[0].what.endswith("check sasl.username, its password and the mechanisms")
    assert "harbour" not in found[0].what


@pytest.mark.irc
async def test_a_certificate_of_an_unknown_authority_is_told(server: ircd.Ircd) -> None:
    found = await _found(server, tls=TlsSettings())
    assert found[0].state == "error"
    assert found[0].what.endswith("name its authority in tls.ca_file")


@pytest.mark.irc
async def test_a_port_where_nobody_listens_is_told(server: ircd.Ircd) -> None:
    found = await _found(server, port=1)
    assert found[0].state == "error"
    assert found[0].what.endswith("whether a firewall is between")


async def test_a_port_that_does_not_speak_tls_is_told() -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b":irc.example.test NOTICE * :Looking up your host\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(greet, ircd.HOST) as server:
        port = server.sockets[0].getsockname()[1]
        settings = NetworkSettings(host=ircd.HOST, port=port)
        found = await anext(networks.examine("lab", settings))
    assert found.state == "error"
    assert "does not speak TLS" in found.what


@pytest.mark.irc
async def test_a_server_with_another_certificate_than_the_listed_one_is_told(server: ircd.Ircd) -> None:
    found = await _found(server, tls=TlsSettings(fingerprints=("sha256:" + "0" * 64,)))
    assert found[0].state == "error"
    assert "tls.fingerprints" in found[0].what


async def test_a_name_without_an_address_is_told() -> None:
    settings = NetworkSettings(host="irc.nowhere.invalid")
    found = [finding async for finding in networks.examine("lab", settings)]
    assert [finding.state for finding in found] == ["error", "warning"]
    assert "irc.nowhere.invalid has no address" in found[0].what
    assert "has no owner" in found[1].what
