"""Whether the program is alive, and whether it is ready: its database open and a network registered."""

from collections.abc import Callable, Iterable

from aiohttp import web

from bot.errors import DatabaseError
from bot.irc.terms import State, Status
from bot.store import identity
from bot.store.faults import explained
from bot.web.site import Site

Networks = Callable[[], Iterable[Status]]
"""How the bot's networks are doing now."""
_FRESH = {"Cache-Control": "no-store"}


def add_health(app: web.Application, site: Site, networks: Networks | None) -> None:
    """Add `/healthz` and `/readyz`; without a bot in this process (None) there are no networks to wait for."""

    async def alive(_request: web.Request) -> web.Response:
        return web.Response(text="alive\n", headers=_FRESH)

    async def ready(_request: web.Request) -> web.Response:
        trouble = _database(site)
        states = {each.network: each.state for each in networks()} if networks else {}
        is_ready = trouble is None and (networks is None or State.READY in states.values())
        found = {
            "ready": is_ready,
            "database": trouble or "open",
            "networks": {name: state.value for name, state in states.items()},
        }
        return web.json_response(found, status=200 if is_ready else 503, headers=_FRESH)

    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", ready)


def _database(site: Site) -> str | None:
    """Return why the database cannot be read, None if it can."""
    if site.database is None:
        return "there is none"
    try:
        with explained(site.database.path):
            identity.revision(site.database.reader)
    except DatabaseError as error:
        return error.why
    return None
