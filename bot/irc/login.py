"""Register with a server: CAP, PASS, NICK, USER, SASL, in the order that keeps secrets safe; pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.irc.capabilities import WANTED, Capabilities
from bot.irc.mechanisms import Mechanism
from bot.irc.sasl import NO_ANSWER, Aside, Exchange
from bot.irc.wire import Line

LIST_LIMIT = 5.0  # seconds for the list of capabilities; a server without CAP may say nothing at all
_TAKEN = frozenset({"432", "433", "436", "437", "447"})
_BANNED = frozenset({"463", "465", "466"})
_SHORT = 7  # of the 9 characters that any server takes (RFC 1459), with two left for a number

Later = Callable[[float, Callable[[], None]], object]


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who the bot wants to be on a network; secrets come in clear here and go nowhere else."""

    nicks: Sequence[str]
    username: str
    realname: str
    password: str = field(default="", repr=False)
    mechanisms: Sequence[Callable[[], Mechanism]] = ()
    sasl_required: bool = True
    sasl_timeout: float = 15.0
    secrets: Sequence[str] = field(default=(), repr=False)


class Login:
    """The dialogue until 001; `failed` says why it must end, `welcomed` that it is over.

    `sts` is called with the value of that capability before anything secret is sent and returns True
    if the login must stop there. `later(seconds, call)` is the event loop's call_later, `aside` that of Exchange.
    """

    def __init__(
        self,
        credentials: Credentials,
        send: Callable[[str], None],
        later: Later,
        sts: Callable[[str], bool],
        aside: Aside,
    ) -> None:
        self._credentials = credentials
        self._send = send
        self._later = later
        self._sts = sts
        self._aside = aside
        self._introduced = self._ended = self._rejected = False
        self._attempt = 0
        wanted = (*WANTED, "sasl") if credentials.mechanisms else WANTED
        self.capabilities = Capabilities(wanted)
        self.exchange: Exchange | None = None
        self.nick = credentials.nicks[0]
        self.welcomed = False
        self.banned = False
        self.failed = ""
        self.account = ""

    def start(self) -> None:
        """Send the first line."""
        self._send("CAP LS 302")
        self._later(LIST_LIMIT, self._introduce)

    def receive(self, line: Line) -> None:
        """Take a line of the dialogue in; others are ignored."""
        if line.command == "CAP":
            self._capability(line)
        elif line.command in {"421", "451", "410"} and not self.welcomed:
            self._introduce()  # a server without CAP
        elif line.command in _TAKEN and not self.welcomed:
            self._next_nick()
        elif line.command == "001":
            self.welcomed, self.nick = True, line.param(0) or self.nick
            self._check_sasl()
        elif line.command in _BANNED:
            self.banned, self.failed = True, f"the server keeps the bot out: {line.text}"
        elif line.command == "464":
            self.failed = f"the server's password is wrong: {line.text}"
        elif self.exchange:
            self.exchange.receive(line)
        if line.command == "901":
            self.account = ""

    def retry(self) -> None:
        """Try to log in again if services were away: they do not tell when they are back."""
        if (
            self.welcomed
            and self.exchange is None
            and self._credentials.mechanisms
            and not self.account
            and not self._rejected
        ):
            self._send("CAP LS 302")

    def _capability(self, line: Line) -> None:
        for request in self.capabilities.receive(line):
            self._send(request)
        if not self.capabilities.listed:
            return
        if "sts" in self.capabilities.offered and self._sts(self.capabilities.offered["sts"]):
            self.failed = "the server asks for TLS (STS)"
            return
        self._introduce()
        if self.capabilities.settled:
            self._authenticate()

    def _introduce(self) -> None:
        """Send PASS, NICK and USER once it is clear that this connection may see them."""
        if self._introduced or self.failed:
            return
        self._introduced = True
        if self._credentials.password:
            self._send(f"PASS :{self._credentials.password}")
        self._send(f"NICK {self.nick}")
        self._send(f"USER {self._credentials.username} 0 * :{self._credentials.realname}")

    def _next_nick(self) -> None:
        self._attempt += 1
        nicks = self._credentials.nicks
        number = self._attempt - len(nicks) + 1
        self.nick = nicks[self._attempt] if number <= 0 else f"{nicks[0][:_SHORT]}{number}"
        if number > 99:
            self.failed = "no nick is free"
        elif self._introduced:
            self._send(f"NICK {self.nick}")

    def _authenticate(self) -> None:
        """Log in once the capabilities are settled, then end the negotiation."""
        if self.exchange or self.account or self._rejected or (self._ended and not self.welcomed):
            return
        if not self._credentials.mechanisms:
            self._end()
        elif {"sasl"} <= self.capabilities.active & self.capabilities.offered.keys():
            self.exchange = Exchange(self._credentials.mechanisms, self._send, self._authenticated, self._aside)
            self._later(self._credentials.sasl_timeout, self.exchange.timeout)
            self.exchange.start(self.capabilities.offered.get("sasl", ""))
        else:
            self._authenticated("the server offers no SASL")

    def _authenticated(self, problem: str) -> None:
        if self.exchange and not problem:
            self.account = self.exchange.account or self.nick
        self._rejected = self.exchange is not None and problem not in {"", NO_ANSWER}
        self.exchange = None
        if problem and self._credentials.sasl_required and not self.welcomed:
            self.failed = f"the login with SASL failed and is required: {problem}"
        else:
            self._end()

    def _check_sasl(self) -> None:
        """Refuse to go on unauthenticated on a server that never came to SASL."""
        if self._credentials.mechanisms and self._credentials.sasl_required and not self.account and not self.failed:
            self.failed = "the server let the bot in without SASL, which is required"

    def _end(self) -> None:
        if not self._ended:
            self._ended = True
            self._send("CAP END")
