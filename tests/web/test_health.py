from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp.web import Application
from prometheus_client.parser import text_string_to_metric_families as families

from bot.irc.terms import State, Status
from bot.metrics import Metrics
from bot.store.database import Database
from bot.web.app import make_app
from bot.web.health import Bot
from bot.web.site import Site
from tests.invented import archive
from tests.web.conftest import Client

Start = Callable[[Application], Awaitable[Client]]


def status(state: State, *, lag: float | None = None) -> Status:
    return Status("lab", state, "deck", frozenset(), lag, 3, "", "irc.example.org:6697", 60.0, 2, {})


@pytest.mark.parametrize(("state", "code"), [(State.READY, 200), (State.CONNECTING, 503), (State.WAITING, 503)])
async def test_a_bot_is_ready_when_a_network_is_registered(
    tmp_path: Path, aiohttp_client: Start, state: State, code: int
) -> None:
    with Database.open(tmp_path / "quarterdeck.db") as database:
        site = Site(archive, database=database)
        client = await aiohttp_client(make_app(site, bot=Bot(lambda: [status(state)])))
        answer = await client.get("/readyz")
        assert answer.status == code
        assert await answer.json() == {"ready": code == 200, "database": "open", "networks": {"lab": state.value}}
        assert (await client.get("/healthz")).status == 200


async def test_pages_alone_are_ready_when_the_database_can_be_read(tmp_path: Path, aiohttp_client: Start) -> None:
    database = Database.open(tmp_path / "quarterdeck.db")
    client = await aiohttp_client(make_app(Site(archive, database=database)))
    assert (await client.get("/readyz")).status == 200
    database.close()
    answer = await client.get("/readyz")
    assert answer.status == 503
    assert "closed" in (await answer.json())["database"]


async def test_prometheus_reads_how_everything_is(site: Site, aiohttp_client: Start) -> None:
    metrics = Metrics()
    looked = datetime(2022, 5, 1, tzinfo=UTC)
    bot = Bot(lambda: [status(State.READY, lag=0.25)], lambda: {"site": (looked, True)})
    metrics.answers.labels("lab", "answered").inc()
    client = await aiohttp_client(make_app(site, bot=bot, metrics=metrics))
    await client.get("/reports/report-2022-01-2022-03")
    await client.get("/reports/nothing")
    found = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in families(await (await client.get("/metrics")).text())
        for sample in family.samples
    }
    assert found["quarterdeck_network_state", "lab", "ready"] == 1
    assert found["quarterdeck_network_state", "connecting", "lab"] == 0
    assert found["quarterdeck_network_lag_seconds", "lab"] == 0.25
    assert found["quarterdeck_network_queued_lines", "lab"] == 3
    assert found["quarterdeck_network_lost_total", "lab"] == 2
    assert found["quarterdeck_answers_total", "answered", "lab"] == 1
    assert found["quarterdeck_http_requests_total", "/reports/{report}", "200"] == 1
    assert found["quarterdeck_http_requests_total", "/reports/{report}", "404"] == 1
    assert found["quarterdeck_reports",] == 4
    assert found["quarterdeck_source_failed", "site"] == 1
    assert found["quarterdeck_source_looked_timestamp_seconds", "site"] == looked.timestamp()
