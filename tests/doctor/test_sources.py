"""What the doctor says of sources: real HTTP servers and folders, good and bad."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.doctor import sources
from bot.doctor.finding import Finding
from bot.sample import FOLDER
from config.settings import SourceSettings

_INDEX = '<html><body><a href="report-2019-01-2019-03.html">January-March 2019</a></body></html>'


async def _site(answer: Callable[[web.Request], Awaitable[web.Response]]) -> list[Finding]:
    app = web.Application()
    app.router.add_get("/status/", answer)
    async with TestServer(app) as server:
        settings = SourceSettings(url=str(server.make_url("/status/")))
        return [finding async for finding in sources.examine("site", settings)]


async def test_a_site_that_lists_reports_is_fine_and_shows_that_the_clock_is_right() -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=_INDEX, content_type="text/html")

    found = await _site(answer)
    assert [(finding.subject, finding.state) for finding in found] == [("source site", "ok"), ("clock", "ok")]
    assert found[0].what.endswith("lists 1 reports")


async def test_a_clock_that_is_wrong_is_told() -> None:
    async def answer(_: web.Request) -> web.Response:
        past = format_datetime(datetime.now(UTC) - timedelta(minutes=30), usegmt=True)
        return web.Response(text=_INDEX, content_type="text/html", headers={"Date": past})

    clock = (await _site(answer))[1]
    assert clock.state == "warning"
    assert "30 minutes off" in clock.what


@pytest.mark.parametrize(("text", "status"), [("<p>Nothing here</p>", 200), (_INDEX, 403)])
async def test_a_site_without_reports_or_that_refuses_is_an_error(text: str, status: int) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=text, status=status, content_type="text/html")

    assert (await _site(answer))[0].state == "error"


async def test_folders_are_counted_and_missing_ones_told(tmp_path: Path) -> None:
    async def of(path: Path) -> Finding:
        return await anext(sources.examine("folder", SourceSettings(path=path)))

    assert (await of(FOLDER)).state == "ok"
    assert (await of(tmp_path)).state == "warning"
    assert (await of(tmp_path / "nowhere")).state == "error"
