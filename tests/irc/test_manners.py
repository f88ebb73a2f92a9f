"""Good manners: what must not be answered is known as such, the rest is answered where it was asked."""

import asyncio

import pytest

from bot.irc.message import Message, Refused
from bot.irc.outbox import Priority
from tests.irc.conftest import StartBot
from tests.ircd import Ircd
from tests.rawirc import ScriptedServer


@pytest.mark.irc
async def test_bots_notices_history_and_itself_are_not_answered(start_bot: StartBot, inspircd: Ircd) -> None:
    bot = start_bot({"port": inspircd.port})
    alice, robot = await asyncio.gather(inspircd.user("alice"), inspircd.user("robot"))
    async with alice, robot:
        await bot.ready()
        alice.send("JOIN #old", "MODE #old +H 10:1h", "PRIVMSG #old :!from the past")
        robot.send("MODE robot +B", "JOIN #old")
        await robot.sees(" 366 ")
        bot.network.join("#old")
        await bot.joined()
        assert (await bot.hears()).history
        robot.send("PRIVMSG #old :!from a robot")
        assert (await bot.hears()).bot
        alice.send("NOTICE #old :!by notice")
        assert (await bot.hears()).notice
        bot.network.say("#old", "!from the bot itself")
        await alice.sees("itself")
        alice.send("PRIVMSG #old :!from a user")
        heard = await bot.hears()
        assert heard.text == "!from a user"
        assert heard.answerable
        alice.send("WHOIS deck")
        await alice.sees(" 335 ")  # is a bot


@pytest.mark.irc
async def test_operators_among_themselves_are_answered_among_themselves(start_bot: StartBot, inspircd: Ircd) -> None:
    bot = start_bot({"port": inspircd.port, "channels": {"#ops": {}}})
    async with await inspircd.user("alice") as alice:
        await bot.joined()
        alice.send("JOIN #ops", "PRIVMSG @#ops :who is kib?")
        heard = await bot.hears()
        assert (heard.channel, heard.reply_to, heard.private) == ("#ops", "@#ops", False)


@pytest.mark.irc
async def test_an_answer_says_what_it_answers(start_bot: StartBot, inspircd: Ircd) -> None:
    bot = start_bot({"port": inspircd.port})
    async with await inspircd.user("alice", "message-tags") as alice:
        await bot.ready()
        alice.send("PRIVMSG deck :who is kib?")
        heard = await bot.hears()
        assert heard.msgid
        bot.network.reply(heard, "Konstantin")
        tags = (await alice.sees("^@(.*?) :deck!.* PRIVMSG alice :Konstantin"))[1].split(";")
        assert f"+draft/reply={heard.msgid}" in tags


@pytest.mark.parametrize("msgid", ["a b", "a;b", "a\\b", "", "a\r\nQUIT"])
async def test_an_odd_identifier_is_left_out(start_bot: StartBot, scripted: ScriptedServer, msgid: str) -> None:
    bot = start_bot({"port": scripted.port})
    server = await scripted.welcome("message-tags")
    await bot.ready()
    bot.network.reply(Message("test", "eve", "eve!e@h", None, "deck", None, "hi", msgid=msgid), "hi")
    await server.sees("^PRIVMSG eve :hi$")


async def test_a_replay_without_times_is_history_until_the_server_answers(
    start_bot: StartBot, scripted: ScriptedServer
) -> None:
    bot = start_bot({"port": scripted.port, "channels": {"#c": {}}})
    server = await scripted.welcome()
    await bot.ready()
    server.frozen = True
    server.send(":deck!d@h JOIN #c", ":s NOTICE #C :Replaying up to 10 lines", ":a!a@h PRIVMSG #c :!old")
    assert (await bot.hears()).history
    token = (await server.sees("^PING :(.*)"))[1]
    server.send(":a!a@h PRIVMSG #d :!elsewhere", f":s PONG s :{token}", ":a!a@h PRIVMSG #c :!new")
    assert not (await bot.hears()).history
    assert not (await bot.hears()).history


