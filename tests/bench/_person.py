"""Somebody at a plain socket, who asks and looks at the clock."""

import re
import socket
import time
from collections import deque
from typing import Self


class Person:
    """A connection to an IRC server on this machine; times are in seconds, of `time.perf_counter`."""

    def __init__(self, port: int, nick: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""
        self._lines = deque[str]()
        self.send(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
        self.sees(" 001 ")

    def send(self, *lines: str) -> None:
        """Send lines at once."""
        self._socket.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def line(self) -> str:
        """Return the next line that is no PING, which is answered; TimeoutError after a minute of silence."""
        while not self._lines:
            found = self._socket.recv(65536)
            if not found:
                raise ConnectionError("the server hung up")
            *whole, self._rest = (self._rest + found).split(b"\r\n")
            for line in (raw.decode("utf-8", "replace") for raw in whole):
                if line.startswith("PING"):
                    self.send(line.replace("PING", "PONG", 1))
                else:
                    self._lines.append(line)
        return self._lines.popleft()

    def sees(self, pattern: str) -> re.Match[str]:
        """Return the next line that has the pattern somewhere."""
        while not (found := re.search(pattern, self.line())):
            pass
        return found

    def join(self, *channels: str) -> None:
        """Go to channels and be there."""
        for start in range(0, len(channels), 20):
            self.send(f"JOIN {','.join(channels[start : start + 20])}")
        for _ in channels:
            self.sees(" 366 ")

    def ask(self, where: str, text: str) -> tuple[float, str]:
        """Say something and return how long the first line of the answer took, and that line."""
        started = time.perf_counter()
        self.send(f"PRIVMSG {where} :{text}")
        found = self.sees(r"^:\S+ PRIVMSG \S+ :(.*)")
        return time.perf_counter() - started, found[1]

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
