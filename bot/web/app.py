"""The aiohttp application: every page with its data, the files they need, and errors in one shape."""

from aiohttp import web

from bot.web.errors import reporting
from bot.web.headers import add_headers
from bot.web.limits import limited
from bot.web.pages import handler
from bot.web.publishing import Publisher
from bot.web.rendering import Renderer
from bot.web.routes import PAGES
from bot.web.site import Site
from bot.web.static import Static

_A_YEAR = "public, max-age=31536000, immutable"


def make_app(site: Site) -> web.Application:
    """Return the application over a site."""
    static = Static()
    renderer = Renderer(static, public_url=site.public_url, version=site.version)
    publisher = Publisher(site, renderer)
    app = web.Application(middlewares=[reporting(renderer), limited])
    app.on_response_prepare.append(add_headers)
    for page in PAGES:
        answer = handler(publisher, page)
        app.router.add_get(page.json_path, answer)
        app.router.add_get(page.path, answer)

    async def file(request: web.Request) -> web.Response:
        found = static.find(request.match_info["digest"], request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found.content, content_type=found.type, headers={"Cache-Control": _A_YEAR})

    app.router.add_get("/static/{digest}/{name}", file)
    return app
