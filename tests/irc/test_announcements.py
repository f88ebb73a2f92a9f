"""The same in many channels: in as few lines as the server takes, each channel with an outcome of its own."""

import asyncio
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from bot.irc.capabilities import Capabilities
from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.message import Delivered, Refused
from bot.irc.outbox import Outbox, Priority
from bot.irc.receipts import Receipts
from bot.irc.roster import Roster
from bot.irc.speech import Speech
from bot.irc.wire import parse
from tests.irc.conftest import Bot, StartBot
from tests.ircd import Ircd
from tests.rawirc import RawConnection, ScriptedServer

NEWS = "New report: all the news. https://harbour.example.test/"
SIX = [f"#quay{number}" for number in range(6)]


class Voice:
    """The bot's voice on a server that has said some things about itself and gets nothing."""

    def __init__(self, *tokens: str) -> None:
        features, known = ISupport(), Capabilities()
        features.load(tokens)
        me = Myself("deck", features)
        self.roster = Roster(me, features, known, lambda _: None)
        receipts = Receipts(features.fold, me.is_me, lambda _token, _priority: None)
        nobody = SimpleNamespace()
        # nothing is sent here, so there is no outbox
        self.speech = Speech(me, features, self.roster, known, nobody, receipts)  # type: ignore[arg-type]

    def lines(self, channels: list[str], text: str) -> list[list[str]]:
        """Return which channels share a line, for all of them."""
        lines, left = [], channels
        while left:
            lines.append(self.speech.together(left, text, notice=False))
            left = [channel for channel in left if channel not in lines[-1]]
        return lines


_CHANNELS = some.lists(
    some.text("abcdefghijklmnopqrstuvwxyzäß-_[]{}", max_size=60).map("#".__add__), min_size=1, max_size=60, unique=True
)


@example([f"#{number:060}" for number in range(30)], 30, "x" * 100)
@given(_CHANNELS, some.integers(1, 30), some.text(min_size=1, max_size=350).filter(str.strip))
def test_each_channel_is_in_one_line_and_each_line_within_the_limits(channels: list[str], most: int, text: str) -> None:
    lines = Voice("CASEMAPPING=ascii", f"MAXTARGETS={most}").lines(channels, text)
    assert sorted(channel for line in lines for channel in line) == sorted(channels)
    for line in lines:
        assert len(line) <= most
        assert len(line) == 1 or len(f"PRIVMSG {','.join(line)} :{text}\r\n".encode()) <= 512


@pytest.mark.parametrize(
    ("tokens", "most"),
    [
        ("", 1),
        ("MAXTARGETS=4", 4),
        ("TARGMAX=NAMES:1,PRIVMSG:3,NOTICE:2", 3),
        ("TARGMAX=PRIVMSG:", 6),
        ("MAXTARGETS=4 PENALTY", 1),
    ],
)
def test_the_server_says_how_many_it_takes(tokens: str, most: int) -> None:
    assert max(map(len, Voice(*tokens.split()).lines(SIX, NEWS))) == most


def test_names_of_one_channel_do_not_share_a_line() -> None:
    assert Voice("MAXTARGETS=9").lines(["#a", "#A", "#b"], NEWS) == [["#a", "#b"], ["#A"]]


def test_a_channel_whose_people_are_named_gets_a_line_that_does_not_wake_them() -> None:
    voice = Voice("MAXTARGETS=9")
    for line in (":deck!d@h JOIN #b", ":s 353 deck = #b :ann bob cat dan eve"):
        parsed = parse(line)
        assert parsed
        voice.roster.receive(parsed)
    assert voice.lines(["#a", "#b", "#c"], "ann bob cat dan eve") == [["#a", "#c"], ["#b"]]


def test_what_needs_several_lines_is_said_to_one_channel_a_time() -> None:
    assert Voice("MAXTARGETS=9").lines(["#a", "#b"], "word " * 200) == [["#a"], ["#b"]]


