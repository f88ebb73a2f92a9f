"""A bot on real servers: it comes, hears, speaks, is told what got through, and goes."""

import asyncio
import time

import pytest
import structlog

from bot.irc.message import Delivered, Message, Refused, Unknown
from bot.irc.terms import State, Status, Timing
from tests.irc.conftest import QUICK, StartBot
from tests.ircd import Ircd
from tests.rawirc import ScriptedServer

pytestmark = pytest.mark.irc


async def test_it_joins_hears_and_answers_where_it_was_asked(start_bot: StartBot, server: Ircd) -> None:
    bot = start_bot({"port": server.port, "channels": {"#talk": {}}})
    async with await server.user("eve") as eve:
        assert await bot.joined() == "#talk"
        assert bot.network.channels == {"#talk"}
        eve.send("JOIN #talk", "PRIVMSG #talk :!ping grüße")
        heard = await bot.hears()
        assert (heard.nick, heard.channel, heard.text, heard.answerable) == ("eve", "#talk", "!ping grüße", True)
        bot.network.say(heard.reply_to, "grüße")
        await eve.sees("^(@.* )?:deck!.* PRIVMSG #talk :grüße$")


async def test_a_private_message_is_answered_in_private(start_bot: StartBot, server: Ircd) -> None:
    bot = start_bot({"port": server.port})
    async with await server.user("eve") as eve:
        await bot.ready()
        eve.send("PRIVMSG deck :who is kib?")
        heard = await bot.hears()
        assert heard.private
        bot.network.say(heard.reply_to, "Konstantin")
        await eve.sees("PRIVMSG eve :Konstantin")


async def test_it_says_goodbye_and_is_gone(start_bot: StartBot, server: Ircd) -> None:
    bot = start_bot({"port": server.port, "channels": {"#bye": {}}})
    async with await server.user("eve") as eve:
        await bot.joined()
        eve.send("JOIN #bye")
        await eve.sees(" 366 ")
        started = time.monotonic()
        await bot.network.stop("see you")
        assert time.monotonic() - started < 2
        assert bot.network.state is State.STOPPED
        assert "see you" in (await eve.sees("QUIT")).string


async def test_what_gets_through_is_confirmed_and_what_does_not_is_refused(start_bot: StartBot, server: Ircd) -> None:
    bot = start_bot({"port": server.port, "flood": {"rate": 0}})
    async with await server.user("chanop") as chanop:
        await bot.ready()
        chanop.send("JOIN #news")
        await chanop.sees(" 366 ")
        bot.network.join("#news")
        await bot.joined()
        assert await bot.network.deliver("#news", "one") == Delivered()
        assert await bot.network.deliver("#news", "two", notice=True) == Delivered()
        chanop.send("MODE #news +m")
        await chanop.sync()
        assert isinstance(await bot.network.deliver("#news", "three"), Refused)
        assert isinstance(await bot.network.deliver("#news", "four", notice=True), Refused)
        assert isinstance(await bot.network.deliver("nobody", "five"), Refused)
        await chanop.sync()
        said = [line.rpartition(":")[2] for line in chanop.lines if ":deck!" in line and "#news :" in line]
        assert said == ["one", "two"]


async def test_a_long_text_arrives_whole(start_bot: StartBot, server: Ircd) -> None:
    bot = start_bot({"port": server.port, "flood": {"rate": 0}, "channels": {"#long": {}}})
    async with await server.user("eve") as eve:
        eve.send("JOIN #long")
        await eve.sees(" 366 ")
        await bot.joined()
        text = "é漢字 👩‍👩‍👧‍👦 e\u0301 https://example.org/" + "long " * 40 + "👍🏽" * 60 + " end"
        pieces = bot.network.say("#long", text)
        got = [(await eve.sees("PRIVMSG #long :(.*)"))[1] for _ in pieces]
        assert got == pieces
        assert len(pieces) > 1


async def test_a_connection_that_dies_under_a_delivery_leaves_it_open(
    start_bot: StartBot, scripted: ScriptedServer
) -> None:
    bot = start_bot({"port": scripted.port, "channels": {"#c": {}}})
    server = await scripted.welcome()
    await server.sees("^JOIN #c$")
    server.send(":deck!d@h JOIN #c")
    await bot.joined()
    server.frozen = True
    delivery = asyncio.create_task(bot.network.deliver("#c", "hello"))
    await server.sees("^PRIVMSG #c :hello$")
    await server.close()
    assert isinstance(await delivery, Unknown)
    assert isinstance(await bot.network.deliver("#c", "hello"), Refused)


