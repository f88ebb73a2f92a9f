"""Two linked servers part and come together again, with the bot on one of them."""

import asyncio

import pytest

from tests.irc.conftest import QUICK, StartBot, StartServer
from tests.ircd import Ircd
from tests.rawirc import RawConnection

pytestmark = [pytest.mark.irc, pytest.mark.slow, pytest.mark.parametrize("kind", ["ngircd", "inspircd"])]


async def test_who_takes_an_operators_nick_during_a_split_is_none(
    start_bot: StartBot, start_server: StartServer, kind: str
) -> None:
    here = start_server(kind)
    there = start_server(kind, peer=here)
    async with await there.oper() as god, await here.user("alice") as alice, await there.user("bob") as bob:
        alice.send("JOIN #c")
        await alice.sees(" 366 ")
        bot = start_bot({"port": here.port, "channels": {"#c": {}}})
        await bot.joined()
        await link(god, here)
        bob.send("JOIN #c")
        await alice.sees("bob!.* JOIN")
        alice.send("MODE #c +o bob")
        await bob.sees(r"MODE #c \+o")
        bob.send("PRIVMSG #c :I may")
        identity = await bot.network.identify(await bot.hears())
        assert identity.operates == {"#c"}
        god.send(f"SQUIT {here.name} :bye")
        await alice.sees("bob!.* QUIT")
        async with await here.user("bob") as stranger:
            stranger.send("PRIVMSG deck :so may I")
            identity = await bot.network.identify(await bot.hears())
            assert identity.operates == frozenset()


async def test_it_keeps_its_channel_and_gets_its_nick_back_from_who_took_it_during_a_split(
    start_bot: StartBot, start_server: StartServer, kind: str
) -> None:
    here = start_server(kind)
    there = start_server(kind, peer=here)
    async with await there.oper() as god, await here.user("alice") as alice, await there.user("deck") as thief:
        alice.send("JOIN #c")
        await alice.sees(" 366 ")
        # Of two with one nick the server keeps the older one, unless user name and host are the same.
        settings = {"port": here.port, "channels": {"#c": {}}, "username": "bot", "flood": {"rate": 0}}
        bot = start_bot(settings, timing=QUICK)
        await bot.joined()
        await link(god, here)
        await alice.sees("deck!.* (NICK|QUIT)")
        await thief.close()
        async with asyncio.timeout(10):
            while not (bot.network.status().nick == "deck" and bot.network.channels == {"#c"}):  # noqa: ASYNC110 - a state, no event
                await asyncio.sleep(0.02)
        bot.network.say("#c", "back")
        await alice.sees("deck!.* PRIVMSG #c :back")


async def link(god: RawConnection, peer: Ircd) -> None:
    """Let the server of `god` connect to another; done when each knows of the other."""
    god.send(f"CONNECT {peer.name} {peer.port}" if peer.kind == "ngircd" else f"CONNECT {peer.name}")
    async with asyncio.timeout(10):
        while True:
            god.send("LINKS")
            seen = len(god.lines)
            await god.sees(" 365 ")
            if any(f" 364 god {peer.name} " in line for line in god.lines[seen:]):
                return
            await asyncio.sleep(0.05)
