"""Whether the program is alive, and whether it is ready: its database open and a network registered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.delivery import Target
from bot.errors import DatabaseError
from bot.irc.terms import State, Status
from bot.store import identity
from bot.store.faults import explained
from bot.web.site import Site
from config.settings import Wishes

_FRESH = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Bot:
    """What the web side is told of the bot in the same process.

    `networks` returns how they are doing now, `looks` when each source was last looked at and whether that failed,
    `places` where what is announced.
    """

    networks: Callable[[], Iterable[Status]] = tuple
    looks: Callable[[], Mapping[str, tuple[datetime, bool]]] = dict
    places: Callable[[], Mapping[Target, Wishes]] = dict


def add_health(app: web.Application, site: Site, bot: Bot | None) -> None:
    """Add `/healthz` and `/readyz`; without a bot in this process (None) there are no networks to wait for."""

    async def alive(_request: web.Request) -> web.Response:
        return web.Response(text="alive\n", headers=_FRESH)

    async def ready(_request: web.Request) -> web.Response:
        trouble = _database(site)
        states = {each.network: each.state for each in bot.networks()} if bot else {}
        is_ready = trouble is None and (bot is None or State.READY in states.values())
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
