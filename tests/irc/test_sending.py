"""Much to say on servers that punish haste: all of it arrives, nobody is disconnected, people are answered first."""

import asyncio
import time

import pytest

from bot.irc.message import Delivered
from tests.irc.conftest import StartBot, StartServer

pytestmark = pytest.mark.irc


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "flood"), [("inspircd", "strict"), ("inspircd", "default"), ("ngircd", "default")])
async def test_fifty_channels_are_joined_and_announced_to_while_people_are_answered(
    start_bot: StartBot, start_server: StartServer, kind: str, flood: str
) -> None:
    server = start_server(kind, flood=flood)
    channels = [f"#channel-with-a-longish-name-{number:02}" for number in range(50)]
    started = time.monotonic()
    bot = start_bot({"port": server.port, "channels": {channel: {} for channel in channels}})
    for _ in channels:
        await bot.joined()
    async with await server.user("eve") as eve:
        started = time.monotonic()
        deliveries = [asyncio.create_task(bot.network.deliver(channel, "news " * 60)) for channel in channels]
        longest = 0.0
        for number in range(5):
            eve.send(f"PRIVMSG deck :question {number}")
            asked = time.monotonic()
            heard = await bot.hears()
            bot.network.say("eve", f"answer to {heard.text}")
            await eve.sees(f"answer to question {number}")
            longest = max(longest, time.monotonic() - asked)
            await asyncio.sleep(3)
        assert await asyncio.gather(*deliveries) == [Delivered()] * 50
    assert longest < 3
    assert bot.network.last_error == ""
