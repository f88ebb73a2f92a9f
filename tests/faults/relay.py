"""A relay between the bot and its server that stops the flow at a line of the test's choosing."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Self


class Stop(Enum):
    """What happens at the line that a rule is about: hold on, or break off in the middle of a line."""

    LINE_HELD = auto()
    ANSWER_HELD = auto()
    LINE_CUT = auto()
    ANSWER_CUT = auto()


@dataclass
class Rule:
    """Stop at the first of the bot's lines that has the pattern, until `over`; `struck` is set when it came."""

    what: Stop
    pattern: re.Pattern[bytes]
    struck: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def holds(self) -> bool:
        """Tell whether it stops things now."""
        return self.struck.is_set() and not self.over.is_set()


@dataclass(frozen=True)
class Passage:
    """What is carried of a line, and what must happen first."""

    carried: bytes
    after: asyncio.Event | None = None


class Relay:
    """Carries lines between the bot, which connects to `port`, and a server, as one rule at a time allows.

    What a held connection still had to carry when either side ended it is lost, as if it had never left.
    """

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._admitting = asyncio.Event()
        self._admitting.set()
        self._connections: set[asyncio.Task[None]] = set()
        self.rule: Rule | None = None
        self.port = 0

    def stop(self, what: Stop, pattern: str) -> None:
        """Set the rule."""
        self.release()
        self.rule = Rule(what, re.compile(pattern.encode()))

    async def stopped(self, *, within: float = 20.0) -> None:
        """Wait until the rule has struck."""
        assert self.rule
        async with asyncio.timeout(within):
            await self.rule.struck.wait()

    def release(self) -> None:
        """Carry everything again, also what was held."""
        if self.rule:
            self.rule.over.set()
        self.rule = None

    def keep_out(self) -> None:
        """Let new connections of the bot wait."""
        self._admitting.clear()

    def let_in(self) -> None:
        """Let the bot connect again."""
        self._admitting.set()

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._connections.add(task)
        with contextlib.suppress(OSError, asyncio.CancelledError):  # the server is down, or the test is over
            await self._connect(reader, writer)
        self._connections.discard(task)
        writer.close()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._admitting.wait()
        up, down = await asyncio.open_connection("127.0.0.1", self._server_port, limit=1 << 20)
        try:
            await _first_to_end(_carry(reader, down, self._from_bot), _carry(up, writer, self._from_server))
        finally:
            down.close()

    def _from_bot(self, line: bytes) -> Passage:
        rule = self.rule
        if rule is None:
            return Passage(line)
        struck = not rule.struck.is_set() and rule.pattern.search(line)
        if struck:
            rule.struck.set()
        if rule.what is Stop.LINE_CUT and struck:
            return Passage(line[: len(line) // 2])
        return Passage(line, rule.over if rule.what is Stop.LINE_HELD and rule.holds else None)

    def _from_server(self, line: bytes) -> Passage:
        rule = self.rule
        if rule is None or not rule.holds:
            return Passage(line)
        if rule.what is Stop.ANSWER_CUT:
            rule.over.set()
            return Passage(line[: len(line) // 2])
        return Passage(line, rule.over if rule.what is Stop.ANSWER_HELD else None)

    @classmethod
    @contextlib.asynccontextmanager
    async def running(cls, server_port: int) -> AsyncIterator[Self]:
        """Listen on loopback until the block ends."""
        relay = cls(server_port)
        listener = await asyncio.start_server(relay._accepted, "127.0.0.1", 0, limit=1 << 20)
        relay.port = listener.sockets[0].getsockname()[1]
        try:
            yield relay
        finally:
            listener.close()
            for task in relay._connections:
                task.cancel()
            await asyncio.gather(*relay._connections, return_exceptions=True)


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, gate: Callable[[bytes], Passage]) -> None:
    """Carry lines until the reader's side ends (at once if a line is held then) or the gate has cut one."""
    lines: asyncio.Queue[bytes] = asyncio.Queue()
    reading = asyncio.create_task(_read(reader, lines))
    try:
        while line := await lines.get():
            passage = gate(line)
            if passage.after and not await _set_before(passage.after, reading):
                return
            writer.write(passage.carried)
            await writer.drain()
            if passage.carried != line:
                return
    except OSError:
        pass  # the other side is gone
    finally:
        reading.cancel()


async def _read(reader: asyncio.StreamReader, lines: asyncio.Queue[bytes]) -> None:
    with contextlib.suppress(OSError, ValueError):
        while line := await reader.readline():
            lines.put_nowait(line)
    lines.put_nowait(b"")


async def _set_before(event: asyncio.Event, end: asyncio.Task[None]) -> bool:
    waiting = asyncio.create_task(event.wait())
    await asyncio.wait({waiting, end}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    return event.is_set()


async def _first_to_end(*jobs: Coroutine[None, None, None]) -> None:
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
