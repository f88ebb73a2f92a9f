"""Who may come in, and for how long: so many connections, and none that dawdles, as slow clients and attacks do."""

import asyncio

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from aiohttp.web_protocol import RequestHandler

_FULL = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Door:
    """Makes the protocols of a server's connections.

    `most` may be open at once; a further one takes the place of the one that has been silent for longest. One that
    has neither sent a whole request nor taken the whole answer within `patience` seconds is dropped; so is one that
    says nothing for that long between two requests.
    """

    def __init__(self, most: int = 400, patience: float = 20.0) -> None:
        self.server: web.Server | None = None
        self._most = most
        self._patience = patience
        self._since: dict[RequestHandler, float] = {}
        self._answering: set[RequestHandler] = set()

    def __call__(self) -> asyncio.Protocol:
        """Return the protocol of a new connection."""
        if len(self._since) >= self._most:
            self._forget_gone()
        if self.server is None or (len(self._since) >= self._most and not self._drop_silent()):
            return _Full()
        handler = self.server()
        self._since[handler] = _now()
        return handler

    @property
    def middleware(self) -> Middleware:
        """Return what notes that a request has come in whole, and when its answer is ready."""

        @web.middleware
        async def note(request: web.Request, handler: Handler) -> web.StreamResponse:
            self._since[request.protocol] = _now()
            self._answering.add(request.protocol)
            try:
                return await handler(request)
            finally:
                self._answering.discard(request.protocol)

        return note

    async def watch(self) -> None:
        """Drop who dawdles, until cancelled."""
        while True:
            await asyncio.sleep(self._patience / 4)
            self._forget_gone()
            for handler, since in self._since.items():
                if since < _now() - self._patience:
                    _drop(handler)

    def _drop_silent(self) -> bool:
        """Drop the connection that has been silent for longest; false if there is none."""
        silent = [handler for handler in self._since if handler not in self._answering and handler.transport]
        if not silent:
            return False
        longest = min(silent, key=self._since.__getitem__)
        _drop(longest)
        del self._since[longest]
        return True

    def _forget_gone(self) -> None:
        here = set(self.server.connections) if self.server else set()
        just_now = _now() - 1  # accepted, perhaps not yet among the server's connections
        self._since = {handler: since for handler, since in self._since.items() if handler in here or since > just_now}


class _Full(asyncio.Protocol):
    """Turns one client away."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            transport.write(_FULL)
        transport.close()


def _drop(handler: RequestHandler) -> None:
    if isinstance(handler.transport, asyncio.Transport):
        handler.transport.abort()


def _now() -> float:
    return asyncio.get_running_loop().time()
