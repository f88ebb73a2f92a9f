"""Answers that a channel or a person refuses: mended where that can be, else a word where one can be said, once."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.irc.capabilities import Capabilities
from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.message import Delivered, Message, Refused
from bot.irc.outbox import Outbox, Priority
from bot.irc.receipts import Receipts
from bot.irc.replies import LATE, Replies
from bot.irc.roster import Roster
from bot.irc.speech import Speech
from bot.irc.wire import parse
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


class Talk:
    """Answers on a connection without a server, at a time that the test moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.sent: list[str] = []
        self.lines: asyncio.Queue[str] = asyncio.Queue()
        features, known = ISupport(), Capabilities()
        me = Myself("deck", features)
        self.roster = Roster(me, features, known, self.sent.append)
        self.outbox = Outbox(self._write, burst=1, rate=0, clock=lambda: self.now)
        self.receipts = Receipts(features.fold, me.is_me, lambda *_: None)
        self.speech = Speech(me, features, self.roster, known, self.outbox, self.receipts)
        self.replies = Replies(self.speech, features.fold, lambda: self.now, self.roster.shared)

    def _write(self, *lines: str) -> None:
        for line in lines:
            self.sent.append(line)
            self.lines.put_nowait(line)

    def hears(self, *lines: str) -> None:
        for text in lines:
            line = parse(text)
            assert line is not None
            for part in (self.roster, self.receipts, self.replies):
                part.receive(line)

    def refused(self, nick: str, after: float = 0.0) -> list[str]:
        """Return what is said when an answer to somebody in #c is refused after some seconds."""
        self.replies.say(_asked(nick, "#c"), "an answer")
        self.sent.clear()
        self.now += after
        self.hears(":s 404 deck #c :Moderated")
        return self.sent


@pytest.fixture
async def talk() -> AsyncIterator[Talk]:
    talk = Talk()
    job = asyncio.create_task(talk.outbox.run())
    await asyncio.sleep(0)
    yield talk
    job.cancel()


async def test_a_refusal_long_after_an_answer_is_about_something_else(talk: Talk) -> None:
    assert talk.refused("eve", LATE + 1) == []
    assert talk.refused("eve", LATE) == ["NOTICE eve :I cannot answer in #c: Moderated (404). Ask me here."]


async def test_who_takes_nothing_in_private_is_told_where_both_are(talk: Talk) -> None:
    talk.hears(":deck!d@h JOIN #c", ":s 353 deck = #c :deck eve")
    for nick in ("eve", "stranger"):
        talk.replies.say(_asked(nick, None), "an answer")
    talk.sent.clear()
    talk.hears(":s 716 deck eve :is in +g mode.", ":s 716 deck stranger :is in +g mode.")
    assert talk.sent == ["PRIVMSG #c :eve: I cannot answer you in private: is in +g mode (716). Ask me here."]


async def test_news_that_is_refused_with_colours_is_said_again_without(talk: Talk) -> None:
    news = asyncio.create_task(
        talk.speech.deliver("#c", "\x02New\x02 report", notice=False, priority=Priority.ANNOUNCEMENT)
    )
    assert await talk.lines.get() == "PRIVMSG #c :\x02New\x02 report"
    talk.hears(":s 404 deck #c :No colours")
    assert await talk.lines.get() == "PRIVMSG #c :New report"
    talk.hears(":s 404 deck #c :Moderated")
    assert await news == Refused("Moderated (404)")


async def test_of_all_the_people_who_were_told_only_the_last_hundred_are_remembered(talk: Talk) -> None:
    assert talk.refused("eve")
    assert not talk.refused("eve")
    assert all(talk.refused(f"user{number}") for number in range(100))
    assert talk.refused("eve")


async def test_among_operators_the_one_who_asked_is_told(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port, "flood": {"rate": 0}})
    server = await scripted.welcome(isupport="STATUSMSG=@+")
    await bot.ready()
    server.send(":op!o@h PRIVMSG @#c :!question")
    bot.network.reply(await bot.hears(), "an answer")
    await server.sees("^PRIVMSG @#c :an answer$")
    server.send(":s 404 deck #c :Moderated")
    await server.sees("^NOTICE op :I cannot answer in #c")
