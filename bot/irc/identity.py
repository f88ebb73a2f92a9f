"""Who the bot is on one connection, as other users see it."""

from bot.irc.isupport import ISupport
from bot.irc.wire import Line


class Myself:
    """The bot's nick, user name and host, kept up to date by what the server says."""

    def __init__(self, nick: str, isupport: ISupport) -> None:
        self._isupport = isupport
        self.nick = nick
        self._user = ""
        self._host = ""

    def is_me(self, nick: str) -> bool:
        """Tell whether a nick is the bot's own now."""
        if len(nick) != len(self.nick):  # as of nearly all lines, which are looked at several times
            return False
        return self._isupport.fold(nick) == self._isupport.fold(self.nick)

    def receive(self, line: Line) -> None:
        """Learn from a line: its source when that is the bot itself, a new nick, a new host."""
        if line.command == "396":
            self._displayed(line.param(1))
        if not line.source or not self.is_me(line.nick):
            return
        _, _, address = line.source.partition("!")
        if "@" in address:
            self._user, _, self._host = address.partition("@")
        if line.command == "NICK" and line.param(0):
            self.nick = line.param(0)
        elif line.command == "CHGHOST" and line.param(1):
            self._user, self._host = line.param(0), line.param(1)

    def _displayed(self, text: str) -> None:
        user, at, host = text.rpartition("@")
        self._host = host
        if at:
            self._user = user

    @property
    def prefix(self) -> str:
        """Return `nick!user@host`; as long as it may be while the server has not shown it."""
        user = self._user or "u" * self._isupport.number("USERLEN", 12)
        host = self._host or "h" * self._isupport.number("HOSTLEN", 64)
        return f"{self.nick}!{user}@{host}"
