"""A flood of lines is handled in order, in slices, and never read faster than it is handled."""

import asyncio
import itertools
import resource
import time
from collections.abc import Callable

import pytest

from bot.irc.intake import MANY, Intake
from bot.irc.message import Message
from tests.irc.conftest import StartBot
from tests.rawirc import ScriptedServer

COMMANDS = 10_000


class Loop:
    """An event loop of which the test turns the handle; each look at its clock takes a millisecond."""

    def __init__(self) -> None:
        self.later: list[Callable[[], None]] = []
        self._times = itertools.count()
        self.handled: list[str] = []
        self.pace: list[str] = []
        self.intake = Intake(
            self.handled.append,
            self.later.append,
            lambda: next(self._times) / 1000,
            lambda: self.pace.append("hold"),
            lambda: self.pace.append("go on"),
        )

    def turn(self) -> None:
        calls, self.later[:] = list(self.later), []
        for call in calls:
            call()


def test_lines_are_handled_in_order_and_in_slices() -> None:
    loop, lines = Loop(), [str(number) for number in range(100)]
    loop.intake.add(lines[:60])
    assert 0 < len(loop.handled) < 20
    loop.intake.add(lines[60:])
    assert len(loop.later) == 1
    while loop.later:
        loop.turn()
    assert loop.handled == lines


def test_no_more_is_read_than_is_handled() -> None:
    loop = Loop()
    loop.intake.add(["x"] * (MANY + 100))
    assert loop.pace == ["hold"]
    while loop.later:
        loop.turn()
    assert loop.pace == ["hold", "go on"]


def test_the_end_comes_after_the_last_line() -> None:
    loop = Loop()
    loop.intake.add(["x"] * 100)
    loop.intake.finish(lambda: loop.handled.append("end"))
    while loop.later:
        loop.turn()
    assert loop.handled == ["x"] * 100 + ["end"]


def test_after_the_end_nothing_is_handled() -> None:
    loop = Loop()
    loop.intake.add(["x"] * 100)
    seen = len(loop.handled)
    loop.intake.drop()
    while loop.later:
        loop.turn()
    assert len(loop.handled) == seen


@pytest.mark.slow
async def test_ten_thousand_commands_of_twenty_users_hold_nothing_up(
    start_bot: StartBot, scripted: ScriptedServer
) -> None:
    bot = start_bot({"port": scripted.port, "flood": {"rate": 0}})
    server = await scripted.welcome("account-tag", "server-time", "message-tags")
    await bot.ready()

    heard: list[str] = []
    complete = asyncio.Event()

    def answer(message: Message) -> None:
        heard.append(message.text)
        bot.network.say(message.reply_to, f"{message.nick}: pong")
        if len(heard) == COMMANDS:
            complete.set()

    bot.on_message(answer)
    lag = 0.0

    async def measure() -> None:
        nonlocal lag
        while True:
            asked = time.monotonic()
            await asyncio.sleep(0.005)
            lag = max(lag, time.monotonic() - asked - 0.005)

    async def play() -> None:
        heard.clear()
        complete.clear()
        for number in range(COMMANDS):
            user = number % 20
            server.send(f"@account=a{user};time=2030-01-01T00:00:00.000Z :u{user}!u@h PRIVMSG #c :!ping {number}")
            await asyncio.sleep(0)
        await complete.wait()
        assert heard == [f"!ping {number}" for number in range(COMMANDS)]
        for _ in range(COMMANDS // 20):
            await server.sees("u19: pong")

    measuring = asyncio.create_task(measure())
    await play()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    await play()
    measuring.cancel()
    assert lag < 0.05
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 30_000
