"""The invented archive as a site, served by a real server on a free port."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from aiohttp.web import Application

from bot.web.app import make_app
from bot.web.site import Site
from tests.invented import archive

NOW = datetime(2022, 5, 1, 12, tzinfo=UTC)
Client = TestClient[Any, Any]


@pytest.fixture
def site() -> Site:
    return Site(archive, public_url="https://reports.example.org", clock=lambda: NOW)


@pytest.fixture
async def client(site: Site, aiohttp_client: Callable[[Application], Awaitable[Client]]) -> Client:
    return await aiohttp_client(make_app(site))
