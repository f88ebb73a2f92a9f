"""Networks and sources come and go with the configuration, and what it does not touch is not disturbed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.administration.crew import Crew
from bot.intake import Intake
from bot.irc.network import Network
from bot.irc.terms import Timing
from bot.store.database import Database
from config.settings import NetworkSettings, Settings, SourceSettings
from tests.rawirc import ScriptedServer


@pytest.fixture
async def sea() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer.running() as server:
        yield server


@pytest.fixture
async def lab() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer.running() as server:
        yield server


def _network(server: ScriptedServer, **more: object) -> dict[str, Any]:
    return {"host": "127.0.0.1", "port": server.port, "tls": {"enabled": False}, "nick": "deck", **more}


def _settings(networks: dict[str, Any], sources: dict[str, Any] | None = None) -> Settings:
    return Settings.model_validate({"networks": networks, "sources": sources or {}})


@asynccontextmanager
async def _crew(settings: Settings, database: Database | None = None) -> AsyncIterator[Crew]:
    def network(name: str, chosen: NetworkSettings) -> Network:
        return Network(name, chosen, on_message=lambda _: None, timing=Timing(quit=0.1))

    def intake(name: str, chosen: SourceSettings) -> Intake:
        assert database
        return Intake(name, chosen, database)

    crew = Crew(settings, network, intake)
    async with crew.running():
        yield crew
        await crew.part("the test is over")


async def test_a_network_that_is_new_is_joined_and_one_that_is_gone_is_left(
    lab: ScriptedServer, sea: ScriptedServer
) -> None:
    async with _crew(_settings({"lab": _network(lab)})) as crew:
        there = await lab.welcome()
        assert await crew.change(_settings({"lab": _network(lab), "sea": _network(sea)})) == ["sea"]
        await sea.welcome()
        await crew.change(_settings({"sea": _network(sea)}))
        await crew.leave()
        await there.sees("^QUIT :My configuration has no such network any more")
        assert list(crew.networks) == ["sea"]
        assert (len(lab.accepted), len(sea.accepted)) == (1, 1)


async def test_only_the_network_whose_login_changes_connects_anew(lab: ScriptedServer, sea: ScriptedServer) -> None:
    async with _crew(_settings({"lab": _network(lab), "sea": _network(sea)})) as crew:
        before = await lab.welcome()
        stays = await sea.welcome()
        quick = _network(sea, flood={"burst": 9}, admins=["account:alice"])
        assert await crew.change(_settings({"lab": _network(lab, realname="Reports"), "sea": quick})) == ["lab"]
        await before.sees("^QUIT :Connecting anew")
        again = await lab.welcome()
        assert any(line.endswith(":Reports") for line in again.lines)
        assert not stays.closed
        assert len(sea.accepted) == 1


async def test_the_pace_changes_on_the_same_connection(lab: ScriptedServer) -> None:
    slow = {"burst": 1, "rate": 0.001}
    async with _crew(_settings({"lab": _network(lab, flood=slow)})) as crew:
        server = await lab.welcome()
        async with asyncio.timeout(5):
            while not crew.networks["lab"].say("eve", "one"):  # noqa: ASYNC110 - a state, no event
                await asyncio.sleep(0.01)
        crew.networks["lab"].say("eve", "two")
        await crew.change(_settings({"lab": _network(lab, flood={"rate": 0.0})}))
        crew.networks["lab"].say("eve", "three")
        await server.sees("PRIVMSG eve :three")


async def test_sources_come_go_and_change_their_pace(tmp_path: Path) -> None:
    folders = {name: {"path": str(tmp_path)} for name in ("old", "kept", "slow")}
    with Database.open(tmp_path / "quarterdeck.db") as database:
        async with _crew(_settings({}, folders), database) as crew:
            kept, slow = crew.intakes["kept"], crew.intakes["slow"]
            now = {"kept": folders["kept"], "slow": {"path": str(tmp_path), "every": "5m"}, "new": folders["old"]}
            assert await crew.change(_settings({}, now)) == []
            assert set(crew.intakes) == {"kept", "slow", "new"}
            assert crew.intakes["kept"] is kept
            assert crew.intakes["slow"] is not slow
            async with asyncio.timeout(10):
                while crew.intakes["new"].last is None:  # noqa: ASYNC110 - a state, no event
                    await asyncio.sleep(0.01)
