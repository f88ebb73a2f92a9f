"""IRC seen from the other side of a bare socket, so that no fault of the bot's library can hide itself."""

import asyncio
import contextlib
import re
import ssl
import time
from collections.abc import AsyncIterator
from typing import Self


class RawConnection:
    """One end of a connection: sends what it is told, remembers every line and answers PING unless `frozen`."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._next = 0
        self._arrived = asyncio.Event()
        self.lines: list[str] = []
        self.closed = False
        self.frozen = False
        self._pump = asyncio.create_task(self._read())

    async def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            while line := await self._reader.readline():
                text = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
                found = re.match(r"(?:@\S+ )?(?::\S+ )?PING :?(.*)", text)
                if found and not self.frozen:
                    self.send(f"PONG :{found[1]}")
                self.lines.append(text)
                self._arrived.set()
                await asyncio.sleep(0)  # or a flood would be read without a pause for the bot
        self.closed = True
        self._arrived.set()

    def send(self, *lines: str | bytes) -> None:
        """Send lines, each with CR LF; bytes go out exactly as they are."""
        for line in lines:
            self._writer.write(line if isinstance(line, bytes) else line.encode() + b"\r\n")

    async def sees(self, pattern: str, *, within: float = 10.0) -> re.Match[str]:
        """Return the next line that has the pattern somewhere; lines before it are passed over."""
        deadline = time.monotonic() + within
        while True:
            while self._next < len(self.lines):
                self._next += 1
                if found := re.search(pattern, self.lines[self._next - 1]):
                    return found
            await self._wait(deadline, pattern)

    async def ends(self, *, within: float = 10.0) -> None:
        """Wait until the other side has closed the connection."""
        deadline = time.monotonic() + within
        while not self.closed:
            await self._wait(deadline, "the end")

    async def _wait(self, deadline: float, wanted: str) -> None:
        if self.closed:
            raise ConnectionError(f"closed while waiting for {wanted}: {self.lines[-8:]}")
        self._arrived.clear()
        try:
            async with asyncio.timeout(deadline - time.monotonic()):
                await self._arrived.wait()
        except TimeoutError:
            raise TimeoutError(f"not seen: {wanted}; last lines: {self.lines[-8:]}") from None

    async def sync(self) -> list[str]:
        """Return all lines that came since the last look and before the server's answer to a PING."""
        start, token = self._next, f"sync{time.monotonic_ns()}"
        self.send(f"PING {token}")
        await self.sees(f"PONG .*{token}")
        return self.lines[start : self._next - 1]

    async def deafen(self) -> None:
        """Read no more, as a peer that hangs with full buffers."""
        self._pump.cancel()

    async def close(self) -> None:
        """Hang up."""
        self._pump.cancel()
        self._writer.close()
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await self._writer.wait_closed()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


async def client(port: int, nick: str, *caps: str, tls: ssl.SSLContext | None = None) -> RawConnection:
    """Return a user who is on the server on loopback, with the capabilities named."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=tls, limit=1 << 20)
    user = RawConnection(reader, writer)
    if caps:
        user.send("CAP LS 302", f"CAP REQ :{' '.join(caps)}", "CAP END")
    user.send(f"NICK {nick}", f"USER {nick} 0 * :A user")
    try:
        await user.sees(r" (376|422) ")
    except BaseException:
        await user.close()
        raise
    return user


class ScriptedServer:
    """A server that says exactly what the test says; on `port`; `accepted` are all connections so far."""

    def __init__(self) -> None:
        self._connections: asyncio.Queue[RawConnection] = asyncio.Queue()
        self.accepted: list[RawConnection] = []
        self.port = 0

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = RawConnection(reader, writer)
        self.accepted.append(connection)
        await self._connections.put(connection)

    async def accept(self, *, within: float = 10.0) -> RawConnection:
        """Return the next connection that somebody made."""
        async with asyncio.timeout(within):
            return await self._connections.get()

    async def welcome(self, *capabilities: str, isupport: str = "CASEMAPPING=ascii") -> RawConnection:
        """Accept a connection and let it in, as a server with these capabilities would."""
        bot = await self.accept()
        await bot.sees("^CAP LS 302$")
        bot.send(f":s CAP * LS :{' '.join(capabilities)}")
        if any("=" not in name for name in capabilities):
            asked = (await bot.sees("^CAP REQ :(.*)"))[1]
            bot.send(f":s CAP * ACK :{asked}")
        nick = (await bot.sees("^NICK (.*)"))[1]
        await bot.sees("^CAP END$")
        bot.send(f":s 001 {nick} :hi", f":s 005 {nick} {isupport} :are supported", f":s 376 {nick} :go on")
        return bot

    @classmethod
    @contextlib.asynccontextmanager
    async def running(cls, tls: ssl.SSLContext | None = None) -> AsyncIterator[Self]:
        """Listen on loopback until the block ends."""
        server = cls()
        listener = await asyncio.start_server(server._accepted, "127.0.0.1", 0, ssl=tls)
        server.port = listener.sockets[0].getsockname()[1]
        try:
            yield server
        finally:
            listener.close()
            for connection in server.accepted:
                await connection.close()
