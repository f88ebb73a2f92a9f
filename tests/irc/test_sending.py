"""Much to say on servers that punish haste: all of it arrives, nobody is disconnected, people are answered first."""

import asyncio
import time

import pytest

from bot.irc.message import Delivered
from bot.irc.outbox import Priority
from bot.irc.terms import Timing
from tests.irc.conftest import Bot, StartBot, StartServer
from tests.ircd import Ircd
from tests.rawirc import RawConnection, ScriptedServer

CHANNELS = [f"#channel-with-a-longish-name-{number:02}" for number in range(50)]
NEWS = "news " * 60


async def longest_answer(bot: Bot, eve: RawConnection) -> float:
    """Ask the bot something now and then; return the longest time that it took to answer."""
    longest = 0.0
    for number in range(8):
        asked = time.monotonic()
        eve.send(f"PRIVMSG deck :{number}")
        bot.network.say("eve", f"answer to {(await bot.hears()).text}")
        await eve.sees(f"answer to {number}$")
        longest = max(longest, time.monotonic() - asked)
        await asyncio.sleep(3)
    return longest


@pytest.mark.irc
@pytest.mark.slow
async def test_fifty_channels_are_joined_and_announced_to_while_people_are_answered(
    start_bot: StartBot, start_server: StartServer
) -> None:
    async def play(server: Ircd, channels: list[str]) -> None:
        bot = start_bot({"port": server.port, "channels": {channel: {} for channel in channels}})
        for _ in channels:
            await bot.joined()
        async with await server.user("eve") as eve:
            started = time.monotonic()
            deliveries = [bot.network.deliver(channel, NEWS) for channel in channels]
            outcomes, longest = await asyncio.gather(asyncio.gather(*deliveries), longest_answer(bot, eve))
            assert outcomes == [Delivered()] * len(channels)
            assert longest < 3
            assert time.monotonic() - started < 75
        assert bot.network.last_error == ""

    fewer = CHANNELS[:40]  # here each eighth line is followed by a PING, so this takes as long
    kinds = [("inspircd", "strict", CHANNELS), ("inspircd", "default", CHANNELS), ("ngircd", "default", fewer)]
    await asyncio.gather(*(play(start_server(kind, flood=flood), channels) for kind, flood, channels in kinds))


async def test_joins_go_out_in_as_few_lines_as_the_server_takes(start_bot: StartBot, scripted: ScriptedServer) -> None:
    start_bot({"port": scripted.port, "flood": {"rate": 0}, "channels": {channel: {} for channel in CHANNELS}})
    server = await scripted.welcome(isupport="TARGMAX=JOIN:12")
    lines = [(await server.sees("^JOIN (.*)"))[1] for _ in range(5)]
    assert ",".join(lines).split(",") == CHANNELS
    assert max(line.count(",") for line in lines) == 11


async def test_a_channel_too_many_is_not_asked_for_again_soon(start_bot: StartBot, scripted: ScriptedServer) -> None:
    settings = {"port": scripted.port, "flood": {"rate": 0}, "channels": {"#full": {}, "#many": {}}}
    bot = start_bot(settings, timing=Timing(rejoin=0.01))
    server = await scripted.welcome(isupport="CHANLIMIT=#:1")
    await server.sees("^JOIN #full,#many$")
    server.send(":s 405 deck #many :You are on too many channels", ":s 471 deck #full :Channel is full")
    assert await bot.troubles.get() == ("#many", "You are on too many channels (405)")
    for _ in range(3):
        assert (await server.sees("^JOIN (.*)"))[1] == "#full"
        server.send(":s 471 deck #full :Channel is full")


async def test_an_answer_does_not_wait_for_announcements(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port, "flood": {"burst": 2, "rate": 10.0}})
    server = await scripted.welcome("labeled-response", "echo-message")
    await bot.ready()
    deliveries = [asyncio.create_task(bot.network.deliver(f"#{number}", "news")) for number in range(50)]
    await server.sees("PRIVMSG #0 ")
    server.send("PING :now", ":eve!e@h PRIVMSG deck :hello?")
    await bot.hears()
    bot.network.say("eve", "hello!")
    await server.sees("^PRIVMSG eve :hello!$")
    assert "PONG :now" in server.lines
    assert sum("news" in line for line in server.lines) < 8
    for delivery in deliveries:
        delivery.cancel()


@pytest.mark.slow
async def test_a_server_that_does_not_read_gets_no_more_than_it_takes(
    start_bot: StartBot, scripted: ScriptedServer
) -> None:
    bot = start_bot({"port": scripted.port, "flood": {"rate": 0}})
    server = await scripted.welcome()
    await bot.ready()
    await server.deafen()
    for _ in range(9_000):
        bot.network.say("eve", "many words " * 40)
    await asyncio.sleep(0.2)
    assert bot.network.status().queued > 100


async def test_it_is_slower_on_a_server_that_found_it_too_fast(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port, "flood": {"burst": 8, "rate": 0.01}})
    for expected in (8, 4, 2, 1):
        server = await scripted.welcome()
        await bot.ready()
        for number in range(10):
            bot.network.say("eve", f"line {number}")
        for number in range(expected):
            await server.sees(f"line {number}")
        server.send("PING :now")
        await server.sees("^PONG :now")
        assert sum("line" in line for line in server.lines) == expected
        server.send("ERROR :Closing link: Excess Flood")


async def test_a_line_that_is_not_safe_does_not_take_along_those_beside_it(
    start_bot: StartBot, scripted: ScriptedServer
) -> None:
    bot = start_bot({"port": scripted.port, "flood": {"rate": 0}})
    server = await scripted.welcome()
    await bot.ready()
    session = bot.network._session
    assert session
    for line in ("PRIVMSG #a :good", "PRIVMSG #b :bad\rQUIT", "PRIVMSG #c :good"):
        session.outbox.put(line, Priority.PAID)
    await server.sees("^PRIVMSG #c :good$")
    assert [line[:10] for line in server.lines if "PRIVMSG" in line] == ["PRIVMSG #a", "PRIVMSG #c"]
