"""What announcing is tested with: two reports, a way out that answers as told, a clock that stands still."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bot.announcement import lines
from bot.announcer import Announcer
from bot.delivery import OneByOne, Target
from bot.errors import DatabaseError
from bot.irc.message import Delivered, Outcome, Refused
from bot.model import Entry, Report
from bot.store import news, outbox, saving
from bot.store.database import Connection, Database
from bot.store.outbox import Item
from config.settings import ChannelSettings, Wishes
from tests.invented import report

NOW = datetime(2031, 7, 20, 12, 0, tzinfo=UTC)
HARBOUR, QUAY = Target("net", "#harbour"), Target("net", "#quay")
LAST = Target("net", "#last")
PAUSES = [timedelta(seconds=0.01), timedelta(hours=1)]
DIGEST = ChannelSettings(announce=True, style="digest")

_ENTRIES = (Entry("Lamp", "Kernel"), Entry("Rope", "Userland"))
OLD = report("2031-01", "2031-03", *_ENTRIES)
NEW = report("2031-04", "2031-06", *_ENTRIES)
NEWER = report("2031-07", "2031-09", *_ENTRIES)
LINES = lines(NEW, DIGEST)


class Way(OneByOne):
    """A way out that notes what it carried and answers as told, else Delivered."""

    def __init__(self, *, repeatable: bool = False) -> None:
        self.repeatable = repeatable
        self.carried: list[tuple[Target, str]] = []
        self.notices: set[bool] = set()
        self.answers: list[Outcome] = []
        self.absent: set[Target] = set()
        self.on_its_way = asyncio.Event()
        self.go_on = asyncio.Event()
        self.go_on.set()

    def ready(self, target: Target) -> bool:
        return target not in self.absent

    async def turn(self, target: Target) -> None:
        del target

    async def carry(self, target: Target, text: str, *, notice: bool) -> Outcome:
        self.on_its_way.set()
        await self.go_on.wait()
        outcome = self.answers.pop(0) if self.answers else Delivered()
        if not isinstance(outcome, Refused):
            self.carried.append((target, text))
            self.notices.add(notice)
        return outcome


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, time: datetime = NOW) -> None:
        self.time = time

    def __call__(self) -> datetime:
        return self.time

    def forward(self, seconds: float = 0.0, **duration: float) -> None:
        self.time += timedelta(seconds=seconds, **duration)


class Stage:
    """An announcer with all that it works with; `words` are those to the owner."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.way, self.clock = Way(), Clock()
        self.targets: dict[Target, Wishes] = {HARBOUR: DIGEST, LAST: ChannelSettings()}
        self._looks = 0
        self.words: list[tuple[str, str]] = []
        self.announcer = self.another()

    def another(self, pauses: Sequence[timedelta] = PAUSES) -> Announcer:
        """Return an announcer as after a restart."""
        return Announcer(
            self.database,
            lambda: self.targets,
            {"irc": self.way, "webhook": self.way},
            now=self.clock,
            pauses=pauses,
            tell_owner=lambda network, sentence: self.words.append((network, sentence)),
        )

    def bring(self, brought: Report) -> None:
        """Import a report in a run of its own."""

        def store(connection: Connection) -> None:
            if saving.save(connection, brought).new:
                news.notice(connection, brought, NOW)

        self.database.write_now(store)
        self.database.write_now(partial(news.release, now=NOW))

    async def news(self, brought: Report = NEW) -> None:
        """Import a report and have it announced."""
        self.bring(brought)
        await self.announcer.fan_out()

    def items(self, report_id: str = NEW.id) -> tuple[Item, ...]:
        return outbox.of_report(self.database.reader, report_id)

    def states(self, report_id: str = NEW.id) -> list[str]:
        return [item.state for item in self.items(report_id)]

    def refuse_writes(self, count: int) -> None:
        """Have the database refuse so many writes from now on, as with a full disk."""
        submit = self.database.submit

        def refuse(work: Callable[[Connection], Any], *, durable: bool = True) -> Future[Any]:
            nonlocal count
            count -= 1
            if count >= 0:
                failed: Future[Any] = Future()
                failed.set_exception(DatabaseError("test.db", "the disk is full"))
                return failed
            return submit(work, durable=durable)

        self.database.submit = refuse  # type: ignore[method-assign]  # a disk that is full

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.announcer.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def becomes(self, *states: str) -> None:
        """Wait until the announcements of the new report are in these states."""
        await until(lambda: self.states() == list(states))

    async def tried(self, times: int) -> None:
        """Wait until the announcement of the new report has failed so many times in a row."""
        await until(lambda: self.items()[0].attempts == times)

    async def looked(self) -> None:
        """Wait until it has looked at everything and said what could be said: what comes last has been said."""
        self._looks += 1
        subject = f"{OLD.id} {self._looks}"
        self.database.write_now(
            lambda connection: outbox.add(
                connection, "correction", subject, [("irc", LAST.network, LAST.channel)], self.clock(), ordered=True
            )
        )
        self.announcer.wake()
        await until(lambda: [item.state for item in self.items(OLD.id) if item.subject == subject] == ["confirmed"])

    @property
    def said(self) -> list[str]:
        """Return what was said, but for what only showed that nothing more is to come."""
        return [text for target, text in self.way.carried if target != LAST]


async def until(condition: Callable[[], bool]) -> None:
    """Wait for something that becomes so in the database or another task."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - what is waited for is a row in a real database
            await asyncio.sleep(0.005)