async def test_a_server_that_answers_nothing_is_left_and_tried_again(
    start_bot: StartBot, scripted: ScriptedServer
) -> None:
    bot = start_bot({"port": scripted.port}, timing=QUICK)
    frozen = await scripted.welcome()
    await bot.ready()
    frozen.frozen = True
    await frozen.ends()
    await scripted.welcome()
    await bot.ready()
    assert "no answer" in bot.network.last_error


async def test_stopping_works_in_a_handshake(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port, "tls": {"enabled": True}}, timing=Timing(connect=60))
    await scripted.accept()
    started = time.monotonic()
    await bot.network.stop("never mind")
    await bot.task
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("host", ["a..b", "no-such-host.invalid", "127.0.0.1"])
async def test_a_server_that_cannot_be_reached_is_an_error_to_read_and_nothing_more(
    start_bot: StartBot, host: str
) -> None:
    bot = start_bot({"host": host, "port": 9, "reconnect": {"min_delay": 60.0}})
    async with asyncio.timeout(10):
        while bot.network.state is not State.WAITING:  # noqa: ASYNC110 - a state, no event
            await asyncio.sleep(0.01)
    assert host in bot.network.last_error
    assert bot.network.say("#c", "hello") == []
    assert isinstance(await bot.network.deliver("#c", "hello"), Refused)
    status = bot.network.status()
    assert (status.state, status.nick, status.lag, status.queued) == (State.WAITING, "deck", None, 0)
    assert host in status.last_error
    assert (status.server, status.lost) == (f"{host}:9", 1)


async def test_the_status_tells_how_a_network_is_doing(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port, "channels": {"#c": {}}, "flood": {"burst": 1, "rate": 0.001}})
    server = await scripted.welcome()
    await server.sees("^JOIN #c$")
    server.send(":deck!d@h JOIN #C")
    await bot.joined()
    for number in range(5):
        bot.network.say("eve", str(number))
    now = bot.network.status()
    server_now = f"127.0.0.1:{scripted.port}"
    assert now == Status("test", State.READY, "deck", frozenset({"#c"}), 0.0, 5, "", server_now, now.lasted, 0, {})
    assert 0 <= now.lasted < 10


async def test_the_lag_grows_while_the_server_is_silent(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port}, timing=Timing(ping_every=0.0, ping_limit=1.0))
    server = await scripted.welcome()
    server.frozen = True
    await server.sees("^PING :alive")
    async with asyncio.timeout(5):
        while not (bot.network.status().lag or 0.0) > 0.05:  # noqa: ASYNC110 - a state, no event
            await asyncio.sleep(0.01)


async def test_a_handler_that_fails_does_not_end_the_connection(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port})
    server = await scripted.welcome()
    await bot.ready()
    heard: list[str] = []

    def fail(message: Message) -> None:
        heard.append(message.text)
        raise RuntimeError("a bug in a plugin")

    bot.on_message(fail)
    with structlog.testing.capture_logs() as logs:
        server.send(":eve!e@h PRIVMSG deck :one", ":eve!e@h PRIVMSG deck :two", "PING :still")
        await server.sees("^PONG :still")
    assert heard == ["one", "two"]
    assert [entry["log_level"] for entry in logs if "could not be handled" in entry["event"]] == ["error", "error"]


async def test_a_channel_is_left_for_good(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port, "channels": {"#c": {}}, "flood": {"rate": 0}})
    server = await scripted.welcome()
    await server.sees("^JOIN #c$")
    server.send(":deck!d@h JOIN #c")
    await bot.joined()
    bot.network.join("#d", "key")
    await server.sees("^JOIN #d key$")
    bot.network.part("#c", "not wanted\r\nhere")
    await server.sees("^PART #c :not wanted here$")
    server.send(":deck!d@h PART #c")
    await server.close()
    again = await scripted.welcome()
    assert (await again.sees("^JOIN (.*)"))[1] == "#d key"


async def test_who_stops_before_it_begins_connects_to_nothing(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port})
    await bot.network.stop()
    await bot.task
    assert bot.network.state is State.STOPPED
    assert scripted.accepted == []
