"""Who is in the bot's channels, how they stand there and by which account, as far as the server tells."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.irc.capabilities import Capabilities
from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.modes import mode_changes
from bot.irc.wire import Line

HIGHLIGHTS = 4  # people whom one line may name so that their clients notice
_JOINER = "\u2060"  # WORD JOINER: invisible, and the word is no nick any more
_WHOX = "152"  # a token that marks the answers to the bot's own WHO
_TOLD = frozenset({"account-notify", "extended-join"})  # together they tell of every account that comes or changes
_WORD = re.compile(r"[^\s,:;.!?()<>\"']+")


@dataclass(slots=True)
class _Member:
    account: str = ""
    modes: frozenset[str] = frozenset()


class Roster:
    """Folded nicks by folded channel, with their modes and the account where it is known; `send` queues a line.

    Accounts are kept only while the server tells of every change; what is known of somebody ends with the last
    channel that the bot shares with him.
    """

    def __init__(self, me: Myself, isupport: ISupport, capabilities: Capabilities, send: Callable[[str], None]) -> None:
        self._me = me
        self._fold = isupport.fold
        self._isupport = isupport
        self._capabilities = capabilities
        self._send = send
        self._members: dict[str, dict[str, _Member]] = {}
        self._handlers = {
            "353": self._on_names,
            "354": self._on_whox,
            "ACCOUNT": self._on_account,
            "CAP": self._on_capabilities,
            "JOIN": self._on_join,
            "PART": self._on_part,
            "KICK": self._on_kick,
            "MODE": self._on_mode,
            "QUIT": self._on_quit,
            "NICK": self._on_nick,
        }

    @property
    def _told(self) -> bool:
        return self._capabilities.active >= _TOLD

    def account(self, nick: str) -> str | None:
        """Return the account of somebody in one of the bot's channels, None if there is none or it is not known."""
        folded = self._fold(nick)
        known = (members[folded].account for members in self._members.values() if folded in members)
        return next(filter(None, known), None)

    def has(self, channel: str, nick: str) -> bool:
        """Tell whether somebody of that nick is in a channel, as far as the server tells."""
        return self._fold(nick) in self._members.get(self._fold(channel), ())

    def shared(self, nick: str) -> str | None:
        """Return a channel, folded, in which somebody is together with the bot; None if there is none."""
        return next((channel for channel, members in self._members.items() if self._fold(nick) in members), None)

    def operated(self, nick: str) -> frozenset[str]:
        """Return the folded channels where somebody is an operator, or more (PREFIX lists the ranks, highest first)."""
        folded, ranks = self._fold(nick), "".join(self._isupport.prefixes.values())
        operators = set(ranks[: ranks.find("o") + 1])
        return frozenset(
            channel
            for channel, members in self._members.items()
            if folded in members and members[folded].modes & operators
        )

    def receive(self, line: Line) -> None:
        """Learn from a line who comes, goes and is renamed."""
        if handler := self._handlers.get(line.command):
            handler(line)

    def _on_names(self, line: Line) -> None:
        """Take nicks with their prefixes and maybe with their address."""
        members = self._members.get(self._fold(line.param(2)))
        if members is None:
            return
        prefixes = self._isupport.prefixes
        for word in line.text.split():
            nick = word.lstrip("".join(prefixes))
            modes = frozenset(prefixes[sign] for sign in word[: len(word) - len(nick)])
            members.setdefault(self._fold(nick.partition("!")[0]), _Member()).modes = modes

    def _on_mode(self, line: Line) -> None:
        members = self._members.get(self._fold(line.param(0)), {})
        ranks = self._isupport.prefixes.values()
        for change in mode_changes(self._isupport, line.params[1:]):
            member = members.get(self._fold(change.argument))
            if member and change.mode in ranks:
                member.modes = member.modes | {change.mode} if change.set else member.modes - {change.mode}

    def _on_join(self, line: Line) -> None:
        channel = self._fold(line.param(0))
        if self._me.is_me(line.nick):
            self._members[channel] = {}
            if self._told and "WHOX" in self._isupport and "account-tag" not in self._capabilities.active:
                self._send(f"WHO {line.param(0)} %tna,{_WHOX}")
        elif channel in self._members:
            self._members[channel][self._fold(line.nick)] = _Member()
            if len(line.params) > 1:
                self._is(line.nick, line.param(1))

    def _on_whox(self, line: Line) -> None:
        if line.param(1) == _WHOX:
            self._is(line.param(2), line.param(3))

    def _on_account(self, line: Line) -> None:
        self._is(line.nick, line.param(0))

    def _is(self, nick: str, account: str) -> None:
        """Note an account, `*` or `0` for none."""
        known = account if self._told and account not in {"*", "0"} else ""
        for members in self._members.values():
            if member := members.get(self._fold(nick)):
                member.account = known

    def _on_capabilities(self, _: Line) -> None:
        """Forget accounts when the server no longer tells of their changes."""
        if not self._told:
            for members in self._members.values():
                for member in members.values():
                    member.account = ""

    def _on_part(self, line: Line) -> None:
        self._gone(line.param(0), line.nick)

    def _on_kick(self, line: Line) -> None:
        self._gone(line.param(0), line.param(1))

    def _on_quit(self, line: Line) -> None:
        for members in self._members.values():
            members.pop(self._fold(line.nick), None)

    def _on_nick(self, line: Line) -> None:
        nick = self._fold(line.nick)
        for members in self._members.values():
            if nick in members:
                members[self._fold(line.param(0))] = members.pop(nick)

    def _gone(self, channel: str, nick: str) -> None:
        if self._me.is_me(nick):
            self._members.pop(self._fold(channel), None)
        else:
            self._members.get(self._fold(channel), {}).pop(self._fold(nick), None)

    def calm(self, channel: str, text: str) -> str:
        """Return a text that names too many people of a channel so that it is no highlight; others as they are."""
        members = self._members.get(self._fold(channel), {})
        if len(members) <= HIGHLIGHTS:
            return text
        named = members.keys() & set(_WORD.findall(self._fold(text)))
        if len(named) <= HIGHLIGHTS:
            return text
        return _WORD.sub(lambda m: m[0][:1] + _JOINER + m[0][1:] if self._fold(m[0]) in named else m[0], text)
