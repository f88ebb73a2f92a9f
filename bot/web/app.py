"""The aiohttp application: every page with its data, feeds, the calendar, health and metrics, errors in one shape."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.metrics import Metrics
from bot.web import calendar, feeds, pages
from bot.web.channels import add_channels
from bot.web.content import Content
from bot.web.errors import reporting
from bot.web.headers import OPEN, add_headers, preflight
from bot.web.health import Bot, add_health
from bot.web.limits import limited
from bot.web.metrics import add_metrics, counting
from bot.web.openapi import description
from bot.web.publishing import Publisher
from bot.web.rendering import environment
from bot.web.routes import PAGES, Page
from bot.web.site import Site
from bot.web.static import files
from bot.web.warming import keep_up


def make_app(
    site: Site,
    *,
    bot: Bot | None = None,
    metrics: Metrics | None = None,
    managers_token: str | None = None,
    table: Sequence[Page] = PAGES,
) -> web.Application:
    """Return the application over a site.

    `bot` is that of this process, if it is one; its channels are shown to who has `managers_token`, if there is one.
    """
    metrics = metrics or Metrics()
    environment()  # compiled now rather than when the first page is asked for
    publisher = Publisher(site)
    app = web.Application(middlewares=[counting(metrics), reporting, limited])
    app.on_response_prepare.append(add_headers)
    app.cleanup_ctx.append(_beside(lambda: keep_up(site), metrics.watch_loop))
    app.router.add_get("/static/{digest}/{name}", _file)
    add_health(app, site, bot)
    add_metrics(app, site, bot, metrics)
    if bot and managers_token:
        add_channels(app, site, bot, managers_token)
    _add_description(app, publisher, table)
    _add_open(app, "/deadlines.ics", calendar.handler(publisher))
    for source in feeds.FEEDS:
        _add_open(app, source.path, feeds.handler(publisher, source))
    for page in table:
        page.prepare()
        answer = pages.handler(publisher, page)
        _add_open(app, page.json_path, answer)
        _add_open(app, page.path, answer)
    return app


def _add_open(app: web.Application, path: str, answer: Handler) -> None:
    """Add what the pages of other sites may read."""
    app.router.add_get(path, answer)
    app.router.add_options(path, preflight)


def _beside(*works: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[web.Application], AsyncIterator[None]]:
    """Return the context in which these run as long as the application does."""

    async def run(_app: web.Application) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(work()) for work in works]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    return run


def _add_description(app: web.Application, publisher: Publisher, table: Sequence[Page]) -> None:
    def make() -> Content:
        text = json.dumps(description(publisher.site, table), ensure_ascii=False)
        return publisher.content(text.encode(), "application/json", dict(OPEN))

    async def answer(request: web.Request) -> web.Response:
        return await publisher.answer(request, request.path, make)

    _add_open(app, "/openapi.json", answer)


async def _file(request: web.Request) -> web.Response:
    found = files().find(request.match_info["digest"], request.match_info["name"])
    if found is None:
        raise web.HTTPNotFound
    return found.response(request)
