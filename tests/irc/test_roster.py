"""Nothing that the bot repeats highlights a whole channel."""

import contextlib

import pytest

from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.roster import Roster
from bot.irc.wire import parse
from tests.irc.conftest import StartBot
from tests.ircd import Ircd

EVERYBODY = "ann bob cat dan eve"


def after(*lines: str) -> Roster:
    isupport = ISupport()
    roster = Roster(Myself("deck", isupport), isupport)
    for line in (":deck!d@h JOIN #c", f":s 353 deck = #C :@deck {EVERYBODY.replace('b', '+b', 1)}", *lines):
        parsed = parse(line)
        assert parsed is not None
        roster.receive(parsed)
    return roster


def calmed(roster: Roster, text: str) -> bool:
    return roster.calm("#c", text) != text


def test_a_few_people_may_be_named_but_not_all() -> None:
    roster = after()
    assert not calmed(roster, "ann, bob: cat dan")
    assert calmed(roster, "ANN, bob: (cat) dan; eve!")
    assert roster.calm("#c", "ann bob cat dan eve and others").replace("\u2060", "") == "ann bob cat dan eve and others"
    assert roster.calm("#elsewhere", EVERYBODY) == EVERYBODY


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (":eve!e@h PART #c", EVERYBODY),
        (":eve!e@h QUIT :bye", EVERYBODY),
        (":ann!a@h KICK #c eve :out", EVERYBODY),
        (":eve!e@h NICK :zoe", EVERYBODY),
        (":deck!d@h PART #c", EVERYBODY),
        (":ann!a@h KICK #c deck :out", EVERYBODY),
    ],
)
def test_who_has_gone_is_not_named(line: str, text: str) -> None:
    assert not calmed(after(line), text)


def test_who_has_come_is_counted() -> None:
    assert calmed(after(":eve!e@h PART #c", ":new!n@h JOIN #c"), "ann bob cat dan new")
    assert calmed(after(":eve!e@h NICK :zoe"), "ann bob cat dan zoe")
    assert calmed(after(":s 353 deck = #c :@+long!u@h", ":eve!e@h QUIT"), "ann bob cat dan long")


@pytest.mark.irc
async def test_a_channel_is_not_highlighted_on_a_real_server(start_bot: StartBot, ngircd: Ircd) -> None:
    bot = start_bot({"port": ngircd.port, "flood": {"rate": 0}, "channels": {"#crowd": {}}})
    await bot.joined()
    async with contextlib.AsyncExitStack() as stack:
        users = [await stack.enter_async_context(await ngircd.user(nick)) for nick in EVERYBODY.split()]
        for user in users:
            user.send("JOIN #crowd")
            await user.sees(" 366 ")
        users[0].send(f"PRIVMSG #crowd :!ping {EVERYBODY}")
        bot.network.say("#crowd", (await bot.hears()).text)
        said = (await users[1].sees(":deck!.* PRIVMSG #crowd :!ping (.*)"))[1]
        assert not set(EVERYBODY.split()) & set(said.split())
        assert said.replace("\u2060", "") == EVERYBODY
