"""What the bot hears: PRIVMSG and NOTICE become messages that say who spoke, where, and whether it is news."""

from collections.abc import Callable
from datetime import datetime

from bot.irc.capabilities import Capabilities
from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.message import Message
from bot.irc.multiline import Multilines
from bot.irc.roster import Roster
from bot.irc.wire import Line

_SHORTEST_LIMIT = 9  # of any server for nicks (RFC 1459, 1.2); the bot must not answer to one letter
OLD = 30.0  # seconds after which a line with server-time is history
_HISTORY_BATCHES = frozenset({"chathistory", "draft/chathistory", "znc.in/playback"})
_BOT_TAGS = frozenset({"bot", "draft/bot", "inspircd.org/bot"})
CTCP = "\x01"


class Hearing:
    """Understands lines on one connection; `wanted` is the configured nick, `clock` gives seconds since 1970."""

    def __init__(
        self,
        network: str,
        wanted: str,
        me: Myself,
        isupport: ISupport,
        capabilities: Capabilities,
        roster: Roster,
        clock: Callable[[], float],
    ) -> None:
        self._network = network
        self._wanted = wanted
        self._me = me
        self._isupport = isupport
        self._capabilities = capabilities
        self._roster = roster
        self._clock = clock
        self._ahead = 0.0
        self._multilines = Multilines()
        self._replays: set[str] = set()
        self._replayed: dict[str, str] = {}

    def receive(self, line: Line) -> None:
        """Learn from any line: the server's clock, and which batches replay history."""
        if line.command.isdigit() or line.command == "PONG":
            said = _time(line)
            self._ahead = said - self._clock() if said is not None else self._ahead
        elif line.command == "BATCH":
            reference = line.param(0)
            if reference.startswith("+") and line.param(1).lower() in _HISTORY_BATCHES:
                self._replays.add(reference[1:])
            else:
                self._replays.discard(reference[1:])

    def replay_begins(self, line: Line) -> str | None:
        """Return a token if the server is about to replay old messages without saying which they are.

        (InspIRCd's +H to clients without batch.) Until `replay_ended` with that token, what is said in the
        channel is history: a PING that is sent now is answered after the replay.
        """
        if line.command != "NOTICE" or "!" in line.source or not line.text.startswith("Replaying"):
            return None
        channel = self._isupport.channel(line.param(0))
        if not channel:
            return None
        token = f"replay{len(self._replayed)}"
        self._replayed[token] = self._isupport.fold(channel)
        return token

    def replay_ended(self, token: str) -> None:
        """Note that what comes now is new."""
        self._replayed.pop(token, None)

    def message(self, line: Line) -> Message | None:
        """Return the message that a line is or ends, None if no user said it.

        The text of a CTCP starts with its delimiter.
        """
        whole = self._multilines.whole(line)
        return self._understood(whole) if whole else None

    def _understood(self, line: Line) -> Message | None:
        target, text = line.param(0), line.param(1)
        if "!" not in line.source or not target:
            return None
        channel = self._isupport.channel(target)
        return Message(
            network=self._network,
            nick=line.nick,
            hostmask=line.source,
            account=self._account(line),
            target=target,
            channel=channel,
            text=text if text.startswith(CTCP) else text.replace(CTCP, " "),
            notice=line.command == "NOTICE",
            echo=self._me.is_me(line.nick),
            bot=bool(_BOT_TAGS & line.tags.keys()),
            history=self._is_history(line),
            msgid=line.tags.get("msgid"),
            nicks=self._nicks(channel),
        )

    def _nicks(self, channel: str | None) -> tuple[str, ...]:
        """Return the bot's nick and the one it would like to have, as this server cuts it, too, if that is nobody's."""
        if self._me.is_me(self._wanted):
            return (self._me.nick,)
        limit = max(_SHORTEST_LIMIT, self._isupport.number("NICKLEN", len(self._wanted)))
        wanted = dict.fromkeys((self._wanted, self._wanted[:limit]))
        return (self._me.nick, *(nick for nick in wanted if not channel or not self._roster.has(channel, nick)))

    def _account(self, line: Line) -> str | None:
        if "account-tag" not in self._capabilities.active:
            return self._roster.account(line.nick)
        account = line.tags.get("account", "")
        return account if account not in {"", "*", "0"} else None

    def _is_history(self, line: Line) -> bool:
        """Compare with the server's own clock, so that a wrong clock here silences nobody."""
        if line.tags.get("batch") in self._replays:
            return True
        if self._replayed:
            channel = self._isupport.fold(self._isupport.channel(line.param(0)) or "")
            if channel in self._replayed.values():
                return True
        said = _time(line)
        return said is not None and said < self._clock() + self._ahead - OLD


def _time(line: Line) -> float | None:
    try:
        return datetime.fromisoformat(line.tags["time"]).timestamp() if "time" in line.tags else None
    except ValueError:
        return None
