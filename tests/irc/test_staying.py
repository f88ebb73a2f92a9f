"""The bot stays, comes back, and says why it could not: on real servers and on scripted ones."""

import asyncio
import signal
import time

import pytest

from bot.irc.message import Delivered
from bot.irc.outbox import Priority
from bot.irc.terms import State, Timing
from tests.irc.conftest import QUICK, StartBot, StartServer
from tests.ircd import Ircd
from tests.rawirc import ScriptedServer

PATIENT = Timing(rejoin=0.2)


@pytest.mark.irc
@pytest.mark.parametrize("kind", ["ngircd", pytest.param("inspircd", marks=pytest.mark.slow)])
async def test_a_frozen_server_is_noticed_and_left(start_bot: StartBot, start_server: StartServer, kind: str) -> None:
    server = start_server(kind)
    bot = start_bot({"port": server.port, "channels": {"#c": {}}}, timing=QUICK)
    await bot.joined()
    server.freeze()
    async with asyncio.timeout(5):
        while bot.network.state is State.READY:  # noqa: ASYNC110 - a state, no event
            await asyncio.sleep(0.01)
    assert "no answer" in bot.network.last_error
    server.thaw()
    assert await bot.joined() == "#c"


@pytest.mark.irc
async def test_a_frozen_network_delays_no_other(start_bot: StartBot, start_server: StartServer, ngircd: Ircd) -> None:
    frozen = start_server("ngircd")
    stuck, free = start_bot({"port": frozen.port}), start_bot({"port": ngircd.port})
    await stuck.ready()
    await free.ready()
    frozen.freeze()
    async with await ngircd.user("eve") as eve:
        for number in range(20):
            stuck.network.say("nobody", "x" * 400)
            eve.send(f"PRIVMSG deck :{number}")
            asked = time.monotonic()
            await free.hears()
            assert time.monotonic() - asked < 0.5
    frozen.thaw()


@pytest.mark.irc
async def test_it_comes_back_after_the_server_ended(start_bot: StartBot, start_server: StartServer) -> None:
    server = start_server("ngircd")
    bot = start_bot({"port": server.port, "channels": {"#back": {}}})
    for how in (signal.SIGTERM, signal.SIGKILL):
        await bot.joined()
        server.stop(how)
        server.start()
    assert await bot.joined() == "#back"


@pytest.mark.irc
@pytest.mark.slow
async def test_it_comes_back_after_a_kill(start_bot: StartBot, inspircd: Ircd) -> None:
    bot = start_bot({"port": inspircd.port})
    async with await inspircd.oper() as god:
        await bot.ready()
        god.send("KILL deck :testing")
        await bot.ready()
        assert "testing" in bot.network.last_error


@pytest.mark.irc
async def test_kicks_bans_and_keys_keep_it_out_for_a_while_and_its_owner_hears_why_once(
    start_bot: StartBot, server: Ircd
) -> None:
    bot = start_bot({"port": server.port, "flood": {"rate": 0}}, timing=PATIENT)
    async with await server.user("chanop") as chanop:
        await bot.ready()
        chanop.send("JOIN #door", "MODE #door +k sesame")
        await chanop.sees("MODE #door ")
        bot.network.join("#door")
        channel, why = await bot.troubles.get()
        assert (channel, "475" in why) == ("#door", True)
        chanop.send("MODE #door -k sesame")
        assert await bot.joined() == "#door"
        chanop.send("MODE #door +b deck!*@*", "KICK #door deck :out", "PRIVMSG deck :out?")
        await bot.hears()
        assert bot.network.channels == frozenset()
        chanop.send("MODE #door -b deck!*@*")
        assert await bot.joined() == "#door"
        assert bot.troubles.empty()


@pytest.mark.irc
async def test_a_forward_is_not_followed(start_bot: StartBot, inspircd: Ircd) -> None:
    bot = start_bot({"port": inspircd.port})
    async with await inspircd.user("chanop") as chanop:
        await bot.ready()
        chanop.send("JOIN #full", "JOIN #overflow", "MODE #full +lL 1 #overflow")
        await chanop.sees("MODE #full ")
        bot.network.join("#full")
        await chanop.sees(":deck!.* JOIN .*#overflow")
        await chanop.sees(":deck!.* PART .*#overflow")
        channel, why = await bot.troubles.get()
        assert channel == "#full"
        assert "#overflow" in why


async def test_a_forward_to_where_it_belongs_is_followed(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port, "channels": {"#full": {}, "#overflow": {}}, "flood": {"rate": 0}})
    server = await scripted.welcome()
    await server.sees("^JOIN #full,#overflow$")
    server.send(":s 470 deck #full #overflow :Forwarding", ":deck!d@h JOIN #overflow")
    assert await bot.joined() == "#overflow"
    bot.network.say("#overflow", "here", priority=Priority.HOUSEKEEPING)
    await server.sees("^PRIVMSG #overflow :here$")
    assert not any(line.startswith("PART") for line in server.lines)


@pytest.mark.irc
async def test_a_taken_nick_is_taken_back_when_it_is_free(start_bot: StartBot, server: Ircd) -> None:
    async with await server.user("deck") as thief:
        bot = start_bot({"port": server.port, "alt_nicks": ["deck2"], "flood": {"rate": 0}}, timing=QUICK)
        await bot.ready()
        assert bot.network.status().nick == "deck2"
        thief.send("NICK elsewhere")
        await thief.sees("NICK :?elsewhere")
        async with asyncio.timeout(5):
            while bot.network.status().nick != "deck":  # noqa: ASYNC110 - a state, no event
                await asyncio.sleep(0.02)