async def test_a_turn_is_had_at_once_only_within_the_limits() -> None:
    written: list[str] = []
    outbox = Outbox(lambda *lines: written.extend(lines), burst=3, rate=0.001, clock=lambda: 0.0)
    assert not outbox.take_turn(Priority.ANNOUNCEMENT)  # nothing is sent yet
    running = asyncio.create_task(outbox.run())
    await asyncio.sleep(0)
    assert [outbox.take_turn(Priority.ANNOUNCEMENT) for _ in range(3)] == [True, True, False]
    outbox.put("PRIVMSG eve :hello", Priority.REPLY)
    assert written == ["PRIVMSG eve :hello"]  # for which one line was kept
    outbox.limits(3, 0)
    assert outbox.take_turn(Priority.ANNOUNCEMENT)
    outbox.put("NOTICE eve :more", Priority.ANNOUNCEMENT)
    assert not outbox.take_turn(Priority.ANNOUNCEMENT)  # that was there before
    outbox.pause()
    assert not outbox.take_turn(Priority.REPLY)
    running.cancel()


async def _joined(bot: Bot, channels: list[str]) -> None:
    for _ in channels:
        await bot.joined()


async def _operator(server: Ircd, nick: str, channels: list[str]) -> RawConnection:
    operator = await server.user(nick)
    operator.send(f"JOIN {','.join(channels)}")
    await operator.sees(f" 366 .*{channels[-1]} ")
    return operator


@pytest.mark.irc
async def test_each_channel_has_its_own_outcome(start_bot: StartBot, server: Ircd) -> None:
    channels = ["#free", "#still", "#closed", "#free-too"]
    async with await _operator(server, "portia", channels) as eve:
        bot = start_bot({"port": server.port, "flood": {"rate": 0}, "channels": {each: {} for each in channels}})
        await _joined(bot, channels)
        eve.send("MODE #still +m", "MODE #closed +b deck!*@*")
        await eve.sync()
        said = bot.network.announcements.deliver(channels, NEWS, notice=False, priority=Priority.ANNOUNCEMENT)
        free, still, closed, free_too = await asyncio.gather(*said)
        assert free == free_too == Delivered()
        assert isinstance(still, Refused)
        assert isinstance(closed, Refused)
        heard = [line.split(" :")[0].split()[-1] for line in await eve.sync() if NEWS in line]
        assert sorted(heard) == ["#free", "#free-too"]


@pytest.mark.irc
async def test_what_is_refused_as_a_notice_to_one_of_several_is_said_there_as_a_message(
    start_bot: StartBot, inspircd: Ircd
) -> None:
    channels = ["#notices", "#no-notices"]
    async with await _operator(inspircd, "nerissa", channels) as eve:
        bot = start_bot({"port": inspircd.port, "flood": {"rate": 0}, "channels": {each: {} for each in channels}})
        await _joined(bot, channels)
        eve.send("MODE #no-notices +T")
        await eve.sync()
        said = bot.network.announcements.deliver(channels, NEWS, notice=True, priority=Priority.ANNOUNCEMENT)
        assert await asyncio.gather(*said) == [Delivered()] * 2
        heard = [line.split()[1:3] for line in await eve.sync() if NEWS in line]
        assert sorted(heard) == [["NOTICE", "#notices"], ["PRIVMSG", "#no-notices"]]


async def test_one_line_and_one_ping_for_many_channels(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port, "flood": {"rate": 0}, "channels": {each: {} for each in SIX}})
    server = await scripted.welcome(isupport="MAXTARGETS=20")
    await server.sees("^JOIN ")
    server.send(*(f":deck!d@h JOIN {each}" for each in SIX))
    await _joined(bot, SIX)
    said = bot.network.announcements.deliver(SIX, NEWS, notice=False, priority=Priority.PAID)
    await server.sees(f"^PRIVMSG {','.join(SIX)} :{NEWS}$")
    server.send(":op!o@h KICK #quay1 deck :out", ":s 404 deck #quay2 :no")
    token = (await server.sees("^PING :(.*)"))[1]
    server.send(f":s PONG s :{token}")
    outcomes = [type(outcome).__name__ for outcome in await asyncio.gather(*said)]
    assert outcomes == ["Delivered", "Unknown", "Refused", "Delivered", "Delivered", "Delivered"]
    left = bot.network.announcements.deliver(["#quay0", "#quay1"], NEWS, notice=False, priority=Priority.PAID)
    await server.sees(f"^PRIVMSG #quay0 :{NEWS}$")  # it knows where it is
    assert isinstance(await left[1], Refused)
    left[0].cancel()
