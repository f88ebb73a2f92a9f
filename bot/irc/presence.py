"""Be in the wanted channels and in no others: join, notice when thrown out, come back later."""

import asyncio
from collections.abc import Callable

import structlog

from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.modes import ModeChange, mode_changes
from bot.irc.rooms import LONGEST_PAUSE, Rooms, join_lines
from bot.irc.terms import Hooks
from bot.irc.wire import Line

log = structlog.get_logger()

JOIN_REFUSED = frozenset(["403", "405", "437", "471", "473", "474", "475", "476", "477", "489", "519", "520", "926"])


class Presence:
    """The bot's presence in channels on one connection; `send` queues a line."""

    def __init__(
        self, network: str, rooms: Rooms, me: Myself, isupport: ISupport, send: Callable[[str], None], hooks: Hooks
    ) -> None:
        self._log = log.bind(network=network)
        self._rooms, self._me, self._isupport, self._send, self._hooks = rooms, me, isupport, send, hooks
        self._clock = asyncio.get_running_loop().time
        self._changed = asyncio.Event()
        self._handlers = {
            "JOIN": self._on_join,
            "PART": self._on_part,
            "KICK": self._on_kick,
            "MODE": self._on_mode,
            "470": self._on_forwarded,
        } | dict.fromkeys(JOIN_REFUSED, self._on_refused)

    async def run(self) -> None:
        """Keep the bot in its channels, for ever; begins when the server has let it in."""
        self._rooms.start(self._isupport.fold)
        while True:
            due = self._rooms.take_due(self._clock())
            for line in join_lines(due, self._isupport.targets("JOIN", 10)):
                self._send(line)
            self._changed.clear()
            try:
                async with asyncio.timeout(self._rooms.pause(self._clock())):
                    await self._changed.wait()
            except TimeoutError:
                continue

    def changed(self) -> None:
        """Look again at which channels are wanted."""
        self._changed.set()

    def receive(self, line: Line) -> None:
        """Take a line about channels in."""
        if handler := self._handlers.get(line.command):
            handler(line)

    def _on_join(self, line: Line) -> None:
        channel = line.param(0)
        if not self._me.is_me(line.nick) or not channel:
            return
        if not self._rooms.entered(channel, self._clock()):
            self._log.warning("sent to a channel where it does not belong", channel=channel)
            self._send(f"PART {channel}")
            return
        self._log.info("joined", channel=channel)
        self._hooks.joined(channel)

    def _on_part(self, line: Line) -> None:
        if self._me.is_me(line.nick):
            self._out(line.param(0), "removed from the channel")

    def _on_kick(self, line: Line) -> None:
        if self._me.is_me(line.param(1)):
            self._out(line.param(0), f"kicked by {line.nick}: {line.text}")

    def _on_mode(self, line: Line) -> None:
        room = self._rooms.get(line.param(0))
        if room and room.joined and any(map(self._opens, mode_changes(self._isupport, line.params[1:]))):
            self._hooks.opened(room.name)

    def _opens(self, change: ModeChange) -> bool:
        if change.mode in self._isupport.prefixes.values():
            return change.set and self._me.is_me(change.argument)
        return not change.set

    def _on_refused(self, line: Line) -> None:
        room = self._rooms.get(line.param(1))
        if room and not room.joined:
            # Only a channel that it leaves makes room (CHANLIMIT), so asking again soon is of no use
            wait = LONGEST_PAUSE if line.command == "405" else 0.0
            self._out(room.name, f"{line.text} ({line.command})", wait=wait)

    def _on_forwarded(self, line: Line) -> None:
        self._out(line.param(1), f"forwarded to {line.param(2)} (470), where it does not belong")

    def _out(self, channel: str, why: str, *, wait: float = 0.0) -> None:
        room = self._rooms.lost(channel, why, self._clock(), wait=wait)
        if room is None:
            return
        self._log.warning("not in channel", channel=room.name, why=why, attempts=room.failures)
        self._changed.set()
        if room.failures == 1:
            self._hooks.trouble(room.name, why)
