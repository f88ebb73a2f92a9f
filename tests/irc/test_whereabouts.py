"""Somebody with an account is found under whatever nick, on the server's word, and nobody in their stead."""

import asyncio

import pytest

from bot.irc.isupport import ISupport
from bot.irc.whereabouts import Whereabouts
from bot.irc.whois import Whois
from bot.irc.wire import parse
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
        skipper.send("PRIVMSG NickServ :LOGOUT")
        await skipper.sees(" 901 ")
        skipper.send("NICK alice")
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


class Search:
    """A search for accounts on a server that can be asked for them, and what is sent."""

    def __init__(self) -> None:
        isupport = ISupport()
        isupport.load(("WHOX",))
        self.sent: list[str] = []
        self.asked = asyncio.Event()
        self._whois = Whois(isupport.fold, self.sent.append, lambda _: frozenset())
        self.whereabouts = Whereabouts(isupport, self._whois, self._ask, lambda *_: None)

    def _ask(self, line: str) -> None:
        self.sent.append(line)
        self.asked.set()

    def hears(self, *lines: str) -> None:
        for line in lines:
            parsed = parse(line)
            assert parsed is not None
            self._whois.receive(parsed)
            self.whereabouts.receive(parsed)


async def test_who_is_not_found_in_time_is_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.irc.whois.LIMIT", 0.0)
    monkeypatch.setattr("bot.irc.whereabouts.LIMIT", 0.0)
    search = Search()
    assert await search.whereabouts.find("alice", "") is None
    assert search.sent == ["WHOIS alice", "WHO alice a%tna,153"]
    search.hears(":s 354 deck 153 al alice", ":s 315 deck alice :End")


async def test_who_ask_for_the_same_account_at_once_share_one_answer() -> None:
    search = Search()
    questions = [asyncio.create_task(search.whereabouts.find(name, "")) for name in ("alice", "Alice")]
    await asyncio.sleep(0)
    search.hears(":s 401 deck alice :No such nick", ":s 401 deck alice :No such nick")
    await search.asked.wait()
    search.hears(":s 315 deck nobody :End", ":s 354 deck 153 al alice", ":s 315 deck alice :End")
    assert await asyncio.gather(*questions) == ["al", "al"]
    assert sum(line.startswith("WHO ") for line in search.sent) == 1
