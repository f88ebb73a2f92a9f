"""SASL: prove to services who the bot is (IRCv3 sasl-3.1 and 3.2), pure."""

import base64
from collections.abc import Callable, Sequence
from functools import partial

from bot.irc.mechanisms import ImpostorError, Mechanism, SaslFailedError
from bot.irc.wire import Line

Work = Callable[[], bytes]
Aside = Callable[[Work, Callable[[Work], None]], object]

NO_ANSWER = "services do not answer"
_PIECE = 400  # characters of base64 in one AUTHENTICATE
_LONGEST = 64 * 1024  # characters of base64 that a server may send


class Exchange:
    """Try mechanisms in turn until one succeeds; `done` is called once, with what went wrong or an empty text.

    `aside(work, then)` does work that may take a while and then calls `then` with what returns or raises its outcome.
    """

    def __init__(
        self,
        mechanisms: Sequence[Callable[[], Mechanism]],
        send: Callable[[str], None],
        done: Callable[[str], None],
        aside: Aside,
    ) -> None:
        self._left = list(mechanisms)
        self._send = send
        self._done = done
        self._aside = aside
        self._current: Mechanism | None = None
        self._challenge = ""
        self._working = False
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
            self._succeeded(self._current)
        elif line.command == "908":
            self._restrict(line.param(1))
            self._listed = True
            self._failed(self._current, "is not offered")
        elif line.command == "904" and self._listed:
            self._listed = False  # belongs to the 908 before it
        elif line.command in {"902", "904", "905", "906"}:
            self._failed(self._current, self._aborted or line.text)

    def timeout(self) -> None:
        """Give up: services have not answered in time."""
        if self._current is not None:
            self._give_up(NO_ANSWER)

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
        self._working = False
        self._send(f"AUTHENTICATE {self._current.name}")

    def _failed(self, mechanism: Mechanism, why: str) -> None:
        self._problems.append(f"{mechanism.name}: {why}")
        self._next()

    def _succeeded(self, mechanism: Mechanism) -> None:
        if mechanism.proved:
            self._finish("")
        else:
            self._give_up(f"{mechanism.name}: the server says yes before it has proved that it knows the password")

    def _give_up(self, why: str) -> None:
        self._send("AUTHENTICATE *")
        self._finish(why)

    def _finish(self, problem: str) -> None:
        self._current = None
        self._left = []
        self._done(problem)

    def _challenged(self, text: str) -> None:
        """Collect a challenge, whose pieces of 400 mean that more comes, and answer it."""
        self._listed = False
        if self._current is None or self._aborted or self._working:
            return
        if text != "+":
            self._challenge += text
        if len(text) == _PIECE and len(self._challenge) < _LONGEST:
            return
        current, challenge = self._current, self._challenge
        self._challenge, self._working = "", True
        self._aside(lambda: current.respond(base64.b64decode(challenge, validate=True)), partial(self._answer, current))

    def _answer(self, mechanism: Mechanism, outcome: Work) -> None:
        """Send a mechanism's answer, unless it is no longer its turn."""
        if mechanism is not self._current:
            return
        self._working = False
        try:
            answer = outcome()
        except ImpostorError as error:
            self._give_up(f"{mechanism.name}: {error}")
        except (SaslFailedError, ValueError) as error:
            self._aborted = str(error)
            self._send("AUTHENTICATE *")  # answered with 906, and only then may the next one begin
        else:
            for piece in pieces(answer):
                self._send(f"AUTHENTICATE {piece}")


def pieces(answer: bytes) -> list[str]:
    """Return an answer in base64 as AUTHENTICATE takes it: 400 at a time, `+` after a full one and for nothing."""
    text = base64.b64encode(answer).decode()
    found = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
    return found if found and len(found[-1]) < _PIECE else [*found, "+"]
