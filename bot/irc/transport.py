"""What carries the lines of one connection."""

from collections.abc import Callable, Mapping
from typing import Protocol

from bot.irc.trace import Trace
from bot.irc.wire import Line


class Write(Protocol):
    """What sends lines at once, in one piece."""

    def __call__(self, *lines: str) -> None:
        """Send them."""


class Transport(Protocol):
    """One connection's way to carry lines, used once."""

    receive: Callable[[Line], None]
    lost: Callable[[str], None]
    full: Callable[[], None]
    drained: Callable[[], None]
    trace: Trace

    async def connect(self, host: str, port: int, options: Mapping[str, object]) -> None:
        """Open it; `options` are those of asyncio's create_connection."""

    def send_raw(self, *strings: str) -> None:
        """Send lines at once, in one piece."""

    def certificate(self) -> bytes | None:
        """Return the server's certificate (DER), None without TLS."""

    def abort(self) -> None:
        """Close it without another word."""
