"""Notes to people: only to who is logged in to the account at that moment, as soon as he is known to be there."""

import asyncio
from collections.abc import Callable, Sequence
from typing import cast

import pytest

from bot.delivery import Target
from bot.delivery.person import AGAIN, PersonDelivery
from bot.irc.message import Delivered, Outcome, Refused
from bot.irc.network import Network
from bot.irc.outbox import Priority
from bot.irc.terms import State

ALICE = Target("net", "alice", "person")


class Net:
    """A network where people come and go; it notes what was asked and said."""

    def __init__(self) -> None:
        self.state = State.READY
        self.there: dict[str, str] = {}
        self.asked: list[tuple[str, str]] = []
        self.said: list[tuple[str, str]] = []
        self.announcements = self
        self.leaves_at_its_turn = False
        self.meanwhile: Callable[[], None] = lambda: None

    def fold(self, name: str) -> str:
        return name.lower()

    async def find(self, account: str, *, seen_as: str = "") -> str | None:
        self.asked.append((account, seen_as))
        found = self.there.get(account)
        self.meanwhile()
        return found

    async def turn(self) -> None:
        if self.leaves_at_its_turn:
            self.there.clear()

    async def deliver(self, target: str, text: str, *, notice: bool, priority: Priority) -> Outcome:
        del notice, priority
        self.said.append((target, text))
        return Delivered()


class Bench:
    """A delivery with a clock, and how often it was said that somebody came."""

    def __init__(self) -> None:
        self.net, self.seconds, self.came = Net(), 0.0, 0
        networks = cast("dict[str, Network]", {"net": self.net})
        self.delivery = PersonDelivery(networks, self._came, clock=lambda: self.seconds)

    def _came(self) -> None:
        self.came += 1

    async def says(self, text: str) -> Outcome | None:
        """Say a line as the announcer does; None if it is not the time."""
        if not self.delivery.ready(ALICE):
            return None
        await self.delivery.turn(ALICE)
        if not self.delivery.ready(ALICE):
            return None
        outcomes: Sequence[asyncio.Future[Outcome]] = self.delivery.deliver([ALICE], text, notice=True)  # type: ignore[assignment]  # tasks
        return await outcomes[0]


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def test_who_is_there_gets_it_under_whatever_nick(bench: Bench) -> None:
    bench.net.there = {"alice": "anna"}
    assert await bench.says("news") == Delivered()
    assert bench.net.said == [("anna", "news")]


async def test_who_is_not_there_is_not_looked_for_again_until_later(bench: Bench) -> None:
    assert await bench.says("news") is None
    bench.net.there = {"alice": "anna"}
    bench.seconds = AGAIN - 1
    assert await bench.says("news") is None
    assert len(bench.net.asked) == 1
    bench.seconds = AGAIN
    assert await bench.says("news") == Delivered()


async def test_who_shows_up_is_told_at_once_and_looked_for_first_where_he_was_seen(bench: Bench) -> None:
    await bench.says("news")
    bench.net.there = {"alice": "anna"}
    bench.delivery.seen("net", "Alice", "anna")
    assert bench.came == 1
    assert await bench.says("news") == Delivered()
    assert bench.net.asked[-1] == ("alice", "anna")


async def test_who_shows_up_while_he_is_looked_for_is_found(bench: Bench) -> None:
    def comes() -> None:
        bench.net.there = {"alice": "anna"}
        bench.net.meanwhile = lambda: None
        bench.delivery.seen("net", "alice", "anna")

    bench.net.meanwhile = comes
    assert await bench.says("news") == Delivered()
    assert bench.net.asked[:2] == [("alice", ""), ("alice", "anna")]


async def test_who_is_not_looked_for_shows_up_unnoticed(bench: Bench) -> None:
    bench.delivery.seen("net", "eve", "eve")
    assert bench.came == 0


async def test_who_only_seems_to_be_there_gets_nothing(bench: Bench) -> None:
    await bench.says("news")
    bench.delivery.seen("net", "alice", "mallory")
    assert await bench.says("news") is None
    assert bench.net.said == []


async def test_who_leaves_while_a_line_waits_for_its_turn_gets_it_another_time(bench: Bench) -> None:
    bench.net.there = {"alice": "anna"}
    bench.net.leaves_at_its_turn = True
    assert isinstance(await bench.says("news"), Refused)
    assert bench.net.said == []
    assert await bench.says("news") is None


async def test_everybody_is_looked_for_anew_when_the_bot_comes_onto_the_network(bench: Bench) -> None:
    await bench.says("news")
    bench.net.state = State.WAITING
    bench.net.there = {"alice": "anna"}
    bench.delivery.connected("net")
    assert await bench.says("news") is None
    bench.net.state = State.READY
    assert await bench.says("news") == Delivered()


async def test_a_network_that_is_gone_from_the_configuration_reaches_nobody(bench: Bench) -> None:
    assert not bench.delivery.ready(Target("gone", "alice", "person"))
    await bench.delivery.turn(Target("gone", "alice", "person"))
    bench.delivery.seen("gone", "Alice", "alice")
    (outcome,) = bench.delivery.deliver([Target("gone", "alice", "person")], "news", notice=True)
    assert isinstance(await outcome, Refused)
