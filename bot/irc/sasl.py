"""SASL: prove to services who the bot is (IRCv3 sasl-3.1 and 3.2), pure."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.irc.wire import Line

NO_ANSWER = "services do not answer"
_PIECE = 400  # characters of base64 in one AUTHENTICATE
_LONGEST = 64 * 1024  # characters of base64 that a server may send


class SaslFailedError(Exception):
    """A mechanism cannot go on: the server answered what it must not."""


class Mechanism(Protocol):
    """One way to log in; a fresh object for each attempt."""

    name: str

    def respond(self, challenge: bytes) -> bytes:
        """Return the answer to a challenge; SaslFailedError aborts the exchange."""


@dataclass
class Plain:
    """Account and password in clear (RFC 4616)."""

    username: str
    password: str
    name: str = "PLAIN"

    def respond(self, challenge: bytes) -> bytes:
        """Return both, for the account itself."""
        return f"{self.username}\0{self.username}\0{self.password}".encode()


@dataclass
class External:
    """The client certificate of the TLS connection (RFC 4422, appendix A)."""

    name: str = "EXTERNAL"

    def respond(self, challenge: bytes) -> bytes:
        """Return nothing: the certificate says it all."""
        return b""


class Exchange:
    """Try mechanisms in turn until one succeeds; `done` is called once, with what went wrong or an empty text."""

    def __init__(
        self, mechanisms: Sequence[Callable[[], Mechanism]], send: Callable[[str], None], done: Callable[[str], None]
    ) -> None:
        self._left = list(mechanisms)
        self._send = send
        self._done = done
        self._current: Mechanism | None = None
        self._challenge = ""
        self._listed = False
        self._aborted = ""
        self._problems: list[str] = []
        self.account = ""

    def start(self, offered: str) -> None:
        """Begin with the first mechanism that is offered (a list with commas; empty: the server does not say)."""
        self._restrict(offered)
        self._next()

    def receive(self, line: Line) -> None:
        """Take a line about SASL in."""
        if line.command == "900":
            self.account = line.param(2)
        if self._current is None:
            return
        if line.command == "AUTHENTICATE":
            self._challenged(line.param(0))
        elif line.command in {"903", "907"}:
            self._finish("")
        elif line.command == "908":
            self._restrict(line.param(1))
            self._listed = True
            self._failed("is not offered")
        elif line.command == "904" and self._listed:
            self._listed = False  # belongs to the 908 before it
        elif line.command in {"902", "904", "905", "906"}:
            self._failed(self._aborted or line.text)

    def timeout(self) -> None:
        """Give up: services have not answered in time."""
        if self._current is not None:
            self._send("AUTHENTICATE *")
            self._finish(NO_ANSWER)

    def _restrict(self, offered: str) -> None:
        names = {name.upper() for name in offered.split(",") if name}
        if names:
            self._left = [make for make in self._left if make().name in names]

    def _next(self) -> None:
        if not self._left:
            self._finish("; ".join(self._problems) or "the server offers none of the configured mechanisms")
            return
        self._current = self._left.pop(0)()
        self._challenge = self._aborted = ""
        self._send(f"AUTHENTICATE {self._current.name}")

    def _failed(self, why: str) -> None:
        if self._current is not None:
            self._problems.append(f"{self._current.name}: {why}")
        self._next()

    def _finish(self, problem: str) -> None:
        self._current = None
        self._left = []
        self._done(problem)

    def _challenged(self, text: str) -> None:
        """Collect a challenge, whose pieces of 400 mean that more comes, and answer it."""
        self._listed = False
        if self._current is None or self._aborted:
            return
        if text != "+":
            self._challenge += text
        if len(text) == _PIECE and len(self._challenge) < _LONGEST:
            return
        try:
            answer = self._current.respond(base64.b64decode(self._challenge, validate=True))
        except (SaslFailedError, ValueError) as error:
            self._aborted = str(error)
            self._send("AUTHENTICATE *")  # answered with 906, and only then may the next one begin
            return
        self._challenge = ""
        for piece in pieces(answer):
            self._send(f"AUTHENTICATE {piece}")


def pieces(answer: bytes) -> list[str]:
    """Return an answer in base64 as AUTHENTICATE takes it: 400 at a time, `+` after a full one and for nothing."""
    text = base64.b64encode(answer).decode()
    found = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
    return found if found and len(found[-1]) < _PIECE else [*found, "+"]
