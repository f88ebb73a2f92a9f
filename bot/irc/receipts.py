"""Find out whether what was said got through: by its label, by its echo, or by a PING sent after it."""

import asyncio
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.irc.message import Delivered, Outcome, Refused, Unknown
from bot.irc.outbox import Priority
from bot.irc.wire import Line

_COVERED = 8  # targets after which a PING confirms; more would leave more in doubt when the connection ends
ANSWER_LIMIT = 100.0  # seconds; a dead server is noticed before by the ping

# Replies to a PRIVMSG that say it went nowhere, with the target as first parameter (FACTS of real servers)
_REFUSALS = frozenset(
    {"401", "403", "404", "407", "408", "413", "414", "415", "477", "486", "489", "492", "531", "716"}
)
_NAMELESS = frozenset({"411", "412", "417"})
_KICKED = Unknown("kicked while it was on its way")
_SWALLOWED = Refused("the server took it without a word and passed nothing on")


@dataclass(slots=True, eq=False)
class Receipt:
    """What is expected of one target of a line that was said, to all of `targets`.

    `label` is what to send with it, `ping` what was sent after it.
    """

    target: str
    targets: frozenset[str]
    label: str
    future: asyncio.Future[Outcome]
    ping: str = ""
    echoed: bool = False
    kicked: bool = False
    sent: bool = False
    timer: asyncio.TimerHandle | None = None

    def finish(self, outcome: Outcome | None) -> None:
        """Settle the matter, once."""
        if outcome and not self.future.done():
            self.future.set_result(outcome)
            if self.timer:  # or the event loop would keep it until then
                self.timer.cancel()


