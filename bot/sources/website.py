"""Documents from a site: the reports that its index page lists, each sent only if it is new or has changed."""

import asyncio
import math
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import replace
from urllib.parse import urljoin

from bot.errors import SourceError
from bot.model import Document
from bot.sources import index_page
from bot.sources.fetching import Fetcher, Limits, MissingError, same_site
from bot.sources.index_page import Listed
from bot.sources.pages import Page

_NEWEST = 3  # reports that are always asked for: corrections come in the first weeks


class Website:
    """Where reports are listed at `url`; `url` may also be the page of a single report.

    `known` are the pages that were read before, by their address. While `documents` is run through, `pages`
    fills with what to remember of each page once its report is stored, and `unchanged` with the addresses of
    those that are as they were. `index` is what to remember of the index page once all of them are stored.
    `share` is how much of the older reports to ask for: all (1.0), or only those that were not asked for longest, so
    that all have their turn; reports that were not read yet are always asked for. `on_progress` is called with how
    many pages were asked for, and of how many.
    """

    def __init__(
        self,
        url: str,
        known: Mapping[str, Page],
        *,
        share: float = 1.0,
        limits: Limits | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
        on_progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:
        self.url = url
        self.pages: dict[str, Page] = {}
        self.unchanged: list[str] = []
        self.index: Page | None = None
        self._known = known
        self._share = share
        self._on_progress = on_progress
        self._found_as_file = False
        self._fetcher = Fetcher(url, limits or Limits(), sleep=sleep, chance=chance)

    async def documents(self) -> AsyncIterator[Document | SourceError]:
        """Yield the reports that are new or have changed; what cannot be had comes as the error that says why.

        Raises SourceError if the index page cannot be had or lists no report.
        """
        async with self._fetcher:
            wanted = await (self._single() if index_page.name(self.url) else self._due())
            for done, listed in enumerate(wanted):
                self._on_progress(done, len(wanted))
                try:
                    document = await self._document(listed)
                except SourceError as error:
                    yield error
                else:
                    if document:
                        yield document

    async def _due(self) -> list[Listed]:
        """Return the reports to ask for now, in the order of the index page."""
        listed = await self._all()
        older = sorted(listed, key=lambda entry: index_page.name(entry.url) or "")[:-_NEWEST]
        read = sorted((asked, entry.url) for entry in older if (asked := self._asked(entry)) is not None)
        left_out = {url for _, url in read[math.ceil(len(read) * self._share) :]}
        return [entry for entry in listed if entry.url not in left_out]

    def _asked(self, listed: Listed) -> str | None:
        """Return when a page was last asked for; None if it has not been read yet."""
        return next((self._known[url].asked for url in self._addresses(listed.url) if url in self._known), None)

    async def _all(self) -> list[Listed]:
        """Return the reports that the index page lists; those read before if it has not changed since."""
        found = await self._fetcher.fetch(self.url, self._known.get(self.url))
        if found is None:
            self.index = self._known[self.url]
            return [
                Listed(url, page.label or "")
                for url, page in self._known.items()
                if index_page.name(url) and same_site(self.url, url)
            ]
        self.index = found.page
        listed = index_page.listed(found.content, self.url)
        if not listed:
            raise SourceError(self.url, "lists no status report; give the address of the page that lists them")
        return [entry for entry in listed if same_site(self.url, entry.url)]

    async def _single(self) -> list[Listed]:
        """Return the one report at the address, with its label if the index page beside it has, or had, one."""
        if (known := self._known.get(self.url)) and known.label:
            return [Listed(self.url, known.label)]
        index = urljoin(self.url, ".." if self.url.endswith("/") else ".")
        report = index_page.name(self.url)
        try:
            found = await self._fetcher.fetch(index)
        except SourceError:
            found = None
        listed = index_page.listed(found.content, index) if found else []
        label = next((entry.label for entry in listed if index_page.name(entry.url) == report), "")
        return [Listed(self.url, label)]

    async def _document(self, listed: Listed) -> Document | None:
        """Return the document that an index page lists, None if it has not changed; `pages` tells what it was."""
        for url in self._addresses(listed.url):
            try:
                found = await self._fetcher.fetch(url, self._known.get(url))
            except MissingError:
                continue
            if found is None:
                self.unchanged.append(url)
                return None
            self._found_as_file = not url.endswith("/")
            self.pages[url] = replace(found.page, label=listed.label or None)
            return Document(url, found.content, charset=found.charset, label=listed.label or None)
        raise SourceError(listed.url, "the site has no such page (yet); try again later")

    def _addresses(self, listed: str) -> list[str]:
        """Return where a page may be, the likeliest place first: where it was before, or as the last page was found.

        Pages of 2001-2020 are listed as `report-X/` where the file is `report-X.html`.
        """
        addresses = [listed]
        if listed.endswith("/"):
            addresses.append(f"{listed.rstrip('/')}.html")
        return sorted(addresses, key=lambda url: (url not in self._known, url.endswith("/") == self._found_as_file))
