"""The handlers of the pages: from an address to a view, and from the view to HTML or JSON."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.web.negotiation import Form, wanted
from bot.web.parameters import ParameterError
from bot.web.rendering import PageContext, Renderer
from bot.web.routes import Page
from bot.web.site import Moved, NotFound, Site

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


def handler(site: Site, renderer: Renderer, page: Page) -> Answering:
    """Return what answers requests for a page and for its data."""

    async def answer(request: web.Request) -> web.Response:
        form = wanted(request)
        try:
            values = page.parameters.read(request.match_info, request.query)
        except ParameterError as error:
            raise web.HTTPBadRequest(text=str(error)) from error
        view = page.view(site, **values)
        if isinstance(view, NotFound):
            raise web.HTTPNotFound(text=view.why)
        if isinstance(view, Moved):
            suffix = ".json" if request.path.endswith(".json") else ""
            raise web.HTTPMovedPermanently(f"{view.path}{suffix}")
        return _response(site, renderer, page, request, view, form)

    return answer


def _response(site: Site, renderer: Renderer, page: Page, request: web.Request, view: Any, form: Form) -> web.Response:  # noqa: ANN401 - every page has its own
    if form == "json":
        return web.Response(body=page.data.dump_json(view), content_type="application/json", charset="utf-8")
    path, match = request.rel_url.raw_path, request.match_info
    context = PageContext(
        path,
        str(request.rel_url),
        canonical=site.absolute(path) if site.public_url else None,
        json=str(
            request.rel_url.with_path(f"{path}.json" if path != "/" else page.json_path, encoded=True, keep_query=True)
        ),
        feed=page.feed.format_map(match) if page.feed else None,
    )
    return web.Response(text=renderer.render(page.template, view, context), content_type="text/html")
