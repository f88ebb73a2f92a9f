"""The parts of the bot that run side by side, of which networks and sources may come and go meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from bot.administration import changes
from bot.intake import Intake
from bot.irc.network import Network
from config.settings import NetworkSettings, Settings, SourceSettings

MakeNetwork = Callable[[str, NetworkSettings], Network]
MakeIntake = Callable[[str, SourceSettings], Intake]
_GONE = "My configuration has no such network any more"
_ANEW = "Connecting anew with another configuration"


class Crew:
    """Networks and sources by name, as `settings` has them, and whatever else is to run, once."""

    def __init__(self, settings: Settings, make_network: MakeNetwork, make_intake: MakeIntake) -> None:
        self._settings, self._make_network, self._make_intake = settings, make_network, make_intake
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._group = asyncio.TaskGroup()
        self.networks = {name: make_network(name, each) for name, each in settings.networks.items()}
        self.intakes = {name: make_intake(name, each) for name, each in settings.sources.items()}

    @asynccontextmanager
    async def running(self, *others: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
        """Run all parts, and others beside them, until the block is left; an exception in one of them ends all."""
        async with self._group:
            for number, other in enumerate(others):
                self._start(f"part {number}", other)
            for name in self.networks:
                self._connect(name)
            for name in self.intakes:
                self._look(name)
            yield
            for task in self._tasks.values():
                task.cancel()

    async def part(self, goodbye: str) -> None:
        """Say goodbye on every network and leave."""
        await asyncio.gather(*(network.stop(goodbye) for network in self.networks.values()))

    async def change(self, new: Settings) -> list[str]:
        """Follow a changed configuration; what it does not touch is not disturbed.

        Returns the networks that connect (anew): they are in no channel yet. Those that are gone are left by `leave`.
        """
        old, self._settings = self._settings, new
        found = changes.networks(old, new)
        again = [name for name, keys in found.changed.items() if changes.needs_connection(keys)]
        for name in again:
            await self._disconnect(name, _ANEW)
        for name in (*again, *found.new):
            self.networks[name] = self._make_network(name, new.networks[name].model_copy(update={"channels": {}}))
            self._connect(name)
        for name, keys in found.changed.items():
            if name not in again and changes.needs_pace(keys):
                self.networks[name].adapt(new.networks[name])
        await self._change_sources(changes.sources(old, new), new)
        return [*again, *found.new]

    async def leave(self) -> None:
        """Leave the networks that the configuration has no more."""
        for name in self.networks.keys() - self._settings.networks.keys():
            await self._disconnect(name, _GONE)
            del self.networks[name]

    async def _change_sources(self, found: changes.Difference, new: Settings) -> None:
        for name in (*found.gone, *found.changed):
            await self._end(f"source {name}")
            del self.intakes[name]
        for name in (*found.new, *found.changed):
            self.intakes[name] = self._make_intake(name, new.sources[name])
            self._look(name)

    async def _disconnect(self, name: str, goodbye: str) -> None:
        await self.networks[name].stop(goodbye)
        await self._end(f"network {name}")

    def _connect(self, name: str) -> None:
        self._start(f"network {name}", self.networks[name].run())

    def _look(self, name: str) -> None:
        self._start(f"source {name}", self.intakes[name].run())

    def _start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        self._tasks[name] = self._group.create_task(work, name=name)

    async def _end(self, name: str) -> None:
        if task := self._tasks.pop(name, None):
            task.cancel()
            await asyncio.wait([task])
