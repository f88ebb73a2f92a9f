"""Somebody with an account is found under whatever nick, on the server's word, and nobody in their stead."""

import asyncio

import pytest

from tests.irc.conftest import StartBot, StartServer
from tests.rawirc import ScriptedServer


@pytest.mark.irc
@pytest.mark.slow
async def test_an_account_is_found_under_any_nick_and_a_namesake_is_not(
    start_bot: StartBot, start_server: StartServer
) -> None:
    server = start_server("inspircd+atheme")
    await server.account("alice", "secret99")
    bot = start_bot({"port": server.port, "flood": {"rate": 0}})
    async with await server.user("skipper") as skipper, await server.user("bob"), await server.user("eve"):
        await bot.ready()
        assert await bot.network.find("alice") is None
        skipper.send("PRIVMSG NickServ :IDENTIFY alice secret99")
        await skipper.sees(" 900 ")
        assert await bot.network.find("Alice") == "skipper"  # no channel is shared
        assert await bot.network.find("alice", seen_as="eve") == "skipper"
        assert await bot.network.find("bob") is None
        skipper.send("PRIVMSG NickServ :LOGOUT", "NICK alice")
        await skipper.sees("NICK :?alice")
        assert await bot.network.find("alice") is None


async def test_a_server_that_cannot_search_is_asked_for_nicks_only(
    start_bot: StartBot, scripted: ScriptedServer
) -> None:
    bot = start_bot({"port": scripted.port})
    server = await scripted.welcome()
    await bot.ready()
    question = asyncio.create_task(bot.network.find("alice", seen_as="al"))
    await server.sees("^WHOIS al$")
    server.send(":s 311 deck al a h * :Al", ":s 318 deck al :End")
    await server.sees("^WHOIS alice$")
    server.send(":s 311 deck alice a h * :A", ":s 330 deck alice ALICE :is logged in as", ":s 318 deck alice :End")
    assert await question == "alice"


async def test_the_answer_is_the_one_with_that_account(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port})
    server = await scripted.welcome(isupport="WHOX CASEMAPPING=ascii")
    await bot.ready()
    for found, expected in (("alice", "al"), ("0", None), ("malice", None)):
        question = asyncio.create_task(bot.network.find("alice"))
        await server.sees("^WHOIS alice$")
        server.send(":s 401 deck alice :No such nick")
        assert (await server.sees("^WHO (.*)$"))[1] == "alice a%tna,153"
        server.send(":s 354 deck 999 eve alice", f":s 354 deck 153 al {found}", ":s 315 deck alice :End")
        assert await question == expected


async def test_who_shows_to_be_logged_in_is_reported(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port})
    server = await scripted.welcome("account-tag", "account-notify", "extended-join")
    await bot.ready()
    server.send(
        "@account=alice :one!u@h PRIVMSG deck :hi",
        ":two!u@h JOIN #c bob :Bob",
        ":three!u@h JOIN #c * :Nobody",
        ":four!u@h ACCOUNT carol",
        ":four!u@h ACCOUNT *",
        ":five!u@h PRIVMSG deck :hi",
        "@account=trent :irc.example NOTICE deck :servers have none",
    )
    assert (await bot.hears()).account == "alice"
    assert (await bot.hears()).nick == "five"
    assert bot.seen == [("alice", "one"), ("bob", "two"), ("carol", "four")]