class Receipts:
    """All that is waiting for confirmation on one connection; `ask(token, priority)` queues a PING."""

    def __init__(
        self, fold: Callable[[str], str], is_me: Callable[[str], bool], ask: Callable[[str, Priority], None]
    ) -> None:
        self._fold = fold
        self._is_me = is_me
        self._ask = ask
        self._waiting: list[Receipt] = []
        self._numbers = itertools.count(1)
        self._batches: dict[str, str] = {}
        self._uncovered = 0
        self._trailing = ""
        self._ended = ""

    def expect(self, targets: Sequence[str], *, labels: bool) -> list[Receipt]:
        """Return a new receipt for each target of one line, all with one label; their futures hold the outcomes."""
        label = self._token() if labels else ""
        folded = [self._fold(target) for target in targets]
        return [self._expect(target, frozenset(folded), label) for target in folded]

    def _expect(self, target: str, targets: frozenset[str], label: str) -> Receipt:
        receipt = Receipt(target, targets, label, asyncio.get_running_loop().create_future())
        self._waiting.append(receipt)
        receipt.future.add_done_callback(lambda _: self._waiting.remove(receipt))
        receipt.finish(Refused(self._ended) if self._ended else None)
        return receipt

    def _token(self) -> str:
        return f"q{next(self._numbers)}"

    def written(self, receipts: Sequence[Receipt]) -> None:
        """Note that a line is on its way: it may arrive now, and an answer is due.

        Without a label a PING must follow, but not each line needs its own: one comes when it has a few targets
        to confirm, and what is written until it goes out is confirmed by it, too; and one comes when there is nothing
        more to announce, however few wait at a time.
        """
        limit = Unknown("the server did not answer in time")
        for receipt in receipts:
            receipt.sent = True
            receipt.timer = asyncio.get_running_loop().call_later(ANSWER_LIMIT, receipt.finish, limit)
        if receipts[0].label:
            return
        before, self._uncovered = self._uncovered, self._uncovered + len(receipts)
        if before < _COVERED <= self._uncovered:
            self._ask(self._token(), Priority.REPLY)
        elif not self._trailing:
            self._trailing = self._token()
            self._ask(self._trailing, Priority.HOUSEKEEPING)

    def asked(self, token: str) -> None:
        """Note that a PING has gone out, which covers all lines that were written before it."""
        self._uncovered = 0
        if token == self._trailing:
            self._trailing = ""
        for receipt in self._waiting:
            if receipt.sent and not receipt.label:
                receipt.ping = receipt.ping or token

    def receive(self, line: Line) -> None:
        """Take any line in."""
        echo = line.command in {"PRIVMSG", "NOTICE"} and bool(line.source) and self._is_me(line.nick)
        label = line.tags.get("label") or self._batches.get(line.tags.get("batch", ""), "")
        if line.command == "BATCH":
            self._batch(line, label)
        elif label:
            self._labelled(label, line, echo=echo)
        elif line.command == "KICK" and self._is_me(line.param(1)):
            self._kicked(line.param(0))
        elif echo:
            for receipt in self._sent_to(line.param(0))[:1]:
                receipt.echoed = True
        elif line.command in _REFUSALS:
            targets = self._fold(line.param(1)).split(",")
            self._settle(lambda receipt: receipt.sent and receipt.target in targets, _refused(line))
        elif line.command in _NAMELESS:
            self._settle(lambda receipt: receipt.sent and not receipt.label, _refused(line))

    def _labelled(self, label: str, line: Line, *, echo: bool) -> None:
        """Settle what a line of a labelled response is about: the target that it names, else the line as a whole."""
        outcome = _meaning(line, echo=echo)
        left = [receipt for receipt in self._waiting if outcome and receipt.label == label]
        if left and len(targets := left[0].targets) > 1:
            named = self._fold(line.param(1 if line.command.isdigit() else 0))
            about = [receipt for receipt in left if receipt.target == named]
            left = about if named in targets or echo else left
        for receipt in left:
            receipt.finish(outcome)
        if "label" in line.tags and outcome:  # this is the whole response
            self._settle(lambda receipt: receipt.label == label, _SWALLOWED)

    def lost(self, why: str) -> None:
        """Give up on all, also to come: the connection has ended. What was never written was certainly not said."""
        self._ended = why
        for receipt in list(self._waiting):
            receipt.finish(Unknown(why) if receipt.sent else Refused(why))

    def _sent_to(self, target: str) -> list[Receipt]:
        folded = self._fold(target)
        return [r for r in self._waiting if r.sent and r.target == folded and not r.echoed]

    def _kicked(self, channel: str) -> None:
        """Doubt what was on its way to a channel that the bot was thrown out of, unless a refusal follows."""
        for receipt in self._sent_to(channel):
            receipt.kicked = True

    def _batch(self, line: Line, label: str) -> None:
        reference = line.param(0)
        if reference.startswith("+") and any(label and label == receipt.label for receipt in self._waiting):
            self._batches[reference[1:]] = label
        elif reference.startswith("-"):
            ended = self._batches.pop(reference[1:], "")
            if ended and ended not in self._batches.values():
                self._settle(lambda receipt: receipt.label == ended, _SWALLOWED)

    def answered(self, token: str, *, echoes: bool) -> None:
        """Conclude from the PONG: all that was sent before the PING is done, and echoed if the server `echoes`."""
        for receipt in [r for r in self._waiting if r.ping == token]:
            if echoes and not receipt.echoed:
                receipt.finish(_SWALLOWED)
            else:
                receipt.finish(_KICKED if receipt.kicked else Delivered())

    def _settle(self, chosen: Callable[[Receipt], bool], outcome: Outcome | None) -> None:
        for receipt in [receipt for receipt in self._waiting if outcome and chosen(receipt)]:
            receipt.finish(outcome)


def _refused(line: Line) -> Refused:
    return Refused(f"{line.text} ({line.command})")


def _meaning(line: Line, *, echo: bool) -> Outcome | None:
    """Return what a line of a labelled response means; None for those that decide nothing (away, notices).

    Without a batch around it, a line is all that there is to the response: what is no echo then tells why.
    """
    if echo:
        return Delivered()
    if line.command == "ACK":
        return _SWALLOWED
    if line.command == "KICK":
        return Refused(f"kicked for it: {line.text}")
    error = line.command.isdigit() and "400" <= line.command < "600"
    if error or line.command in {"FAIL", *_REFUSALS}:
        return _refused(line)
    alone = "label" in line.tags and line.command != "301"
    return Refused(line.text) if alone else None
