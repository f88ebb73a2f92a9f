"""New reports and deadlines to every place that wants them, once: made when they are news, said, tried again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol

import structlog

from bot.announcer import editor
from bot.announcer.courier import Courier
from bot.announcer.editor import Draft
from bot.announcer.rounds import Rounds
from bot.announcer.timing import PAUSES as PAUSES
from bot.deadlines import holding
from bot.delivery import Target, WayOut
from bot.store import calendar, news, outbox, reports
from bot.store.audit import Deed, noted
from bot.store.database import Connection, Database
from bot.store.news import Settling
from bot.store.outbox import Item, Place
from config.settings import Wishes

log = structlog.get_logger(__name__)

_SHOWN = 50
_DAY = timedelta(days=1)


class Notes(Protocol):
    """Notes to people about what they follow."""

    async def places(self, report_id: str) -> list[Place] | None:
        """Return whom to send one about a report, None if that is not known yet."""
        ...

    def lines(self, report_id: str, network: str, account: str) -> tuple[str, ...]:
        """Return the one for an account, nothing if there is nothing to say."""
        ...


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Announcer:
    """Delivers what the store says is to be announced; tell it what may be news and whom it can reach.

    `targets` are asked for at each use. `ways` are the ways out by the names that targets have them under.
    `tell_owner(network, sentence)` hears of what was given up; the network is empty where that was on none. `notes`
    are those to people, None if nobody gets any.
    """

    def __init__(
        self,
        database: Database,
        targets: Callable[[], Mapping[Target, Wishes]],
        ways: Mapping[str, WayOut],
        *,
        now: Callable[[], datetime] = _utc_now,
        pauses: Sequence[timedelta] = PAUSES,
        tell_owner: Callable[[str, str], None] = lambda _network, _sentence: None,
        notes: Notes | None = None,
    ) -> None:
        self._database = database
        self._targets = targets
        self._now = now
        self._notes = notes
        courier = Courier(database, ways, now=now, patience=pauses[0].total_seconds(), tell_owner=tell_owner)
        self._rounds = Rounds(database, targets, courier, self._look_at_calendar, self._drafts, now=now, pauses=pauses)

    def reached(self, target: Target) -> None:
        """Try again at once what could not be said there: the bot has come (back) in, or the channel has opened."""
        self._rounds.reached(target)

    def wake(self) -> None:
        """Look again at once at what is to be announced and at the targets, which may have changed."""
        self._rounds.wake()

    async def run(self) -> None:
        """Announce until cancelled; each place goes at its own pace."""
        await self._rounds.run()

    async def finish(self, limit: float = 1.5) -> None:
        """Begin nothing more, and wait for what is on its way, but not for longer than `limit` seconds."""
        await self._rounds.finish(limit)

    async def fan_out(self) -> None:
        """Make an announcement of each report that is news for every place that wants it, then deliver them."""
        for report_id in news.pending_news(self._database.reader):
            people = await self._notes.places(report_id) if self._notes else []
            if people is not None:  # else the archive is about to be read anew
                await self._fan_out(report_id, people)
        self.wake()

    async def _fan_out(self, report_id: str, people: list[Place]) -> None:
        places = self._places(lambda wishes: wishes.announce)

        def work(connection: Connection) -> tuple[int, int]:
            news.settle(connection, report_id, "fanned out")
            told = outbox.add(connection, "follow", report_id, people, self._now())
            return outbox.add(connection, "report", report_id, places, self._now()), told

        made, told = await self._database.write(work)
        log.info("new report", report=report_id, places=made, people=told)

    def preview(self, report_id: str | None, target: Target) -> list[str]:
        """Return the lines that announce a report in a place, the newest report if None; none without a report."""
        if report_id is None:
            report_id = next((head.id for head in reports.heads(self._database.reader)), "")
        report = reports.load(self._database.reader, report_id)
        wishes = self._targets().get(target)
        return list(editor.of_report(report, wishes).lines) if report and wishes else []

    async def announce_now(
        self, report_id: str, targets: Iterable[Target] | None = None, deed: Deed | None = None
    ) -> int:
        """Announce a report now, whatever the hour, in these places, else in all that want announcements.

        Where it was announced before and has changed since, one line says that it was corrected; where it has not
        changed, nothing. Returns in how many places there is something to say. `deed` says who ordered it.
        """
        report = reports.load(self._database.reader, report_id)
        if report is None:
            return 0
        places = self._places(lambda wishes: wishes.announce) if targets is None else [_place(one) for one in targets]
        version = editor.version(report)
        order = partial(outbox.order, report_id=report_id, version=version, places=places, now=self._now())

        def work(connection: Connection) -> int:
            if targets is None:
                news.hurry(connection, report_id)
            return order(connection)

        made = await self._database.write(noted(work, deed))
        self.wake()
        return made

    async def skip(self, report_id: str, deed: Deed | None = None) -> int:
        """Never announce a report, nor what is left of it; return in how many places something was still to be said.

        `deed` says who ordered it.
        """

        def work(connection: Connection) -> int:
            news.settle(connection, report_id, "withdrawn")
            return outbox.withdraw(connection, report_id, self._now(), "skipped by order")

        return await self._database.write(noted(work, deed))

    def settling(self) -> tuple[Settling, ...]:
        """Return the new reports that are not announced yet, as they may still change, oldest first."""
        return news.settling(self._database.reader)

    def status(self, report_id: str | None = None) -> tuple[Item, ...]:
        """Return what became of all announcements of a report, oldest first; None: the newest of any, newest first."""
        reader = self._database.reader
        return outbox.newest(reader, _SHOWN) if report_id is None else outbox.of_report(reader, report_id)

    def _drafts(self) -> Callable[[Item, Wishes], Draft | None]:
        """Return what says how messages read now; it gives None for one that is about nothing that still is so."""
        reports_and_days = editor.Editor(self._database.reader, self._now().astimezone(UTC).date())

        def draft(item: Item, wishes: Wishes) -> Draft | None:
            if item.kind == "follow":
                said = self._notes.lines(item.report, item.network, item.target) if self._notes else ()
                return editor.of_note(said) if said else None
            return reports_and_days.draft(item, wishes)

        return draft

    def _places(self, want: Callable[[Wishes], bool]) -> list[Place]:
        return [_place(target) for target, wishes in self._targets().items() if want(wishes)]

    async def _look_at_calendar(self) -> None:
        """Announce a day of the calendar that came since this was last looked at, if it is still worth a word."""
        now = self._now()
        today = now.astimezone(UTC).date()
        looked = calendar.looked(self._database.reader)
        if looked and looked >= today:
            return
        milestone, places = holding(today), self._places(lambda wishes: wishes.deadlines)

        def work(connection: Connection) -> None:
            calendar.look(connection, today)
            if milestone and milestone.day > (looked or today - _DAY):
                outbox.add(connection, "deadline", milestone.id, places, now)

        await self._database.write(work)


def _place(target: Target) -> Place:
    return (target.way, target.network, target.channel)
