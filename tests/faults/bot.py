"""The bot as a process: started, stopped in every way, its log read, its disk taken away."""

import asyncio
import json
import resource
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
_REPEATED = "it is unknown whether this line was seen; it is said once more"


class Bot:
    """A running `quarterdeck run`; `log` is what it has said so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.log: list[dict[str, Any]] = []
        self.words: list[str] = []
        self._spoke = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, *arguments: str | Path) -> Self:
        """Start a module of Python as the bot."""
        return cls(await process(*arguments))

    async def _read(self) -> None:
        assert self.process.stderr
        async for line in self.process.stderr:
            if line.startswith(b"{"):
                self.log.append(json.loads(line))
            else:
                self.words.append(line.decode())
            self._spoke.set()
        self._spoke.set()

    async def logs(self, event: str, *, within: float = 30.0, since: int = 0, **fields: object) -> dict[str, Any]:
        """Return the first line of its log with this event and these fields, also one that is still to come.

        The first `since` lines do not count.
        """
        seen = since
        try:
            async with asyncio.timeout(within):
                while not self._reading.done():
                    self._spoke.clear()
                    for line in self.log[seen:]:
                        seen += 1
                        if line["event"] == event and fields.items() <= line.items():
                            return line
                    await self._spoke.wait()
        except TimeoutError:
            pass
        raise AssertionError(f"not logged: {event} {fields}; but: {self.log[-8:]} {self.words}")

    def doubts(self) -> Counter[tuple[str, int]]:
        """Return how often it said that a line, by channel and number, may have been seen or not."""
        return Counter((line["target"], line["line"]) for line in self.log if line["event"] == _REPEATED)

    def disk_is(self, *, full: bool) -> None:
        """Make each of its writes to a file fail, or succeed again."""
        _, hard = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (0 if full else hard, hard))

    async def kill(self) -> None:
        """End it with SIGKILL."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()
        await self._reading

    async def end(self) -> None:
        """End it with SIGTERM; it must go within 5 s, cleanly and without a mishap on the way."""
        self.process.terminate()
        async with asyncio.timeout(5):
            await self.process.wait()
        await self._reading
        assert self.process.returncode == 0, self.words
        assert not self.words, "".join(self.words)
        assert not [line for line in self.log if line["level"] in {"error", "critical"}]


async def process(*arguments: str | Path) -> asyncio.subprocess.Process:
    """Start a module of Python."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *map(str, arguments),
        cwd=ROOT,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )


async def quarterdeck(*arguments: str | Path) -> None:
    """Run a command of quarterdeck to its end, which must be a good one."""
    running = await process("bot.cli", *arguments)
    _, words = await running.communicate()
    assert running.returncode == 0, words.decode()


def run_command(configuration: Path, *, quick: bool, ping_limit: float) -> Sequence[str | Path]:
    """Return the module and arguments of the bot; `quick` has it try again every 0.3 s."""
    if quick:
        return ("tests.faults.quick_bot", configuration, "0.3", str(ping_limit))
    return ("bot.cli", "run", "--config", configuration)
