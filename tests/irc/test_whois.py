"""Who may do what is decided on the server's word, at the moment of the question."""

import asyncio

import pytest

from bot.irc.outbox import Priority
from bot.irc.whois import NOBODY, Identity, Whois
from bot.irc.wire import parse
from tests.irc.conftest import StartBot, StartServer
from tests.ircd import Ircd
from tests.rawirc import ScriptedServer


@pytest.mark.irc
@pytest.mark.slow
@pytest.mark.parametrize("tags", [True, False], ids=["account-tag", "account-notify"])
async def test_accounts_come_and_go_and_thieves_of_nicks_have_none(
    start_bot: StartBot, start_server: StartServer, tags: bool
) -> None:
    server = start_server("inspircd+atheme")
    await server.account("owner", "secret99")
    owner, god = await asyncio.gather(server.user("owner"), server.oper())
    async with owner, god:
        if not tags:
            god.send("UNLOADMODULE m_ircv3_accounttag.so")
            await god.sees(" 973 ")
        bot = start_bot({"port": server.port, "channels": {"#c": {}}, "flood": {"rate": 0}})
        await bot.joined()
        owner.send("PRIVMSG NickServ :IDENTIFY owner secret99", "JOIN #c")
        await owner.sees(" 900 ")
        owner.send("PRIVMSG #c :mine")
        mine = await bot.hears()
        assert mine.account == "owner"
        assert (await bot.network.identify(mine)).account == "owner"
        bot.network.part("#c")
        await owner.sees("PART :?#c")
        bot.network.join("#c")
        await bot.joined()
        bot.network.say("owner", "who is there is known", priority=Priority.HOUSEKEEPING)
        await owner.sees("is known")
        owner.send("PRIVMSG deck :mine, too")
        assert (await bot.hears()).account == "owner"
        owner.send("PRIVMSG NickServ :LOGOUT")
        await owner.sees(" 901 ")
        owner.send("PRIVMSG #c :after the logout")
        assert (await bot.hears()).account is None
        owner.send("NICK elsewhere")
        await owner.sees("NICK :?elsewhere")
        async with await server.user("thief") as thief:
            thief.send("JOIN #c")
            god.send("SANICK thief owner")
            await thief.sees("NICK :?owner")
            thief.send("PRIVMSG #c :I am the owner")
            stolen = await bot.hears()
            assert (stolen.nick, stolen.account) == ("owner", None)
            assert (await bot.network.identify(stolen)).account is None


@pytest.mark.irc
async def test_operators_of_a_channel_are_known(start_bot: StartBot, server: Ircd) -> None:
    bot = start_bot({"port": server.port})
    chanop, user = await asyncio.gather(server.user("chanop"), server.user("user"))
    async with chanop, user:
        await bot.ready()
        chanop.send("JOIN #rights")
        await chanop.sees(" 366 ")
        user.send("JOIN #rights")
        await user.sees(" 366 ")
        bot.network.join("#rights")
        await bot.joined()
        chanop.send("PRIVMSG #rights :one")
        by_chanop = await bot.hears()
        user.send("PRIVMSG #rights :two")
        by_user = await bot.hears()
        assert (await bot.network.identify(by_chanop)).operates == {"#rights"}
        assert (await bot.network.identify(by_user)).operates == frozenset()


WHOIS = (
    ":s 311 deck eve e host * :Eve",
    ":s 330 deck eve alice :is logged in as",
    ":s 276 deck eve :has client certificate fingerprint " + "AB" * 32,
    ":s 318 deck eve :End",
)


async def test_an_answer_about_somebody_else_with_that_nick_counts_for_nothing(
    start_bot: StartBot, scripted: ScriptedServer
) -> None:
    bot = start_bot({"port": scripted.port})
    server = await scripted.welcome()
    await bot.ready()
    for hostmask, expected in (
        ("Eve!e@host", Identity("alice", "ab" * 32)),
        ("Eve!e@other", NOBODY),
    ):
        server.send(f":{hostmask} PRIVMSG deck :!reload")
        message = await bot.hears()
        question = asyncio.create_task(bot.network.identify(message))
        await server.sees("^WHOIS Eve$")
        server.send(*WHOIS)
        assert await question == expected


async def test_who_has_gone_is_nobody(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port})
    server = await scripted.welcome()
    await bot.ready()
    server.send(":eve!e@host PRIVMSG deck :!reload")
    question = asyncio.create_task(bot.network.identify(await bot.hears()))
    await server.sees("^WHOIS eve$")
    server.send(":s 401 deck eve :No such nick")
    assert await question == NOBODY


@pytest.mark.parametrize("line", [":eve!e@host NICK other", ":EVE!e@host QUIT :bye"])
async def test_who_gives_the_nick_away_meanwhile_is_nobody_whoever_has_it_then(
    start_bot: StartBot, scripted: ScriptedServer, line: str
) -> None:
    bot = start_bot({"port": scripted.port})
    server = await scripted.welcome()
    await bot.ready()
    server.send(":eve!e@host PRIVMSG deck :!reload")
    question = asyncio.create_task(bot.network.identify(await bot.hears()))
    await server.sees("^WHOIS eve$")
    server.send(line, ":alice!e@host NICK eve", *WHOIS)
    assert await question == NOBODY


def desk() -> tuple[Whois, list[str]]:
    """Return questions without a server, and the lines that they send."""
    sent: list[str] = []
    return Whois(str.lower, sent.append, lambda _: frozenset()), sent


def hears(whois: Whois, *lines: str) -> None:
    for line in lines:
        parsed = parse(line)
        assert parsed is not None
        whois.receive(parsed)


async def test_who_is_not_identified_in_time_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.irc.whois.LIMIT", 0.0)
    whois, sent = desk()
    assert await whois.ask("eve!e@host") == NOBODY
    assert sent == ["WHOIS eve"]
    hears(whois, *WHOIS)


async def test_an_answer_is_for_the_oldest_question_that_has_none() -> None:
    whois, _ = desk()
    first, second = asyncio.create_task(whois.ask("eve!e@host")), asyncio.create_task(whois.account("eve"))
    await asyncio.sleep(0)
    hears(whois, ":s 311 deck eve e elsewhere * :Eve", ":s 318 deck eve :End", *WHOIS)
    assert (await first, await second) == (NOBODY, "alice")


async def test_what_happens_to_others_is_no_answer() -> None:
    whois, _ = desk()
    question = asyncio.create_task(whois.account("eve"))
    await asyncio.sleep(0)
    hears(whois, ":bob!b@h QUIT :bye", ":s 311 deck bob b h * :Bob", ":s 276 deck eve :has no certificate", *WHOIS)
    assert await question == "alice"
