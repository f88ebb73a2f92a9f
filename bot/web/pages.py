"""The handlers of the pages: from an address to a view, and from the view to HTML or JSON."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.web.content import Content
from bot.web.headers import OPEN
from bot.web.negotiation import Form, wanted
from bot.web.paging import address, link_header
from bot.web.parameters import ParameterError
from bot.web.publishing import Publisher
from bot.web.rendering import PageContext, render
from bot.web.routes import Page
from bot.web.site import Moved, NotFound

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]
HTML = "text/html; charset=utf-8"


def handler(publisher: Publisher, page: Page) -> Answering:
    """Return what answers requests for a page and for its data."""

    async def answer(request: web.Request) -> web.Response:
        form = wanted(request)
        try:
            values = page.parameters.read(request.match_info, request.query)
        except ParameterError as error:
            raise web.HTTPBadRequest(text=str(error)) from error
        key = page.path, form, request.rel_url.raw_path, tuple(values.items())
        return await publisher.answer(request, key, lambda: _made(publisher, page, request, values, form))

    return answer


def _made(publisher: Publisher, page: Page, request: web.Request, values: dict[str, Any], form: Form) -> Content:
    view = page.view(publisher.site, **values)
    if isinstance(view, NotFound):
        raise web.HTTPNotFound(text=view.why)
    if isinstance(view, Moved):
        suffix = ".json" if request.path.endswith(".json") else ""
        raise web.HTTPFound(f"{view.path}{suffix}")  # not for ever: ids may move again
    path, query = request.rel_url.raw_path, page.parameters.query(values)
    headers = link_header(path, query, getattr(view, "pages", None))
    if form == "json":
        return publisher.content(page.data.dump_json(view), "application/json", {**headers, **OPEN})
    context = PageContext(
        path=path,
        address=address(path, query),
        canonical=publisher.site.absolute(path) if publisher.site.public_url else None,
        json=address(page.json_path if page.path == "/" else f"{path}.json", query),
        feed=_filled(page.feed, request.match_info) if page.feed else None,
    )
    return publisher.content(render(page.template, view, context).encode(), HTML, headers)


def _filled(path: str, holes: Mapping[str, str]) -> str:
    return path.format_map({name: quote(value, safe="") for name, value in holes.items()})
