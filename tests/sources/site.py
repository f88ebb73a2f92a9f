"""A site on this machine: serves pages as told, and remembers what it was asked."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.model import Document
from bot.sources.fetching import Limits
from bot.sources.pages import Page
from bot.sources.website import Website

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

LIMITS = Limits(pause=0.25, attempts=3, first_wait=1.0, longest_wait=30.0, timeout=5.0, size=100_000, redirects=3)


@dataclass
class Site:
    """Pages and other answers by path; `asked` are the paths that were asked for, `sent` those sent in full."""

    pages: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    content_type: str = "text/html; charset=utf-8"
    dated: bool = False
    asked: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    server: TestServer | None = None

    async def start(self) -> "Site":
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self.server = TestServer(app)
        await self.server.start_server()
        return self

    def url(self, path: str = "/status/") -> str:
        assert self.server is not None
        return str(self.server.make_url(path))

    def website(
        self,
        known: dict[str, Page] | None = None,
        path: str = "/status/",
        limits: Limits = LIMITS,
        share: float = 1.0,
    ) -> Website:
        return Website(self.url(path), known or {}, share=share, limits=limits, sleep=self.sleep, chance=lambda: 1.0)

    def put_folder(self, folder: Path) -> None:
        """Serve a folder as a static site: a folder's page is its index.html."""
        for file in folder.rglob("*.*"):
            path = file.relative_to(folder).as_posix()
            self.pages[f"/{path.removesuffix('index.html')}"] = file.read_bytes()

    async def sleep(self, seconds: float) -> None:
        """Note how long somebody wants to wait, and let them go on."""
        self.pauses.append(seconds)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        if answer := self.answers.get(request.path):
            return await answer(request)
        content = self.pages.get(request.path)
        if content is None:
            raise web.HTTPNotFound
        response = web.Response(body=content, headers={"Content-Type": self.content_type})
        if self.dated:
            response.headers["Last-Modified"] = formatdate(1_900_000_000 + len(content), usegmt=True)
            unchanged = request.headers.get("If-Modified-Since") == response.headers["Last-Modified"]
        else:
            response.headers["ETag"] = f'"{hashlib.sha256(content).hexdigest()}"'
            unchanged = request.headers.get("If-None-Match") == response.headers["ETag"]
        if unchanged:
            return web.Response(status=304)
        self.sent.append(request.path)
        return response


async def read(website: Website) -> list[Document | str]:
    """Return the documents of a site; of what cannot be had, the sentence that says why."""
    return [found if isinstance(found, Document) else str(found) async for found in website.documents()]
