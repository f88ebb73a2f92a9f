"""The bot knows how long its own prefix is, whatever happens to its nick and host."""

import pytest

from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.lines import cut, room
from bot.irc.wire import parse
from tests.irc.conftest import StartBot
from tests.ircd import Ircd


def after(*lines: str) -> Myself:
    me = Myself("deck", ISupport())
    for line in lines:
        parsed = parse(line)
        assert parsed is not None
        me.receive(parsed)
    return me


@pytest.mark.parametrize(
    ("lines", "prefix"),
    [
        ([":DECK!~d@host JOIN #c"], "deck!~d@host"),
        ([":deck!~d@host JOIN #c", ":deck!~d@host NICK :other"], "other!~d@host"),
        ([":deck!~d@host JOIN #c", ":deck NICK :other"], "other!~d@host"),
        ([":deck!~d@host JOIN #c", ":deck!~d@host CHGHOST dd new.host"], "deck!dd@new.host"),
        ([":deck!~d@host JOIN #c", ":s 396 deck cloak.example :is now your displayed host"], "deck!~d@cloak.example"),
        ([":deck!~d@host JOIN #c", ":s 396 deck dd@cloak.example :is now"], "deck!dd@cloak.example"),
        ([":deck!~d@host JOIN #c", ":eve!e@h NICK :deck2", ":eve!e@h CHGHOST e x"], "deck!~d@host"),
    ],
)
def test_the_prefix_follows_what_the_server_says(lines: list[str], prefix: str) -> None:
    assert after(*lines).prefix == prefix


def test_an_unknown_prefix_is_taken_for_as_long_as_it_may_be() -> None:
    isupport = ISupport()
    isupport.load(("USERLEN=5", "HOSTLEN=20"))
    assert len(Myself("deck", isupport).prefix) == len("deck!") + 5 + 1 + 20


@pytest.mark.irc
async def test_texts_still_fit_after_nick_and_host_became_longer(start_bot: StartBot, inspircd: Ircd) -> None:
    bot = start_bot({"port": inspircd.port, "flood": {"rate": 0}, "channels": {"#fit": {}}})
    async with await inspircd.oper() as god:
        await bot.joined()
        god.send("JOIN #fit")
        text = " ".join(["été"] * 150)
        for change, nick in (("CHGHOST deck " + "h" * 50 + ".host", "deck"), ("SANICK deck " + "d" * 30, "d" * 30)):
            god.send(change)
            god.send(f"PRIVMSG {nick} :ready?")
            await bot.hears()
            pieces = bot.network.say("#fit", text)
            got = [(await god.sees("PRIVMSG #fit :(.*)")) for _ in pieces]
            assert " ".join(line[1] for line in got) == text
            assert len(got[0].string.encode()) in range(504, 511)
            assert pieces == cut(text, room(got[0].string[1:].partition(" ")[0], "PRIVMSG", "#fit"))
