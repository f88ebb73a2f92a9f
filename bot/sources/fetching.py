"""One page from a site, politely and within limits: conditional, retried, never from another site."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Self
from urllib.parse import urljoin, urlsplit

import aiohttp

from bot.errors import SourceError
from bot.sources.pages import Page

_AGENT = "quarterdeck (reads FreeBSD status reports)"
_NOT_MODIFIED, _NOT_FOUND, _GONE = 304, 404, 410
_MOVED = (301, 302, 303, 307, 308)
_LATER = (408, 429, 500, 502, 503, 504)  # the site may well answer when it is asked again
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """What asking a site may cost: times in seconds, `size` in bytes of a page, unpacked."""

    pause: float = 0.2
    attempts: int = 4
    first_wait: float = 1.0
    longest_wait: float = 60.0
    timeout: float = 60.0
    size: int = 16 * 1024 * 1024
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it was sent: what is in it, the charset that the site claims, how to ask for it next time.

    `date` is the site's clock when it answered, as it writes it.
    """

    content: bytes
    charset: str | None
    page: Page
    date: str | None = None


class MissingError(SourceError):
    """The site says that it has no such page."""


class _LaterError(Exception):
    """The site cannot answer now; `after` is how many seconds it wants to be left alone."""

    def __init__(self, why: str, after: float = 0.0) -> None:
        super().__init__(why)
        self.after = after


class Fetcher:
    """Asks one site for pages, one after the other; use it in an `async with` statement.

    `sleep` and `chance` (a number from 0 to 1) decide how long to wait between requests and attempts.
    """

    def __init__(
        self,
        site: str,
        limits: Limits,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._site = site
        self._limits = limits
        self._sleep = sleep
        self._chance = chance
        self._asked = False

    async def __aenter__(self) -> Self:
        timeout = aiohttp.ClientTimeout(total=self._limits.timeout)
        self._session = aiohttp.ClientSession(timeout=timeout, headers={"User-Agent": _AGENT})
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def fetch(self, url: str, known: Page | None = None) -> Fetched | None:
        """Return the page at an address, or None if it is as it was when it was `known`.

        Raises SourceError if it cannot be had within the limits; a MissingError if there is none.
        """
        attempt = 1
        while True:
            try:
                return await self._follow(url, known)
            except ValueError as error:
                raise SourceError(url, "is no address, or leads to what is none; check how it is written") from error
            except (_LaterError, aiohttp.ClientError, TimeoutError) as error:
                if attempt == self._limits.attempts:
                    raise SourceError(url, f"cannot be fetched, tried {attempt} times: {_why(error)}") from error
                await self._sleep(self._wait(attempt, error))
            attempt += 1

    def _wait(self, attempt: int, error: Exception) -> float:
        """Return how many seconds to wait after an attempt: twice as long each time, by chance up to half less."""
        asked = error.after if isinstance(error, _LaterError) else 0.0
        wait = self._limits.first_wait * 2.0 ** (attempt - 1) * (0.5 + self._chance() / 2)
        return min(max(wait, asked), self._limits.longest_wait)

    async def _follow(self, url: str, known: Page | None) -> Fetched | None:
        """Ask for a page where it is now, without leaving the site."""
        address = url
        for _ in range(self._limits.redirects + 1):
            if not same_site(self._site, address):
                raise SourceError(url, f"leads to another site, {address}; it was not followed")
            found = await self._ask(address, known)
            if not isinstance(found, str):
                return found
            address = urljoin(address, found)
        raise SourceError(url, f"leads on and on, more than {self._limits.redirects} times; it was given up")

    async def _ask(self, url: str, known: Page | None) -> Fetched | str | None:
        """Send one request; return the page, where it has moved to, or None if it has not changed."""
        if self._asked:
            await self._sleep(self._limits.pause)
        self._asked = True
        async with self._session.get(url, headers=_conditions(known), allow_redirects=False) as response:
            if response.status == _NOT_MODIFIED and known:
                return None
            if response.status in _MOVED:
                return response.headers.get("Location", "")
            if response.status in _LATER:
                raise _LaterError(f"the site answers {response.status}", _seconds(response.headers.get("Retry-After")))
            if response.status in (_NOT_FOUND, _GONE):
                raise MissingError(url, f"there is no such page (the site answers {response.status})")
            if not response.ok:
                raise SourceError(url, f"cannot be fetched: the site answers {response.status}")
            page = Page(response.headers.get("ETag"), response.headers.get("Last-Modified"))
            return Fetched(await self._content(url, response), response.charset, page, response.headers.get("Date"))

    async def _content(self, url: str, response: aiohttp.ClientResponse) -> bytes:
        content = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK):
            content += chunk
            if len(content) > self._limits.size:
                raise SourceError(url, f"is larger than a report can be ({self._limits.size:,} bytes); it was given up")
        return bytes(content)


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are of one site: the same host, with or without `www.`, never down to plain HTTP."""
    first, second = urlsplit(one), urlsplit(other)
    if second.scheme != first.scheme and second.scheme != "https":
        return False
    hosts = {(part.hostname or "").removeprefix("www.") for part in (first, second)}
    return len(hosts) == 1 and (first.scheme != second.scheme or first.port == second.port)


def _conditions(known: Page | None) -> dict[str, str]:
    """Return the headers that ask for a page only if it is another (RFC 9110, 13.1)."""
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified} if known else {}
    return {name: value for name, value in headers.items() if value}


def _seconds(text: str | None) -> float:
    return float(text) if text and text.isdecimal() else 0.0


def _why(error: Exception) -> str:
    return "it took too long" if isinstance(error, TimeoutError) else str(error) or type(error).__name__
