"""What lines from the server mean for what was said."""

import asyncio

import pytest

from bot.irc.message import Delivered, Outcome, Refused, Unknown
from bot.irc.outbox import Priority
from bot.irc.receipts import Receipt, Receipts
from bot.irc.wire import parse


class Desk:
    """Receipts, the PINGs that they asked for, and lines from the server."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.receipts = Receipts(str.lower, lambda nick: nick == "deck", self._ask)

    def _ask(self, token: str, _: Priority) -> None:
        self.asked.append(token)

    def said(self, target: str, *, labels: bool = False) -> Receipt:
        (receipt,) = self.said_to([target], labels=labels)
        return receipt

    def said_to(self, targets: list[str], *, labels: bool = False) -> list[Receipt]:
        """Let one line go out to all targets."""
        receipts = self.receipts.expect(targets, labels=labels)
        self.receipts.written(receipts)
        return receipts

    def waiting(self, target: str) -> Receipt:
        """Return what is expected of a line that is not yet out."""
        (receipt,) = self.receipts.expect([target], labels=False)
        return receipt

    def pinged(self, *, echoes: bool = False) -> None:
        """Let all PINGs go out and come back."""
        tokens, self.asked = self.asked, []
        for token in tokens:
            self.receipts.asked(token)
        for token in tokens:
            self.receipts.answered(token, echoes=echoes)

    def hears(self, *lines: str) -> None:
        for line in lines:
            parsed = parse(line)
            assert parsed is not None
            self.receipts.receive(parsed)


def outcome(receipt: Receipt) -> Outcome | None:
    return receipt.future.result() if receipt.future.done() else None


async def test_a_pong_without_a_refusal_before_it_is_a_delivery() -> None:
    desk = Desk()
    one, other = desk.said("#C"), desk.said("#d")
    desk.hears(":s 404 deck #D :Cannot send")
    assert outcome(one) is None
    desk.pinged()
    assert outcome(one) == Delivered()
    assert outcome(other) == Refused("Cannot send (404)")


async def test_what_is_not_echoed_where_all_is_echoed_was_swallowed() -> None:
    desk = Desk()
    one, other = desk.said("#c"), desk.said("#d")
    desk.hears(":deck!d@h PRIVMSG #c :hi", ":eve!e@h PRIVMSG #d :hi")
    desk.pinged(echoes=True)
    assert outcome(one) == Delivered()
    assert isinstance(outcome(other), Refused)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["@label=q1 :deck!d@h PRIVMSG #c :hi"], Delivered()),
        (["@label=q1 :s 404 deck #c :no"], Refused("no (404)")),
        (["@label=q1 :s 499 deck #c :no"], Refused("no (499)")),
        (["@label=q1 FAIL PRIVMSG X :no"], Refused("no (FAIL)")),
        (["@label=q1 :s KICK #c deck :flood"], Refused("kicked for it: flood")),
        (["@label=q1 :s NOTICE deck :too much alike"], Refused("too much alike")),
        (["@label=q1 :s 301 deck eve :away"], None),
        (
            [
                "@label=q1 :s BATCH +1 labeled-response",
                "@batch=1 :s MODE #c +b :*!*@h",
                "@batch=1 :s KICK #c deck :flood",
            ],
            Refused("kicked for it: flood"),
        ),
        (["@label=q1 :s BATCH +1 labeled-response", "@batch=1 :s 301 deck eve :away"], None),
        (["@label=q1 :s BATCH +1 labeled-response", "@batch=1 :deck!d@h PRIVMSG #c :hi", ":s BATCH -1"], Delivered()),
        (["@label=q2 :deck!d@h PRIVMSG #c :hi", ":s 404 deck #d :no", ":s KICK #d deck :out"], None),
    ],
)
async def test_a_label_says_it_all(lines: list[str], expected: Outcome | None) -> None:
    desk = Desk()
    receipt = desk.said("#c", labels=True)
    assert receipt.label == "q1"
    assert desk.asked == []
    desk.hears(*lines)
    assert outcome(receipt) == expected


async def test_an_acknowledgement_without_an_echo_is_a_refusal() -> None:
    desk = Desk()
    receipt = desk.said("#c", labels=True)
    desk.hears("@label=q1 :s ACK")
    assert isinstance(outcome(receipt), Refused)


async def test_a_batch_without_an_echo_is_a_refusal_when_it_ends() -> None:
    desk = Desk()
    receipt = desk.said("#c", labels=True)
    desk.hears("@label=q1 :s BATCH +1 labeled-response", "@batch=1 :s NOTICE deck :no")
    desk.hears("@batch=1 :s BATCH +2 other", ":s BATCH -2")
    assert outcome(receipt) is None
    desk.hears(":s BATCH -1")
    assert isinstance(outcome(receipt), Refused)


async def test_a_kick_leaves_it_open_but_only_the_bots_own() -> None:
    desk = Desk()
    thrown_out, other = desk.said("#c"), desk.said("#d")
    desk.hears(":op!o@h KICK #C deck :out", ":op!o@h KICK #d eve :out")
    desk.pinged()
    assert isinstance(outcome(thrown_out), Unknown)
    assert outcome(other) == Delivered()


async def test_a_refusal_after_a_kick_is_certain() -> None:
    desk = Desk()
    receipt = desk.said("#c")
    desk.hears(":op!o@h KICK #c deck :out", ":s 404 deck #c :Cannot send")
    assert outcome(receipt) == Refused("Cannot send (404)")


async def test_an_echo_after_a_kick_or_none_is_certain_where_all_is_echoed() -> None:
    desk = Desk()
    echoed, swallowed = desk.said("#c"), desk.said("#d")
    desk.hears(":deck!d@h PRIVMSG #c :hi", ":op!o@h KICK #c deck :out", ":op!o@h KICK #d deck :out")
    desk.pinged(echoes=True)
    assert outcome(echoed) == Delivered()
    assert isinstance(outcome(swallowed), Refused)


async def test_the_end_leaves_open_what_was_written_and_refuses_the_rest() -> None:
    desk = Desk()
    written, waiting = desk.said("#c"), desk.waiting("#c")
    desk.receipts.lost("over")
    assert outcome(written) == Unknown("over")
    assert outcome(waiting) == Refused("over")
    assert outcome(desk.waiting("#c")) == Refused("over")  # nobody would ever answer


async def test_a_ping_says_nothing_about_what_was_not_yet_written() -> None:
    desk = Desk()
    waiting = desk.waiting("#c")
    desk.said("#d")
    desk.pinged()
    assert outcome(waiting) is None


async def test_a_refusal_before_it_was_written_is_not_about_it() -> None:
    desk = Desk()
    waiting = desk.waiting("#c")
    desk.hears(":s 404 deck #c :no")
    assert outcome(waiting) is None


async def test_many_lines_need_few_pings() -> None:
    desk = Desk()
    receipts = [desk.said(f"#{number}") for number in range(8)]
    assert len(desk.asked) == 2
    desk.pinged()
    assert [outcome(receipt) for receipt in receipts] == [Delivered()] * 8


async def test_a_ping_that_waits_confirms_all_that_goes_out_before_it() -> None:
    desk = Desk()
    receipts = [desk.said(f"#{number}") for number in range(50)]
    assert len(desk.asked) == 2
    desk.pinged()
    assert [outcome(receipt) for receipt in receipts] == [Delivered()] * 50
    desk.said("#c")
    desk.said_to([f"#{number}" for number in range(8)])
    assert len(desk.asked) == 2


async def test_without_labels_an_echo_is_for_the_oldest_line_there_and_what_is_not_echoed_was_swallowed() -> None:
    desk = Desk()
    first, second, other = desk.said("#c"), desk.said("#c"), desk.said("#d")
    desk.hears(":deck!d@h PRIVMSG #C :hi", ":eve!e@h PRIVMSG #d :hi")
    desk.pinged(echoes=True)
    assert outcome(first) == Delivered()
    assert isinstance(outcome(second), Refused)
    assert isinstance(outcome(other), Refused)


async def test_a_refusal_that_names_no_target_is_about_all_that_was_sent_without_a_label() -> None:
    desk = Desk()
    sent, labelled, waiting = desk.said("#c"), desk.said("#d", labels=True), desk.waiting("#e")
    desk.hears(":s 412 deck :No text to send")
    assert isinstance(outcome(sent), Refused)
    assert [outcome(labelled), outcome(waiting)] == [None, None]


async def test_who_no_longer_waits_is_forgotten() -> None:
    desk = Desk()
    receipt = desk.said("#c", labels=True)
    receipt.future.cancel()
    await asyncio.sleep(0)
    desk.hears("@label=q1 :deck!d@h PRIVMSG #c :hi")
    desk.receipts.lost("over")


async def test_a_label_of_several_targets_says_of_each_what_became_of_it() -> None:
    desk = Desk()
    echoed, refused, silent, kicked = desk.said_to(["#a", "#b", "#c", "#d"], labels=True)
    assert len({receipt.label for receipt in (echoed, refused, silent, kicked)}) == 1
    desk.hears(
        "@label=q1 :s BATCH +1 labeled-response",
        "@batch=1 :deck!d@h PRIVMSG #A :hi",
        "@batch=1 :s 404 deck #b :no",
        "@batch=1 :deck!d@h PRIVMSG #other :hi",
        "@batch=1 :s KICK #d deck :flood",
        "@batch=1 :s KICK #a deck :flood",
    )
    assert outcome(silent) is None
    desk.hears(":s BATCH -1")
    assert outcome(echoed) == Delivered()
    assert outcome(refused) == Refused("no (404)")
    assert isinstance(outcome(silent), Refused)
    assert outcome(kicked) == Refused("kicked for it: flood")


@pytest.mark.parametrize("line", ["@label=q1 :deck!d@h PRIVMSG #a :hi", "@label=q1 :s 404 deck #a :no"])
async def test_a_labelled_line_alone_leaves_nothing_open(line: str) -> None:
    desk = Desk()
    named, other = desk.said_to(["#a", "#b"], labels=True)
    desk.hears(line)
    assert outcome(named) in {Delivered(), Refused("no (404)")}
    assert isinstance(outcome(other), Refused)


@pytest.mark.parametrize("line", ["@label=q1 :s ACK", "@label=q1 FAIL PRIVMSG X :no", "@label=q1 :s 412 deck :No text"])
async def test_a_labelled_line_that_names_no_target_is_about_all(line: str) -> None:
    desk = Desk()
    receipts = desk.said_to(["#a", "#b"], labels=True)
    desk.hears(line)
    assert all(isinstance(outcome(receipt), Refused) for receipt in receipts)


async def test_a_line_to_several_without_a_label_needs_one_ping() -> None:
    desk = Desk()
    receipts = desk.said_to([f"#{number}" for number in range(20)])
    assert len(desk.asked) == 1
    desk.hears(":s 404 deck #7 :no", ":s 407 deck #8,#9 :Too many recipients")
    desk.pinged()
    refused = [receipt.target for receipt in receipts if isinstance(outcome(receipt), Refused)]
    assert refused == ["#7", "#8", "#9"]


async def test_nothing_is_kept_of_what_is_settled() -> None:
    desk = Desk()
    settled, open_ = desk.said("#a"), desk.said("#b")
    assert settled.timer is not None
    assert open_.timer is not None
    settled.finish(Delivered())
    assert settled.timer.cancelled()
    assert not open_.timer.cancelled()
