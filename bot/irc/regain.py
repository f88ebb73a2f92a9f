"""Get the configured nick back when it is free again, or belongs to the bot's account."""

from collections.abc import Callable

from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.services import Services
from bot.irc.wire import Line

# Atheme's and Anope's words for it. No secret is in them: services know the bot by its login.
_ASKED_OF_SERVICES = ("GHOST", "RECOVER", "RELEASE")


class Regain:
    """Watches for the wanted nick with MONITOR, else ISON; `send` queues a line, `logged_in` tells the login."""

    def __init__(
        self, wanted: str, me: Myself, isupport: ISupport, send: Callable[[str], None], logged_in: Callable[[], bool]
    ) -> None:
        self._wanted = wanted
        self._me = me
        self._isupport = isupport
        self._send = send
        self._logged_in = logged_in
        self._watching = False
        self._asked = False
        self._nickserv = Services("NickServ", isupport.fold, send, self._ask)

    def tick(self) -> None:
        """See to it, at the start and then every minute or so."""
        if self._me.is_me(self._wanted):
            self._stop()
            return
        if self._logged_in() and not self._asked:
            self._asked = True
            self._nickserv.look()
        if "MONITOR" not in self._isupport:
            self._send(f"ISON {self._wanted}")
        elif not self._watching:
            self._watching = True
            self._send(f"MONITOR + {self._wanted}")
        else:
            self._send("MONITOR S")

    def _ask(self) -> None:
        for word in _ASKED_OF_SERVICES:
            self._send(f"PRIVMSG {self._nickserv.nick} :{word} {self._wanted}")

    def receive(self, line: Line) -> None:
        """Take the nick when the server says that nobody has it; ask real services for it."""
        self._nickserv.receive(line)
        free = (line.command == "731" and self._names(line.text.split(","))) or (
            line.command == "303" and not self._names(line.text.split())
        )
        if free and not self._me.is_me(self._wanted):
            self._send(f"NICK {self._wanted}")

    def _names(self, nicks: list[str]) -> bool:
        wanted = self._isupport.fold(self._wanted)
        return any(self._isupport.fold(nick.partition("!")[0]) == wanted for nick in nicks)

    def _stop(self) -> None:
        self._asked = False
        if self._watching:
            self._watching = False
            self._send(f"MONITOR - {self._wanted}")
