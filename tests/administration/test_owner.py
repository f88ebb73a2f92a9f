"""The owner hears of trouble once, in private, by account or certificate, whenever he is there."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.administration.owner import MOST, PAUSE, Owners
from bot.irc.message import Delivered, Message, Outcome, Refused
from bot.irc.outbox import Priority
from bot.irc.terms import State
from bot.irc.whois import NOBODY, Identity

DIGITS = "ab" * 32


class Net:
    """A network whose people are a table of nicks by account."""

    def __init__(self) -> None:
        self.state = State.READY
        self.people: dict[str, str] = {}
        self.certificates: dict[str, str] = {}
        self.said: list[tuple[str, str]] = []
        self.outcome: Outcome = Delivered()
        self.searches = 0

    async def find(self, account: str, *, seen_as: str = "") -> str | None:
        self.searches += 1
        del seen_as
        return self.people.get(account)

    async def identify(self, message: Message) -> Identity:
        self.searches += 1
        digits = self.certificates.get(message.nick)
        return Identity(fingerprint=digits) if digits else NOBODY

    async def deliver(self, target: str, text: str, *, notice: bool, priority: Priority) -> Outcome:
        assert notice
        assert priority is Priority.HOUSEKEEPING
        if isinstance(self.outcome, Delivered):
            self.said.append((target, text))
        return self.outcome


class Hanging(Net):
    """A network that answers no question."""

    async def find(self, account: str, *, seen_as: str = "") -> str | None:
        await asyncio.Event().wait()
        return await super().find(account, seen_as=seen_as)


class Bench:
    """Owners on two networks, run until nothing is left to do."""

    def __init__(self) -> None:
        self.nets: dict[str, Net] = {"lab": Net(), "sea": Net()}
        self.owner: dict[str, str | None] = {"lab": "account:alice", "sea": None}
        self.now = 0.0
        self.owners = Owners(self.nets, lambda name: self.owner[name], clock=lambda: self.now)
        self.lab, self.sea = self.nets["lab"], self.nets["sea"]

    async def settle(self) -> list[tuple[str, str]]:
        for _ in range(20):
            await asyncio.sleep(0)
        return self.lab.said


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    task = asyncio.create_task(made.owners.run())
    yield made
    assert not task.done()
    task.cancel()


def _private(nick: str) -> Message:
    return Message("lab", nick, f"{nick}!u@h", None, "deck", None, "hi")


async def test_who_is_there_is_told_at_once_and_once(bench: Bench) -> None:
    bench.lab.people["alice"] = "alice_away"
    for _ in range(3):
        bench.owners.tell("lab", "banned", about="#c")
    assert await bench.settle() == [("alice_away", "banned")]
    bench.owners.tell("lab", "needs a key", about="#c")
    bench.owners.tell("lab", "full", about="#d")
    assert (await bench.settle())[1:] == [("alice_away", "needs a key"), ("alice_away", "full")]


async def test_what_was_settled_and_comes_back_is_told_again(bench: Bench) -> None:
    bench.lab.people["alice"] = "alice"
    for _ in range(2):
        bench.owners.tell("lab", "banned", about="#c")
        await bench.settle()
        bench.owners.settled("lab", "#c")
    assert bench.lab.said == [("alice", "banned")] * 2


async def test_what_was_settled_or_has_changed_before_anybody_was_there_is_not_told(bench: Bench) -> None:
    bench.owners.tell("lab", "banned", about="#c")
    bench.owners.tell("lab", "needs a key", about="#d")
    bench.owners.tell("lab", "full", about="#d")
    assert await bench.settle() == []
    bench.owners.settled("lab", "#c")
    bench.lab.people["alice"] = "alice"
    bench.owners.seen("lab", "alice", "alice")
    assert await bench.settle() == [("alice", "full")]


async def test_where_the_bot_is_not_is_said_with_the_reason_until_it_is_there(bench: Bench) -> None:
    bench.lab.people["alice"] = "alice"
    for _ in range(2):
        bench.owners.outside("lab", "#C", "Cannot join (474).")
        await bench.settle()
    bench.owners.inside("lab", "#c")
    bench.owners.outside("lab", "#c", "Cannot join (474).")
    bench.owners.outside("lab", "", "banned")
    assert [text for _, text in await bench.settle()] == [
        "I am not in #C on lab: Cannot join (474). I go on trying.",
        "I am not in #c on lab: Cannot join (474). I go on trying.",
        "I do not get onto lab: banned. I go on trying.",
    ]


async def test_who_is_not_there_is_told_when_seen_and_is_not_looked_for_all_the_time(bench: Bench) -> None:
    for number in range(5):
        bench.owners.tell("lab", f"trouble {number}")
        bench.owners.seen("lab", "bob", "alice")
        assert await bench.settle() == []
    assert bench.lab.searches == 1
    bench.lab.people["alice"] = "al"
    bench.owners.seen("lab", "Alice", "al")
    assert [text for _, text in await bench.settle()] == [f"trouble {number}" for number in range(5)]


async def test_only_the_latest_words_wait(bench: Bench) -> None:
    for number in range(MOST + 5):
        bench.owners.tell("lab", str(number))
    bench.lab.people["alice"] = "al"
    bench.owners.seen("lab", "alice", "al")
    assert [text for _, text in await bench.settle()] == [str(number) for number in range(5, MOST + 5)]


async def test_somebody_elses_nick_gets_nothing(bench: Bench) -> None:
    bench.owners.tell("lab", "banned")
    bench.owners.seen("lab", "alice", "thief")  # the server said so, but when asked again it does not
    assert await bench.settle() == []
    assert bench.lab.searches >= 1


async def test_who_takes_no_messages_is_tried_again_later_and_not_at_every_word(bench: Bench) -> None:
    bench.lab.people["alice"] = "al"
    bench.lab.outcome = Refused("is in +g mode (716)")
    bench.owners.tell("lab", "banned")
    await bench.settle()
    for _ in range(5):
        bench.owners.seen("lab", "alice", "al")
        await bench.settle()
    assert bench.lab.searches == 1
    bench.now += PAUSE
    bench.lab.outcome = Delivered()
    bench.owners.seen("lab", "alice", "al")
    assert await bench.settle() == [("al", "banned")]


async def test_an_owner_with_a_certificate_is_known_when_he_says_something(bench: Bench) -> None:
    bench.owner["lab"] = f"certfp:sha256:{DIGITS}"
    bench.owners.tell("lab", "banned")
    bench.owners.heard(_private("eve"))
    assert await bench.settle() == []
    bench.lab.certificates["al"] = DIGITS
    bench.owners.heard(_private("al"))
    assert await bench.settle() == []  # strangers who talk must not make the bot ask on and on
    bench.now += PAUSE
    bench.owners.heard(_private("al"))
    assert await bench.settle() == [("al", "banned")]


@pytest.mark.parametrize("own_is_ready", [True, False], ids=["away", "without-owner"])
async def test_another_network_carries_the_word_where_its_own_cannot(bench: Bench, own_is_ready: bool) -> None:
    bench.owner["sea"] = None if own_is_ready else "account:bob"
    bench.sea.state = State.READY if own_is_ready else State.WAITING
    bench.lab.people["alice"] = "alice"
    bench.owners.tell("sea", "I do not get onto sea")
    assert await bench.settle() == [("alice", "I do not get onto sea")]


async def test_a_word_about_a_network_waits_for_its_own_owner(bench: Bench) -> None:
    bench.owner["sea"] = "account:bob"
    bench.lab.people["alice"] = "alice"
    bench.owners.tell("sea", "banned")
    assert await bench.settle() == []
    bench.sea.people["bob"] = "bob"
    bench.owners.inside("sea")
    await bench.settle()
    assert bench.sea.said == [("bob", "banned")]


async def test_what_concerns_no_network_is_told_to_one_owner(bench: Bench) -> None:
    bench.owner["sea"] = "account:bob"
    bench.lab.people["alice"], bench.sea.people["bob"] = "alice", "bob"
    bench.owners.tell("", "the source is unreadable")
    assert len([*await bench.settle(), *bench.sea.said]) == 1


async def test_a_network_that_hangs_holds_no_other_up(bench: Bench) -> None:
    bench.owner["sea"] = "account:bob"
    bench.nets["sea"] = Hanging()
    bench.owners.tell("sea", "hangs")
    await bench.settle()
    bench.lab.people["alice"] = "alice"
    bench.owners.tell("lab", "goes on")
    assert await bench.settle() == [("alice", "goes on")]
