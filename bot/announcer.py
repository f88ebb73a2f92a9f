"""New reports to every channel that wants them, once: what is news is fanned out, delivered, tried again."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog

from bot import announcement
from bot.delivery import Target, WayOut
from bot.errors import DatabaseError
from bot.irc.message import Delivered, Outcome, Unknown
from bot.store import announcements, news, reports
from bot.store.announcements import Announcement
from bot.store.database import Database
from config.settings import ChannelSettings

log = structlog.get_logger(__name__)

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (15, 60, 300, 900, 1800))
"""How long to wait after each attempt that failed; the last one holds for all further attempts."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Announcer:
    """Delivers what the store says is to be announced; tell it what may be news and whom it can reach."""

    def __init__(
        self,
        database: Database,
        targets: Callable[[], Mapping[Target, ChannelSettings]],
        way: WayOut,
        *,
        now: Callable[[], datetime] = _utc_now,
        pauses: Sequence[timedelta] = PAUSES,
    ) -> None:
        self._database = database
        self._targets = targets
        self._way = way
        self._now = now
        self._pauses = pauses
        self._reached: dict[Target, datetime] = {}
        self._wake: dict[str, asyncio.Event] = {}
        self._look = asyncio.Event()

    def reached(self, target: Target) -> None:
        """Try again at once what could not be said there: the bot has just come (back) into the channel."""
        self._reached[target] = self._now()
        self.wake()

    def wake(self) -> None:
        """Look again at once at what is to be announced and at the targets, which may have changed."""
        for event in (self._look, *self._wake.values()):
            event.set()

    async def run(self) -> None:
        """Announce until cancelled; each network that has targets goes at its own pace."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                self._look.clear()
                for network in self._networks() - self._wake.keys():
                    self._wake[network] = asyncio.Event()
                    tasks.create_task(self._serve(network), name=f"announcer {network}")
                await self._rest(self._look)

    def _networks(self) -> set[str]:
        return {target.network for target in self._targets()}

    async def fan_out(self) -> None:
        """Make an announcement of each report that is news for every channel that wants it, then deliver them."""
        wanting = [
            (target.network, target.channel) for target, settings in self._targets().items() if settings.announce
        ]
        for report_id in news.pending_news(self._database.reader):
            work = partial(announcements.fan_out, report_id=report_id, targets=wanting, now=self._now())
            made = await self._database.write(work)
            log.info("new report", report=report_id, channels=made)
        self.wake()

    async def _serve(self, network: str) -> None:
        wake = self._wake[network]
        while network in self._networks():
            wake.clear()
            try:
                for pending in list(self._due(network)):
                    await self._announce(pending)
            except DatabaseError as error:
                log.warning("announcements wait for the database", network=network, why=str(error))
            await self._rest(wake)
        del self._wake[network]

    async def _rest(self, event: asyncio.Event) -> None:
        # not wait_for: before Python 3.12 it swallows a cancellation that comes together with the event
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pauses[0].total_seconds()):
                await event.wait()

    def _due(self, network: str) -> Iterator[Announcement]:
        for each in announcements.unfinished(self._database.reader):
            target = Target(each.network, each.channel)
            wanted = target.network == network and target in self._targets()
            if wanted and self._way.ready(target) and self._now() >= self._earliest(each, target):
                yield each

    def _earliest(self, pending: Announcement, target: Target) -> datetime:
        """Return when to try next: after a pause, but at once if the bot came into the channel since."""
        reached = self._reached.get(target)
        if pending.attempts == 0 or (reached and reached > pending.changed):
            return pending.changed
        return pending.changed + self._pauses[min(pending.attempts, len(self._pauses)) - 1]

    async def _announce(self, pending: Announcement) -> None:
        report = reports.load(self._database.reader, pending.report)
        if report is None:
            return
        target = Target(pending.network, pending.channel)
        settings = self._targets().get(target)
        if settings is None:
            return
        lines = announcement.lines(report, settings)
        where = log.bind(report=report.id, network=target.network, channel=target.channel)
        if pending.state == "sent":
            where.warning("it is unknown whether this line was seen; it is said again", line=pending.said + 1)
        for number, line in enumerate(lines[pending.said :], start=pending.said + 1):
            outcome = await self._say(
                pending.id, target, line, number, notice=settings.notice, last=number == len(lines)
            )
            if not isinstance(outcome, Delivered):
                unsure = isinstance(outcome, Unknown)
                where.warning("announcement not confirmed", reason=outcome.reason, line=number, maybe_seen=unsure)
                return
        where.info("announced", lines=len(lines))

    async def _say(
        self, announcement_id: int, target: Target, line: str, number: int, *, notice: bool, last: bool
    ) -> Outcome:
        """Say one line, with its state in the database before and after, so that a crash loses and doubles nothing."""
        await self._note(announcements.sending, announcement_id)
        outcome = await self._way.deliver(target, line, notice=notice)
        if isinstance(outcome, Delivered):
            await self._note(partial(announcements.said, lines=number, last=last), announcement_id)
        else:
            await self._note(partial(announcements.failed, reason=outcome.reason), announcement_id)
        return outcome

    async def _note(self, change: Callable[..., None], announcement_id: int) -> None:
        await self._database.write(lambda connection: change(connection, announcement_id, self._now()))
