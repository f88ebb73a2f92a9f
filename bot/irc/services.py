"""Tell the network's services from a user who only calls himself so."""

from collections.abc import Callable

from bot.irc.wire import Line

_ANSWERS = frozenset({"311", "312", "313", "318"})  # to a WHOIS


class Services:
    """One of the services by its nick; `send` queues a line, `found` is called when WHOIS shows that it is one.

    A service is on a server of its own and has that server's name as host, or the server says of it that it is
    a network service. Users can arrange for neither.
    """

    def __init__(
        self, nick: str, fold: Callable[[str], str], send: Callable[[str], None], found: Callable[[], None]
    ) -> None:
        self.nick = nick
        self._fold = fold
        self._send = send
        self._found = found
        self._host = ""
        self._real = False

    def look(self) -> None:
        """Ask the server."""
        self._host, self._real = "", False
        self._send(f"WHOIS {self.nick}")

    def receive(self, line: Line) -> None:
        """Take a line of the answer in."""
        if line.command not in _ANSWERS or self._fold(line.param(1)) != self._fold(self.nick):
            return
        if line.command == "311":
            self._host = line.param(3)
        elif line.command == "312":
            self._real |= line.param(2) not in {"", line.source} and line.param(2) == self._host
        elif line.command == "313":
            self._real |= "network service" in line.text.lower()
        elif line.command == "318" and self._real:
            self._real = False
            self._found()
