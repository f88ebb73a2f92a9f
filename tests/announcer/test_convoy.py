"""What says the same leaves together, noted in one transaction; what must wait, waits alone."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.announcer.convoy import AT_ONCE, Convoy
from bot.announcer.ledger import Ledger
from bot.delivery import OneByOne, Target
from bot.errors import DatabaseError
from bot.irc.message import Delivered, Outcome
from bot.store import outbox
from bot.store.database import Connection, Database
from tests.announcer.stage import NEW, NOW

PLACES = [Target("net", f"#{number}") for number in range(7)]


class Bus(OneByOne):
    """A way out that takes three places a line and at first `turns` lines; `lines` are those that left."""

    repeatable = False

    def __init__(self, turns: int) -> None:
        self.turns = asyncio.Semaphore(turns)
        self.absent: set[Target] = set()
        self.lines: list[tuple[str, list[str]]] = []
        self.arrive = asyncio.Event()
        self.arrive.set()

    def ready(self, target: Target) -> bool:
        return target not in self.absent

    async def turn(self, target: Target) -> None:
        await asyncio.sleep(0)
        await self.turns.acquire()

    def another_turn(self, target: Target) -> bool:
        free = not self.turns.locked()
        self.turns._value -= free  # what acquire does where it need not wait
        return free

    def together(self, targets: Sequence[Target], text: str, *, notice: bool) -> Sequence[Target]:
        return targets[:3]

    def deliver(self, targets: Sequence[Target], text: str, *, notice: bool) -> Sequence[Awaitable[Outcome]]:
        self.lines.append((text, [each.channel for each in targets]))
        return super().deliver(targets, text, notice=notice)

    async def carry(self, target: Target, text: str, *, notice: bool) -> Outcome:
        await self.arrive.wait()
        return Delivered()


class Notes:
    """What is noted as on its way, by transaction; `forbidden` must not be any more."""

    def __init__(self) -> None:
        self.made: list[list[int]] = []
        self.forbidden: set[int] = set()

    async def __call__(self, item_ids: Sequence[int]) -> list[bool]:
        await asyncio.sleep(0)
        self.made.append(list(item_ids))
        return [item_id not in self.forbidden for item_id in item_ids]


def _number(number: int, _: Connection) -> int:
    return number


def _say(convoy: Convoy, texts: dict[int, str]) -> list[asyncio.Task[Outcome | None]]:
    return [
        asyncio.create_task(convoy.say(number, PLACES[number % 7], text, notice=False))
        for number, text in texts.items()
    ]


async def test_what_says_the_same_leaves_together_and_each_place_once() -> None:
    bus, notes = Bus(turns=9), Notes()
    texts = {0: "a", 1: "b", 2: "a", 3: "a", 4: "b", 5: "a", 6: "a"}
    assert await asyncio.gather(*_say(Convoy(bus, bus.ready, notes), texts)) == [Delivered()] * 7
    assert bus.lines == [("a", ["#0", "#2", "#3"]), ("b", ["#1", "#4"]), ("a", ["#5", "#6"])]


async def test_only_what_may_leave_now_is_noted_as_on_its_way() -> None:
    bus, notes = Bus(turns=2), Notes()
    said = _say(Convoy(bus, bus.ready, notes), dict.fromkeys(range(7), "a"))
    await asyncio.gather(*said[:6])
    assert notes.made == [[0, 1, 2, 3, 4, 5]]
    bus.turns.release()
    assert await said[6] == Delivered()
    assert notes.made[1:] == [[6]]


async def test_who_is_not_there_when_the_turn_comes_is_left_behind() -> None:
    bus, notes = Bus(turns=0), Notes()
    said = _say(Convoy(bus, bus.ready, notes), dict.fromkeys(range(3), "a"))
    await asyncio.sleep(0)
    bus.absent = {PLACES[0], PLACES[1]}
    for _ in range(3):
        bus.turns.release()
    assert await asyncio.gather(*said) == [None, None, Delivered()]
    assert notes.made == [[2]]


async def test_what_was_withdrawn_is_left_out_of_its_line() -> None:
    bus, notes = Bus(turns=1), Notes()
    notes.forbidden = {0, 2}
    said = _say(Convoy(bus, bus.ready, notes), dict.fromkeys(range(3), "a"))
    assert await asyncio.gather(*said) == [None, Delivered(), None]
    assert bus.lines == [("a", ["#1"])]


async def test_nothing_leaves_that_the_database_does_not_note() -> None:
    bus = Bus(turns=1)

    async def note(_: Sequence[int]) -> list[bool]:
        raise DatabaseError("test.db", "the disk is full")

    said = _say(Convoy(bus, bus.ready, note), dict.fromkeys(range(3), "a"))
    outcomes = await asyncio.gather(*said, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [DatabaseError] * 3
    assert bus.lines == []


async def test_a_line_that_cannot_be_sent_is_no_hindrance_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    bus, deliver = Bus(turns=9), Bus.deliver

    def fragile(self: Bus, targets: Sequence[Target], text: str, *, notice: bool) -> Sequence[Awaitable[Outcome]]:
        if text == "bad":
            raise ValueError(text)
        return deliver(self, targets, text, notice=notice)

    monkeypatch.setattr(Bus, "deliver", fragile)
    said = _say(Convoy(bus, bus.ready, Notes()), {0: "bad", 1: "good", 2: "bad"})
    first, second, third = await asyncio.gather(*said, return_exceptions=True)
    assert isinstance(first, ValueError)
    assert second == Delivered()
    assert isinstance(third, ValueError)


async def test_nobody_takes_along_what_failed_before_it_left(monkeypatch: pytest.MonkeyPatch) -> None:
    bus, turn = Bus(turns=9), Bus.turn

    async def fragile(self: Bus, target: Target) -> None:
        await turn(self, target)
        if target == PLACES[0]:
            raise ValueError

    monkeypatch.setattr(Bus, "turn", fragile)
    said = _say(Convoy(bus, bus.ready, Notes()), dict.fromkeys(range(3), "a"))
    first, *others = await asyncio.gather(*said, return_exceptions=True)
    assert isinstance(first, ValueError)
    assert others == [Delivered()] * 2
    assert bus.lines == [("a", ["#1", "#2"])]


async def test_no_more_is_under_way_than_may_be_in_doubt() -> None:
    bus, notes = Bus(turns=1000), Notes()
    bus.arrive.clear()
    convoy = Convoy(bus, bus.ready, notes)
    said = _say(convoy, {number: f"{number}" for number in range(3 * AT_ONCE)})
    async with asyncio.timeout(5):
        while len(bus.lines) < AT_ONCE:  # noqa: ASYNC110 - what is waited for is in other tasks
            await asyncio.sleep(0)
    assert notes.made == [list(range(AT_ONCE))]
    bus.arrive.set()
    assert await asyncio.gather(*said) == [Delivered()] * len(said)
    assert sorted(itertools.chain(*notes.made)) == list(range(len(said)))


async def test_what_is_noted_at_the_same_time_is_one_transaction(tmp_path: Path) -> None:
    with Database.open(tmp_path / "test.db") as database:
        ledger, submit, count = Ledger(database), database.submit, 0

        def counted(work: Callable[[Connection], Any], *, durable: bool = True) -> Future[Any]:
            nonlocal count
            count += 1
            return submit(work, durable=durable)

        database.submit = counted  # type: ignore[method-assign]  # to count them
        assert await asyncio.gather(*(ledger.write(partial(_number, n)) for n in range(100))) == list(range(100))
        assert count == 1


async def test_a_transaction_that_fails_is_undone_and_fails_for_all_in_it(tmp_path: Path) -> None:
    def good(connection: Connection) -> None:
        outbox.add(connection, "report", NEW.id, [("irc", "net", "#harbour")], NOW)

    def bad(connection: Connection) -> None:
        connection.execute("INSERT INTO nowhere VALUES (1)")

    with Database.open(tmp_path / "test.db") as database:
        ledger = Ledger(database)
        outcomes = await asyncio.gather(ledger.write(good), ledger.write(bad), return_exceptions=True)
        assert all(isinstance(outcome, DatabaseError) for outcome in outcomes)
        assert outbox.counts(database.reader) == {}
        await ledger.write(good)
        assert outbox.counts(database.reader) == {"pending": 1}
