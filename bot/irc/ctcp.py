"""CTCP questions get short, rare answers, and only in private."""

from collections.abc import Callable
from datetime import UTC, datetime

import bot
from bot.irc.outbox import TokenBucket
from bot.irc.wire import plain

_LONGEST = 64  # characters of a PING that are sent back
_BURST = 3
_RATE = 0.1  # answers a second in the long run, to everybody together


class Ctcp:
    """What the bot answers to whom; `clock` gives seconds, `now` the time of day."""

    def __init__(self, clock: Callable[[], float], now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self._now = now
        self._bucket = TokenBucket(_BURST, _RATE, clock())

    def answer(self, text: str) -> str | None:
        """Return the text of a NOTICE that answers a PRIVMSG's text, None if it is no question or too many came."""
        if not text.startswith("\x01"):
            return None
        name, _, rest = text.strip("\x01").partition(" ")
        answers = {
            "VERSION": f"quarterdeck {bot.__version__}",
            "TIME": self._now().strftime("%a, %d %b %Y %H:%M:%S %z"),
            "PING": plain(rest)[:_LONGEST],
            "CLIENTINFO": "CLIENTINFO PING TIME VERSION",
        }
        answer = answers.get(name.upper())
        if answer is None or self._bucket.wait(1, self._clock()):
            return None
        self._bucket.take(1)
        return f"\x01{name.upper()} {answer}\x01"
