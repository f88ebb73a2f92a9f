"""Say texts on one connection: cut to fit, queued by urgency, confirmed where that is asked for."""

import asyncio
import itertools
import re
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from bot.irc import lines, multiline
from bot.irc.capabilities import Capabilities
from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.message import Delivered, Outcome, Refused
from bot.irc.outbox import Outbox, Priority
from bot.irc.receipts import Receipt, Receipts
from bot.irc.roster import Roster
from bot.irc.wire import LINE_LIMIT, UnsafeLineError

_PLAIN_TAG = re.compile(r"[^\s;\\\0]{1,200}")  # a value that needs no escaping
_NOBODY = frozenset(" ,\r\n\0\x07")
_LABELS = {"labeled-response", "echo-message"}
_MULTILINE = {"batch", "message-tags", multiline.BATCH}


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
        notice = self._as_notice(wanted=notice)
        return await self._insist(
            self._deliver(target, text, priority, notice=notice), target, text, priority, notice=notice
        )

    def together(self, targets: Sequence[str], text: str, *, notice: bool) -> list[str]:
        """Return those of the targets to which the server takes the text in one line, the first of them always.

        How many it takes it has to say itself. A server with penalties charges more for several targets in one line
        than for as many lines: ngIRCd a second for each.
        """
        first, notice = targets[0], self._as_notice(wanted=notice)
        command = _command(notice=notice)
        most = 1 if "PENALTY" in self._isupport else self._isupport.targets(command)
        if most < 2:
            return [first]
        usual = [target for target in targets if self._isupport.channel(target) == target and not _NOBODY & set(target)]
        pieces = self._pieces(first, text, notice=notice) if first in usual else []
        found = {self._isupport.fold(first): first}
        for other in usual if len(pieces) == 1 else ():
            fits = lines.size(f"{command} {','.join([*found.values(), other])} :{pieces[0]}") <= LINE_LIMIT - 2
            if len(found) < most and fits and self._pieces(other, text, notice=notice) == pieces:
                found.setdefault(self._isupport.fold(other), other)
        return list(found.values())

    def deliver_to(
        self, targets: Sequence[str], text: str, *, notice: bool, priority: Priority
    ) -> list[asyncio.Task[Outcome]]:
        """Say a text to targets that are `together`, as `deliver` does, and return what will be known of each."""
        notice = self._as_notice(wanted=notice)
        if len(targets) == 1:
            return [asyncio.create_task(self.deliver(targets[0], text, notice=notice, priority=priority))]
        (piece,) = self._pieces(targets[0], text, notice=notice)
        receipts = self._receipts.expect(targets, labels=self._labels)
        line = f"{_tag(receipts[0])}{_command(notice=notice)} {','.join(targets)} :{piece}"
        self._outbox.put(line, priority, partial(self._receipts.written, receipts))
        return [
            asyncio.create_task(self._insist(receipt.future, target, text, priority, notice=notice))
            for receipt, target in zip(receipts, targets, strict=True)
        ]

    async def _insist(
        self, attempt: Awaitable[Outcome], target: str, text: str, priority: Priority, *, notice: bool
    ) -> Outcome:
        outcome = await attempt
        bare = lines.without_formatting(text)
        if isinstance(outcome, Refused) and (notice or bare != text):
            return await self._deliver(target, bare, unpaid(priority), notice=False)
        return outcome

    async def _deliver(self, target: str, text: str, priority: Priority, *, notice: bool) -> Outcome:
        outcome: Outcome = Delivered()
        pieces = self._pieces(target, text, notice=notice)
        for _, (first, *others) in self._messages(target, pieces, notice=notice, together=self._labels):
            receipts = self._receipts.expect([target], labels=self._labels)
            written = partial(self._receipts.written, receipts)
            self._outbox.put_together([_tag(receipts[0]) + first, *others], priority, written)
            outcome = await receipts[0].future
            if not isinstance(outcome, Delivered):
                break
            priority = unpaid(priority)
        return outcome

    @property
    def _labels(self) -> bool:
        return self._capabilities.active >= _LABELS

    def _as_notice(self, *, wanted: bool) -> bool:
        """Tell whether it can be a notice: not where the server may swallow that in silence."""
        return wanted and "echo-message" in self._capabilities.active

    def _pieces(self, target: str, text: str, *, notice: bool) -> list[str]:
        if not target or target.startswith(":") or not _NOBODY.isdisjoint(target):
            raise UnsafeLineError(f"nobody can be called {target!r}")
        channel = self._isupport.channel(target)
        text = self._roster.calm(channel, text) if channel else text
        return lines.cut(text, lines.room(self._me.prefix, _command(notice=notice), target))

    def _messages(
        self, target: str, pieces: list[str], *, notice: bool, together: bool = True
    ) -> list[tuple[str, list[str]]]:
        """Return the text and the lines of each message to send: all in one where the server takes that."""
        said = [f"{_command(notice=notice)} {target} :{piece}" for piece in pieces]
        able = self._capabilities.active >= _MULTILINE
        if together and able and multiline.fits(pieces, self._capabilities.offered.get(multiline.BATCH, "")):
            return [(" ".join(pieces), multiline.batch(f"m{next(self._references)}", target, said))]
        return [(piece, [line]) for piece, line in zip(pieces, said, strict=True)]


def _command(*, notice: bool) -> str:
    return "NOTICE" if notice else "PRIVMSG"


def _tag(receipt: Receipt) -> str:
    return f"@label={receipt.label} " if receipt.label else ""


def unpaid(priority: Priority) -> Priority:
    """Return the priority of what follows a line that was paid for."""
    return Priority.ANNOUNCEMENT if priority is Priority.PAID else priority
