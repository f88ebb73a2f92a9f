"""Answers that a channel or a person refuses: mended where that can be, else a word where one can be said, once."""

import pytest

from bot.irc.message import Delivered, Message, Refused
from bot.irc.outbox import Priority
from tests.irc.conftest import Bot, StartBot
from tests.ircd import Ircd
from tests.rawirc import RawConnection, ScriptedServer


async def _in_channel(bot: Bot, person: RawConnection, channel: str, *modes: str) -> None:
    """Have a person open a channel with modes and the bot come in."""
    person.send(f"JOIN {channel}", *(f"MODE {channel} {mode}" for mode in modes))
    await person.sync()
    bot.network.join(channel)
    assert await bot.joined() == channel


async def _answers(bot: Bot, person: RawConnection, target: str, text: str) -> None:
    person.send(f"PRIVMSG {target} :!question")
    bot.network.reply(await bot.hears(), text)


@pytest.mark.irc
async def test_an_answer_is_said_without_colours_where_none_are_taken(start_bot: StartBot, inspircd: Ircd) -> None:
    bot = start_bot({"port": inspircd.port, "flood": {"rate": 0}})
    async with await inspircd.user("eve") as eve:
        await bot.ready()
        await _in_channel(bot, eve, "#grey", "+c")
        await _answers(bot, eve, "#grey", "\x02kib\x02: \x0304,01Konstantin\x03 5 entries")
        assert (await eve.sees(":deck!.* PRIVMSG #grey :(.*)"))[1] == "kib: Konstantin 5 entries"
        assert not any("NOTICE eve" in line and ":deck!" in line for line in await eve.sync())


@pytest.mark.irc
async def test_an_announcement_is_said_plainly_where_no_notice_and_no_colour_is_taken(
    start_bot: StartBot, inspircd: Ircd
) -> None:
    bot = start_bot({"port": inspircd.port, "flood": {"rate": 0}})
    async with await inspircd.user("eve") as eve:
        await bot.ready()
        await _in_channel(bot, eve, "#plain", "+T", "+c")
        assert await bot.network.deliver("#plain", "\x02New\x02 report", notice=True) == Delivered()
        await eve.sync()
        said = [line for line in eve.lines if ":deck!" in line and "report" in line]
        assert [line.partition(" PRIVMSG ")[2] for line in said] == ["#plain :New report"]


@pytest.mark.irc
@pytest.mark.parametrize("mode", ["+m", "+b m:*!*@*"])
async def test_who_asks_where_the_bot_may_not_speak_is_told_in_private_once(
    start_bot: StartBot, inspircd: Ircd, mode: str
) -> None:
    bot = start_bot({"port": inspircd.port, "flood": {"rate": 0}})
    async with await inspircd.user("eve") as eve:
        await bot.ready()
        await _in_channel(bot, eve, "#mute", mode)
        for _ in range(3):
            await _answers(bot, eve, "#mute", "Konstantin")
        await _answers(bot, eve, "deck", "the end")
        await eve.sees(":deck!.* PRIVMSG eve :the end")
        words = [line for line in eve.lines if ":deck!" in line and "NOTICE" in line]
        assert len(words) == 1
        assert "NOTICE eve :I cannot answer in #mute: " in words[0]
        assert words[0].endswith("Ask me here.")


@pytest.mark.irc
@pytest.mark.parametrize(("mode", "number"), [("+g", "716"), ("+R", "477")])
async def test_who_takes_no_private_messages_is_told_in_the_channel_once(
    start_bot: StartBot, inspircd: Ircd, mode: str, number: str
) -> None:
    bot = start_bot({"port": inspircd.port, "flood": {"rate": 0}})
    async with await inspircd.user("shy") as shy:
        await bot.ready()
        await _in_channel(bot, shy, "#shared")
        shy.send(f"MODE shy {mode}")
        for _ in range(3):
            await _answers(bot, shy, "deck", "Konstantin")
        await _answers(bot, shy, "#shared", "the end")
        await shy.sees("PRIVMSG #shared :the end")
        words = [line for line in shy.lines if ":deck!" in line and "cannot answer" in line]
        assert len(words) == 1
        assert "PRIVMSG #shared :shy: I cannot answer you in private: " in words[0]
        assert number in words[0]


@pytest.mark.irc
async def test_who_shares_no_channel_and_takes_nothing_gets_nothing(start_bot: StartBot, inspircd: Ircd) -> None:
    bot = start_bot({"port": inspircd.port, "flood": {"rate": 0}})
    async with await inspircd.user("far") as far:
        await bot.ready()
        far.send("MODE far +c")
        await _answers(bot, far, "deck", "Konstantin")
        assert isinstance(await bot.network.deliver("far", "refused, too"), Refused)
        far.send("MODE far -c")
        await far.sync()
        await _answers(bot, far, "deck", "the end")
        await far.sees("PRIVMSG far :the end")
        assert not any("Konstantin" in line or "cannot" in line for line in far.lines)


async def _has_said_all(bot: Bot, server: RawConnection) -> None:
    bot.network.say("everybody", "the end", priority=Priority.HOUSEKEEPING)
    await server.sees("^PRIVMSG everybody :the end$")


def _asked(nick: str, channel: str | None) -> Message:
    return Message("test", nick, f"{nick}!{nick}@h", None, channel or "deck", channel, "!question")


async def test_a_refusal_of_something_else_is_nobodys_business(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port, "flood": {"rate": 0}})
    server = await scripted.welcome()
    await bot.ready()
    bot.network.reply(_asked("eve", "#c"), "an answer")
    await server.sees("^PRIVMSG #c :an answer$")
    server.send(":s 404 deck #d :Cannot send", "@label=q1 :s 404 deck #c :Cannot send", ":s 482 deck #c :No operator")
    server.send(":s 404 deck #C :Moderated")
    await server.sees("^NOTICE")
    await _has_said_all(bot, server)
    assert [line for line in server.lines if line.startswith("NOTICE")] == [
        "NOTICE eve :I cannot answer in #c: Moderated (404). Ask me here."
    ]


async def test_the_word_itself_is_refused_and_that_is_the_end(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port, "flood": {"rate": 0}})
    server = await scripted.welcome()
    await bot.ready()
    bot.network.reply(_asked("eve", "#c"), "\x02bold\x02")
    await server.sees("^PRIVMSG #c :\x02bold\x02$")
    server.send(":s 404 deck #c :No colours")
    await server.sees("^PRIVMSG #c :bold$")
    server.send(":s 404 deck #c :Moderated")
    await server.sees("^NOTICE eve :I cannot answer in #c")
    server.send(":s 716 deck eve :is in +g mode", ":s 404 deck #c :Moderated", "PING :end")
    await server.sees("^PONG :end")
    await _has_said_all(bot, server)
    assert sum(line.startswith(("PRIVMSG", "NOTICE")) for line in server.lines) == 4


async def test_among_operators_the_one_who_asked_is_told(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port, "flood": {"rate": 0}})
    server = await scripted.welcome(isupport="STATUSMSG=@+")
    await bot.ready()
    server.send(":op!o@h PRIVMSG @#c :!question")
    bot.network.reply(await bot.hears(), "an answer")
    await server.sees("^PRIVMSG @#c :an answer$")
    server.send(":s 404 deck #c :Moderated")
    await server.sees("^NOTICE op :I cannot answer in #c")
