"""From a request to content: kept content if there is any, else made in its turn."""

import ipaddress
from collections.abc import Callable, Hashable
from datetime import UTC, datetime, time

from aiohttp import web

from bot.web.content import Content
from bot.web.kept import Kept
from bot.web.site import Site
from bot.web.turns import Turns


class Publisher:
    """Answers requests with what is made from the site, which is kept as long as it stays the same."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._kept = Kept()
        self._turns = Turns()

    async def answer(self, request: web.Request, key: Hashable, make: Callable[[], Content]) -> web.Response:
        """Return the content of an address; `key` tells what it depends on beside the archive and the day."""
        of = self.site.archive, self.site.today
        content = self._kept.get(of, key)
        if content is None:
            # Looked up once more when its turn comes: many may wait for the same page, and the first of them makes it.
            content = await self._turns.take(_client(request), lambda: self._kept.get(of, key) or make())
            self._kept.put(of, key, content)
        return content.response(request)

    def content(self, body: bytes, kind: str, headers: dict[str, str] | None = None) -> Content:
        """Return content that was made from the archive as it is and for this day."""
        midnight = datetime.combine(self.site.today, time(), UTC)
        return Content(body, kind, max(self.site.since, midnight), headers or {})


def _client(request: web.Request) -> str | None:
    """Return the address that a request came from; None for one that stands for many, as a proxy on this machine."""
    try:
        return None if ipaddress.ip_address(request.remote or "").is_loopback else request.remote
    except ValueError:
        return None
