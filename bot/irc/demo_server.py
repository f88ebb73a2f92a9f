"""The `irc` package's own small server, mended just enough for a demo on loopback; never for the public."""

import logging
import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from irc.server import IRCClient, IRCServer
from jaraco.stream.buffer import LenientDecodingLineBuffer

from bot.errors import NetworkError

HOST = "127.0.0.1"
_POLL = 0.02
"""Seconds until a line for another client is noticed: the server has no other way to wake a client's thread."""


@contextmanager
def running(port: int) -> Iterator[int]:
    """Run the server in the background and yield its port; 0 takes a free one. NetworkError if it is in use."""
    try:
        server = _Server((HOST, port), _Client)
    except OSError as error:
        raise NetworkError(
            f"port {port} on {HOST}", f"cannot be listened on ({error.strerror}); choose another with --port"
        ) from error
    logging.getLogger("irc.server").setLevel(logging.ERROR)  # it warns of every command that it does not know
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


class _Server(IRCServer):
    daemon_threads = True
    block_on_close = False


class _Client(IRCClient):
    """Waits instead of spinning, takes any bytes, answers a PING with its token, hangs up after QUIT."""

    def handle(self) -> None:
        self.buffer = LenientDecodingLineBuffer()
        try:
            while True:
                self._handle_one()
        except (self.Disconnect, OSError):
            self.request.close()

    def _handle_one(self) -> None:
        readable, _, _ = select.select([self.request], [], [], _POLL)
        while self.send_queue:
            self._send(self.send_queue.pop(0))
        if readable:
            self._handle_incoming()

    def _handle_incoming(self) -> None:
        data = self.request.recv(4096)
        if not data:
            raise self.Disconnect
        self.buffer.feed(data)
        for line in self.buffer:
            self._handle_line(line)

    def handle_ping(self, params: str) -> str:
        return f":{self.server.servername} PONG {self.server.servername} :{params.removeprefix(':')}"

    def handle_quit(self, params: str) -> None:
        super().handle_quit(params)
        raise self.Disconnect
