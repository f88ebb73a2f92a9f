"""A person in the demo: a client of their own, whose words and ears go over the wire."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import click

from bot.irc.message import Message
from bot.irc.network import Network
from config.settings import NetworkSettings

_QUIET = 0.3
"""Seconds without another line after which somebody has finished speaking."""


class Person:
    """Somebody in the bot's channels who shows on the screen what they say and hear."""

    def __init__(self, bot: NetworkSettings, nick: str = "you") -> None:
        settings = bot.model_copy(update={"nick": nick, "username": nick, "realname": nick})
        self._nick = nick
        self._joined = asyncio.Event()
        self._heard = asyncio.Event()
        self._network = Network("person", settings, self._hear, on_joined=lambda _: self._joined.set())

    @asynccontextmanager
    async def present(self) -> AsyncIterator[None]:
        """Be in the channel."""
        running = asyncio.create_task(self._network.run())
        try:
            async with asyncio.timeout(10):
                await self._joined.wait()
            yield
        finally:
            await self._network.stop("good night")
            await running

    def say(self, target: str, text: str) -> None:
        """Say something to a channel or to somebody."""
        self._heard.clear()
        click.echo(f"<{self._nick}> {text}")
        self._network.say(target, text)

    async def hears(self, patience: float = 10) -> None:
        """Wait until somebody has spoken and finished; give up after `patience` seconds of silence."""
        try:
            async with asyncio.timeout(patience):
                await self._heard.wait()
            while True:
                self._heard.clear()
                async with asyncio.timeout(_QUIET):
                    await self._heard.wait()
        except TimeoutError:
            return

    def _hear(self, message: Message) -> None:
        click.echo(f"<{message.nick}> {message.text}")
        self._heard.set()
