"""Say texts on one connection: cut to fit, queued by urgency, confirmed where that is asked for."""

import itertools
import re
from collections.abc import Callable
from functools import partial

from bot.irc import lines, multiline
from bot.irc.capabilities import Capabilities
from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.message import Delivered, Outcome, Refused
from bot.irc.outbox import Outbox, Priority
from bot.irc.receipts import Receipts
from bot.irc.roster import Roster
from bot.irc.wire import UnsafeLineError

_PLAIN_TAG = re.compile(r"[^\s;\\\0]{1,200}")  # a value that needs no escaping
_NOBODY = frozenset(" ,\r\n\0\x07")


class Speech:
    """The bot's voice."""

    def __init__(
        self,
        me: Myself,
        isupport: ISupport,
        roster: Roster,
        capabilities: Capabilities,
        outbox: Outbox,
        receipts: Receipts,
    ) -> None:
        self._me, self._isupport, self._roster = me, isupport, roster
        self._capabilities = capabilities
        self._outbox = outbox
        self._receipts = receipts
        self._references = itertools.count(1)

    def say(
        self,
        target: str,
        text: str,
        *,
        notice: bool = False,
        priority: Priority = Priority.REPLY,
        answering: str | None = None,
        written: Callable[[str], None] = lambda _: None,
    ) -> list[str]:
        """Queue a text, marked as the answer to a message by its msgid; return the pieces that it was cut into.

        `written` is called with each part of it that goes out as a message.
        """
        pieces = self._pieces(target, text, notice=notice)
        known = "message-tags" in self._capabilities.active and _PLAIN_TAG.fullmatch(answering or "")
        tag = f"@+draft/reply={answering} " if known else ""
        for part, (first, *others) in self._messages(target, pieces, notice=notice):
            self._outbox.put_together([tag + first, *others], priority, partial(written, part))
        return pieces

    async def deliver(self, target: str, text: str, *, notice: bool, priority: Priority) -> Outcome:
        """Say a text and find out whether it got through; the first message that did not decides.

        Where the server echoes nothing it may also swallow a NOTICE in silence: there it is a PRIVMSG. What is
        refused as notice or with formatting is said again without, as channels may take neither (+T, +c).
        """
        notice = notice and "echo-message" in self._capabilities.active
        outcome = await self._deliver(target, text, priority, notice=notice)
        bare = lines.without_formatting(text)
        if isinstance(outcome, Refused) and (notice or bare != text):
            return await self._deliver(target, bare, _unpaid(priority), notice=False)
        return outcome

    async def _deliver(self, target: str, text: str, priority: Priority, *, notice: bool) -> Outcome:
        labels = self._capabilities.active >= {"labeled-response", "echo-message"}
        outcome: Outcome = Delivered()
        pieces = self._pieces(target, text, notice=notice)
        for _, (first, *others) in self._messages(target, pieces, notice=notice, together=labels):
            receipt = self._receipts.expect(target, labels=labels)
            tag = f"@label={receipt.label} " if receipt.label else ""
            self._outbox.put_together([tag + first, *others], priority, partial(self._receipts.written, receipt))
            outcome = await receipt.future
            if not isinstance(outcome, Delivered):
                break
            priority = _unpaid(priority)
        return outcome

    def _pieces(self, target: str, text: str, *, notice: bool) -> list[str]:
        if not target or target.startswith(":") or _NOBODY & set(target):
            raise UnsafeLineError(f"nobody can be called {target!r}")
        channel = self._isupport.channel(target)
        text = self._roster.calm(channel, text) if channel else text
        return lines.cut(text, lines.room(self._me.prefix, "NOTICE" if notice else "PRIVMSG", target))

    def _messages(
        self, target: str, pieces: list[str], *, notice: bool, together: bool = True
    ) -> list[tuple[str, list[str]]]:
        """Return the text and the lines of each message to send: all in one where the server takes that."""
        said = [f"{'NOTICE' if notice else 'PRIVMSG'} {target} :{piece}" for piece in pieces]
        able = self._capabilities.active >= {"batch", "message-tags", multiline.BATCH}
        if together and able and multiline.fits(pieces, self._capabilities.offered.get(multiline.BATCH, "")):
            return [(" ".join(pieces), multiline.batch(f"m{next(self._references)}", target, said))]
        return [(piece, [line]) for piece, line in zip(pieces, said, strict=True)]


def _unpaid(priority: Priority) -> Priority:
    """Return the priority of what follows a line that was paid for."""
    return Priority.ANNOUNCEMENT if priority is Priority.PAID else priority
