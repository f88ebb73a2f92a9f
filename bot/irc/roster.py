"""Who is in the bot's channels, so that nothing it says there highlights all of them."""

import re

from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.wire import Line

HIGHLIGHTS = 4  # people whom one line may name so that their clients notice
_JOINER = "\u2060"  # WORD JOINER: invisible, and the word is no nick any more
_WORD = re.compile(r"[^\s,:;.!?()<>\"']+")


class Roster:
    """Folded nicks by folded channel, as far as the server tells."""

    def __init__(self, me: Myself, isupport: ISupport) -> None:
        self._me = me
        self._fold = isupport.fold
        self._isupport = isupport
        self._members: dict[str, set[str]] = {}
        self._handlers = {
            "353": self._on_names,
            "JOIN": self._on_join,
            "PART": self._on_part,
            "KICK": self._on_kick,
            "QUIT": self._on_quit,
            "NICK": self._on_nick,
        }

    def receive(self, line: Line) -> None:
        """Learn from a line who comes, goes and is renamed."""
        if handler := self._handlers.get(line.command):
            handler(line)

    def _on_names(self, line: Line) -> None:
        """Take nicks with their prefixes and maybe with their address."""
        members = self._members.get(self._fold(line.param(2)))
        if members is not None:
            prefixes = "".join(self._isupport.prefixes)
            members.update(self._fold(word.lstrip(prefixes).partition("!")[0]) for word in line.text.split())

    def _on_join(self, line: Line) -> None:
        channel = self._fold(line.param(0))
        if self._me.is_me(line.nick):
            self._members[channel] = set()
        elif channel in self._members:
            self._members[channel].add(self._fold(line.nick))

    def _on_part(self, line: Line) -> None:
        self._gone(line.param(0), line.nick)

    def _on_kick(self, line: Line) -> None:
        self._gone(line.param(0), line.param(1))

    def _on_quit(self, line: Line) -> None:
        for members in self._members.values():
            members.discard(self._fold(line.nick))

    def _on_nick(self, line: Line) -> None:
        nick = self._fold(line.nick)
        for members in self._members.values():
            if nick in members:
                members.remove(nick)
                members.add(self._fold(line.param(0)))

    def _gone(self, channel: str, nick: str) -> None:
        if self._me.is_me(nick):
            self._members.pop(self._fold(channel), None)
        else:
            self._members.get(self._fold(channel), set()).discard(self._fold(nick))

    def calm(self, channel: str, text: str) -> str:
        """Return a text that names too many people of a channel so that it is no highlight; others as they are."""
        members = self._members.get(self._fold(channel), set())
        named = {word for word in _WORD.findall(text) if self._fold(word) in members}
        if len(named) <= HIGHLIGHTS:
            return text
        return _WORD.sub(lambda m: m[0][:1] + _JOINER + m[0][1:] if m[0] in named else m[0], text)
