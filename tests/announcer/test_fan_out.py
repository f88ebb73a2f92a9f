"""Fifty channels on servers that punish haste: all are told about as fast as the server lets anybody talk."""

import asyncio
import time
from functools import partial
from pathlib import Path

import pytest

from bot.announcer import Announcer
from bot.delivery import Target
from bot.delivery.irc import IrcDelivery
from bot.irc.message import Message
from bot.irc.terms import Timing
from bot.store.database import Database
from config.settings import ChannelSettings
from tests import ircd
from tests.announcer.stage import OLD, Stage
from tests.irc.conftest import Bot

CHANNELS = [f"#harbour-{number:02}" for number in range(50)]
SETTINGS = {"inspircd": {"burst": 10, "rate": 1.0}, "ngircd": {"burst": 4, "rate": 3.0}}
"""What the servers let through as they are packaged."""


def _answer(bot: Bot, message: Message) -> None:
    if message.private:
        bot.network.say(message.nick, f"answer to {message.text}")


async def _answers(server: ircd.Ircd, over: asyncio.Event) -> list[float]:
    """Ask the bot something now and then; return how long each answer took."""
    times: list[float] = []
    async with await server.user("adam") as adam:
        while not over.is_set():
            asked = time.monotonic()
            adam.send(f"PRIVMSG deck :{asked}")
            await adam.sees(f"answer to {asked}$")
            times.append(time.monotonic() - asked)
            await asyncio.sleep(6)
    return times


async def _servers_own_time(server: ircd.Ircd, channels: list[str], text: str) -> float:
    """Return how long the server takes over these lines of a user who sends them all at once."""
    joins = [f"JOIN {','.join(channels[at : at + 10])}" for at in range(0, len(channels), 10)]
    async with await server.user("eve") as eve, await server.user("hasty") as hasty:
        for user in (eve, hasty):
            user.send(*joins)
            await user.sees(f" 366 .*{channels[-1]} ", within=60)
        await asyncio.sleep(20)  # what a user owes for joining is forgiven by then
        started = time.monotonic()
        hasty.send(*(f"PRIVMSG {channel} :{text}" for channel in channels))
        await eve.sees(f":hasty!.* PRIVMSG {channels[-1]} ", within=90)
        return time.monotonic() - started


async def _announcers_time(stage: Stage) -> float:
    """Return how long the announcer takes until all is confirmed."""
    running = asyncio.create_task(stage.announcer.run())
    started = time.monotonic()
    await stage.news()
    async with asyncio.timeout(120):
        while set(stage.states()) != {"confirmed"}:  # noqa: ASYNC110 - rows of a database
            await asyncio.sleep(0.05)
    running.cancel()
    return time.monotonic() - started


@pytest.mark.irc
@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("kind", ["inspircd", "ngircd"])
async def test_fifty_channels_are_told_in_little_more_than_the_servers_own_time(kind: str, tmp_path: Path) -> None:
    channels = CHANNELS if kind == "inspircd" else CHANNELS[:40]
    with ircd.running(kind, flood="default") as server, Database.open(tmp_path / "test.db") as database:
        settings = {"port": server.port, "flood": SETTINGS[kind], "channels": {channel: {} for channel in channels}}
        bot = Bot(settings, Timing(), None)
        bot.on_message(partial(_answer, bot))
        for _ in channels:
            await bot.joined()
        stage, over = Stage(database), asyncio.Event()
        stage.bring(OLD)
        stage.targets = {Target("test", channel): ChannelSettings(announce=True) for channel in channels}
        stage.announcer = Announcer(database, lambda: stage.targets, {"irc": IrcDelivery({"test": bot.network})})
        (line,) = stage.announcer.preview(OLD.id, Target("test", channels[0]))
        await asyncio.sleep(20)
        own = asyncio.create_task(_servers_own_time(server, channels, line))
        answers = asyncio.create_task(_answers(server, over))
        took = await _announcers_time(stage)
        over.set()
        times, least = await answers, await own
        assert bot.network.last_error == ""
        await bot.network.stop("over")
        await bot.task
    took -= len(times) / SETTINGS[kind]["rate"]  # the server counts the answers, too
    longest = max(times, default=0.0)  # where several channels are told in one line it is over before anybody asks
    print(f"{kind}: the server {least:.1f} s, the announcer {took:.1f} s, the longest answer {longest:.1f} s")  # noqa: T201 - figures
    assert took < 1.2 * least
    assert longest < 3