async def test_times_are_compared_with_the_clock_of_the_server(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port})
    server = await scripted.welcome("server-time")
    await bot.ready()
    server.send("@time=2001-09-09T01:46:40.000Z :s 250 deck :a slow clock")
    for seconds in (5, 25, 40, 59):
        server.send(f"@time=2001-09-09T01:46:{seconds:02}.000Z :a!a@h PRIVMSG deck :hi")
    server.send("@time=2001-09-09T01:46:00.000Z :a!a@h PRIVMSG deck :hi")
    assert [(await bot.hears()).history for _ in range(5)] == [True, False, False, False, True]


async def test_ctcp_is_answered_in_private_and_rarely(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port})
    server = await scripted.welcome("message-tags")
    await bot.ready()
    server.send(":a!a@h PRIVMSG #c :\x01VERSION\x01", ":a!a@h NOTICE deck :\x01VERSION\x01")
    server.send("@bot :a!a@h PRIVMSG deck :\x01VERSION\x01", ":a!a@h PRIVMSG deck :\x01ACTION waves\x01")
    server.send(*[f":a!a@h PRIVMSG deck :\x01PING {number}\x01" for number in range(20)])
    server.send(":a!a@h PRIVMSG deck :the end")
    assert (await bot.hears()).text == "the end"
    bot.network.say("a", "end", priority=Priority.HOUSEKEEPING)
    await server.sees("^PRIVMSG a :end")
    answers = [line for line in server.lines if line.startswith("NOTICE")]
    assert answers == [f"NOTICE a :\x01PING {number}\x01" for number in range(3)]


@pytest.mark.irc
async def test_an_invitation_says_who_invites_where(start_bot: StartBot, server: Ircd) -> None:
    bot = start_bot({"port": server.port})
    async with await server.user("alice") as alice:
        await bot.ready()
        alice.send("JOIN #party", "INVITE deck #party")
        async with asyncio.timeout(10):
            invitation = await bot.invited.get()
        assert (invitation.nick, invitation.text) == ("alice", "#party")
        assert bot.network.channels == frozenset()


@pytest.mark.irc
async def test_every_refusal_of_a_channel_or_user_is_known(start_bot: StartBot, inspircd: Ircd) -> None:
    bot = start_bot({"port": inspircd.port, "flood": {"rate": 0}})
    async with await inspircd.user("strict") as strict:
        await bot.ready()
        strict.send("JOIN #strict")
        await strict.sees(" 366 ")
        bot.network.join("#strict")
        await bot.joined()
        for mode, text, notice, number in (
            ("+M", "without account", False, "477"),
            ("+m", "moderated", True, "404"),
            ("+b m:*!*@*", "muted", False, "404"),
        ):
            strict.send(f"MODE #strict {mode}")
            await strict.sync()
            outcome = await bot.network.deliver("#strict", text, notice=notice)
            assert isinstance(outcome, Refused)
            assert number in outcome.reason
            strict.send(f"MODE #strict {mode.replace('+', '-')}")
        for mode, number in (("+g", "716"), ("-g+R", "477"), ("-R+c", "531")):
            strict.send(f"MODE strict {mode}", "PART #strict")
            await strict.sync()
            outcome = await bot.network.deliver("strict", "psst")
            assert isinstance(outcome, Refused)
            assert number in outcome.reason


@pytest.mark.irc
async def test_a_bot_answers_to_the_nick_that_it_wants_where_nobody_else_has_it(
    start_bot: StartBot, ngircd: Ircd
) -> None:
    async with await ngircd.user("helm") as other, await ngircd.user("alice") as alice:
        bot = start_bot({"port": ngircd.port, "nick": "helm", "channels": {"#named": {}}})
        await bot.joined()
        alice.send("JOIN #named", "PRIVMSG #named :hello")
        assert (await bot.hears()).nicks == ("helm1", "helm")
        other.send("JOIN #named", "PRIVMSG #named :hello")
        assert (await bot.hears()).nicks == ("helm1",)
