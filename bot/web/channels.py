"""What is announced where: a page for those who manage channels, to be read only, and only with a token."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from pydantic import TypeAdapter

from bot.delivery import Target
from bot.store import outbox
from bot.web.health import Bot
from bot.web.negotiation import wanted
from bot.web.rendering import PageContext, render
from bot.web.site import Site
from config.settings import Wishes

_NEWEST = 500
_FILTERS = ("categories", "keywords", "people", "sponsors")
_PRIVATE = {"Cache-Control": "no-store", "Vary": "Accept, Authorization"}


@dataclass(frozen=True, slots=True)
class Delivery:
    """The last thing that was to be said in a place, and what became of it; `reason` says why it was not."""

    kind: str
    subject: str
    state: str
    changed: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A channel or webhook: whether new reports and deadlines are announced there, and only which entries."""

    network: str
    name: str
    way: str
    reports: bool
    deadlines: bool
    style: str | None
    filters: dict[str, tuple[str, ...]]
    last: Delivery | None


@dataclass(frozen=True, slots=True)
class ChannelsView:
    """What the page says."""

    title: str
    places: tuple[Place, ...]


_DATA = TypeAdapter(ChannelsView)


def add_channels(app: web.Application, site: Site, bot: Bot, token: str) -> None:
    """Add `/channels`, for who sends the token as `Authorization: Bearer` or as `?token=`."""

    async def answer(request: web.Request) -> web.Response:
        if not _knows(request, token):
            headers = {"WWW-Authenticate": 'Bearer realm="quarterdeck"'}
            raise web.HTTPUnauthorized(text="This page is for those who have been given its token.", headers=headers)
        view = channels(site, bot.places())
        if wanted(request) == "json":
            return web.Response(body=_DATA.dump_json(view), content_type="application/json", headers=_PRIVATE)
        text = render("channels.html", view, PageContext("/channels", "/channels"))
        return web.Response(text=text, content_type="text/html", headers=_PRIVATE)

    app.router.add_get("/channels.json", answer)
    app.router.add_get("/channels", answer)


def channels(site: Site, places: Mapping[Target, Wishes]) -> ChannelsView:
    """Show every place with what is announced there, and the last thing that was."""
    last = _last(site)
    shown = (_place(target, wishes, last.get(target)) for target, wishes in places.items())
    return ChannelsView("Channels", tuple(sorted(shown, key=lambda place: (place.way, place.network, place.name))))


def _last(site: Site) -> dict[Target, Delivery]:
    found: dict[Target, Delivery] = {}
    for item in outbox.newest(site.database.reader, _NEWEST) if site.database else ():
        delivery = Delivery(item.kind, item.subject, item.state, item.changed, item.reason)
        found.setdefault(Target(item.network, item.target, item.way), delivery)
    return found


def _place(target: Target, wishes: Wishes, last: Delivery | None) -> Place:
    filters = {name: values for name in _FILTERS if (values := getattr(wishes, name))}
    style = getattr(wishes, "style", None)
    return Place(target.network, target.channel, target.way, wishes.announce, wishes.deadlines, style, filters, last)


def _knows(request: web.Request, token: str) -> bool:
    scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
    given = sent.strip() if scheme.lower() == "bearer" else request.query.get("token", "")
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), token.encode())
