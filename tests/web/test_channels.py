from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from aiohttp.web import Application

from bot.delivery import Target
from bot.store import outbox
from bot.store.database import Database
from bot.web.app import make_app
from bot.web.health import Bot
from bot.web.site import Site
from config.settings import ChannelSettings, Wishes
from tests.invented import archive
from tests.web.conftest import Client

NOW = datetime(2022, 5, 1, 12, tzinfo=UTC)
Start = Callable[[Application], Awaitable[Client]]
PLACES: dict[Target, Wishes] = {
    Target("lab", "#harbour"): ChannelSettings(announce=True, style="digest", categories=("Kernel",)),
    Target("lab", "#<b>quay"): ChannelSettings(),
}


@pytest.fixture
async def client(tmp_path: Path, aiohttp_client: Start) -> Client:
    database = Database.open(tmp_path / "quarterdeck.db")
    database.write_now(
        partial(outbox.add, kind="report", subject="report-1", places=[("irc", "lab", "#harbour")], now=NOW)
    )
    site = Site(archive, database=database)
    app = make_app(site, bot=Bot(places=lambda: PLACES), managers_token="sesame")

    async def close(_app: Application) -> None:
        database.close()

    app.on_cleanup.append(close)
    return await aiohttp_client(app)


async def test_who_has_the_token_sees_what_is_announced_where(client: Client) -> None:
    answer = await client.get("/channels.json", headers={"Authorization": "Bearer sesame"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in answer.headers
    quay, harbour = (await answer.json())["places"]
    assert (quay["reports"], quay["filters"], quay["last"]) == (False, {}, None)
    assert (harbour["style"], harbour["filters"]) == ("digest", {"categories": ["Kernel"]})
    assert harbour["last"] == {
        "kind": "report", "subject": "report-1", "state": "pending", "changed": "2022-05-01T12:00:00Z", "reason": None
    }  # fmt: skip
    page = await (await client.get("/channels?token=sesame")).text()
    assert "#harbour on lab" in page
    assert "#&lt;b&gt;quay on lab" in page
    assert "sesame" not in page


@pytest.mark.parametrize("query", ["", "?token=", "?token=sesam", "?token=sesamesesame", "?token=%ff%C3%A9"])
async def test_nobody_else_does(client: Client, query: str) -> None:
    answer = await client.get(f"/channels{query}")
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert "harbour" not in await answer.text()


async def test_without_a_token_in_the_configuration_there_is_no_such_page(site: Site, aiohttp_client: Start) -> None:
    client = await aiohttp_client(make_app(site, bot=Bot(places=lambda: PLACES)))
    assert (await client.get("/channels?token=")).status == 404