@pytest.mark.irc
@pytest.mark.slow
@pytest.mark.parametrize("services", ["atheme", "anope"])
async def test_services_give_the_nick_of_the_account_back(
    start_bot: StartBot, start_server: StartServer, services: str
) -> None:
    server = start_server(f"inspircd+{services}")
    await server.account("deck", "secret99")
    async with await server.user("deck"):
        sasl = {"mechanisms": ["PLAIN"], "username": "deck", "password": "secret99"}
        bot = start_bot({"port": server.port, "sasl": sasl, "flood": {"rate": 0}}, timing=QUICK)
        await bot.ready()
        async with asyncio.timeout(10):
            while bot.network.status().nick != "deck":  # noqa: ASYNC110 - a state, no event
                await asyncio.sleep(0.02)


@pytest.mark.irc
async def test_a_nick_that_is_too_long_for_the_server_gives_way_to_a_short_one(
    start_bot: StartBot, start_server: StartServer
) -> None:
    server = start_server("ngircd", nicklen=9)
    bot = start_bot({"port": server.port, "nick": "quarterdeck", "alt_nicks": ["quarterdeck_"]})
    await bot.ready()
    assert bot.network.status().nick == "quarter1"


@pytest.mark.irc
@pytest.mark.slow
async def test_a_capability_that_goes_and_comes_is_noticed(start_bot: StartBot, start_server: StartServer) -> None:
    server = start_server("inspircd")
    bot = start_bot({"port": server.port, "channels": {"#c": {}}})
    async with await server.oper() as god:
        await bot.joined()
        god.send("JOIN #c")
        for command, done in (("UNLOADMODULE", " 973 "), ("LOADMODULE", " 975 ")):
            god.send(f"{command} m_ircv3_echomessage.so")
            await god.sees(done)
            god.send("PRIVMSG #c :ready?")
            await bot.hears()
            assert await bot.network.deliver("#c", f"after {command}") == Delivered()
            await god.sees(f"PRIVMSG #c :after {command}")


async def test_the_next_server_of_the_list_is_tried(start_bot: StartBot, scripted: ScriptedServer) -> None:
    async with ScriptedServer.running() as second:
        servers = [f"127.0.0.1:{scripted.port}", f"127.0.0.1:{second.port}"]
        bot = start_bot({"host": None, "servers": servers})
        first = await scripted.accept()
        await first.close()
        await second.welcome()
        await bot.ready()


@pytest.mark.parametrize("words", [":s 465 * :You are banned", "ERROR :Closing link (G-Lined: go away)"])
async def test_a_ban_makes_it_wait_longer(start_bot: StartBot, scripted: ScriptedServer, words: str) -> None:
    bot = start_bot({"port": scripted.port, "reconnect": {"min_delay": 10.0}})
    server = await scripted.accept()
    await server.sees("^CAP LS")
    server.send(words)
    await server.ends()
    async with asyncio.timeout(5):
        while bot.network.state is not State.WAITING:  # noqa: ASYNC110 - a state, no event
            await asyncio.sleep(0.01)
    assert bot.network.pause > 100


async def test_services_that_were_away_are_asked_again(start_bot: StartBot, scripted: ScriptedServer) -> None:
    sasl = {"mechanisms": ["PLAIN"], "password": "pw", "required": False}
    start_bot({"port": scripted.port, "sasl": sasl}, timing=QUICK)
    server = await scripted.welcome("batch")
    await server.sees("^CAP LS 302")
    server.send(":s CAP deck LS :batch sasl=PLAIN")
    await server.sees("^CAP REQ :sasl$")
    server.send(":s CAP deck ACK :sasl")
    await server.sees("^AUTHENTICATE PLAIN$")
    server.send("AUTHENTICATE +")
    await server.sees("^AUTHENTICATE [A-Za-z0-9+/=]+$")
    server.send(":s 900 deck deck!d@h deck :in", ":s 903 deck :yes")


async def test_a_network_that_lets_nobody_in_is_trouble_that_is_told_once(start_bot: StartBot) -> None:
    bot = start_bot({"port": 9, "reconnect": {"min_delay": 0.01, "max_delay": 0.01}})
    async with asyncio.timeout(10):
        channel, why = await bot.troubles.get()
        while bot.network.status().lost < 10:  # noqa: ASYNC110 - a state, no event
            await asyncio.sleep(0.01)
    assert (channel, "127.0.0.1:9" in why) == ("", True)
    assert bot.troubles.empty()


async def test_what_keeps_it_out_of_a_channel_stands_in_the_status(
    start_bot: StartBot, scripted: ScriptedServer
) -> None:
    bot = start_bot({"port": scripted.port, "channels": {"#c": {}, "#d": {}}})
    server = await scripted.welcome()
    await server.sees("^JOIN ")
    server.send(":s 474 deck #c :You are banned", ":deck!d@h JOIN #d")
    assert await bot.joined() == "#d"
    assert bot.network.status().outside == {"#c": "You are banned (474)"}
