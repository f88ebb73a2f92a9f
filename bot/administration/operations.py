"""How the bot is doing, and what its owner may have it do: look at the sources, reload, end."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog

import bot
from bot.archive import Archive
from bot.errors import DatabaseError, QuarterdeckError
from bot.intake import Intake
from bot.irc.network import Network
from bot.irc.terms import State, Status
from bot.model import Report
from bot.periods import parse
from bot.permissions import Asker
from bot.store import audit, news
from bot.store.database import Database
from bot.store.news import Settling

log = structlog.get_logger(__name__)

_PARTING = 1.0  # seconds from the answer to the end, so that it is still said


class ImportRefusedError(QuarterdeckError):
    """Something is not imported from IRC; the sentence says what would be."""


class Operations:
    """The running bot in the hands of those who run it; its networks and sources may come and go.

    `waiting` counts announcements under way, `reload` returns what it changed, `stop` ends the bot with a reason,
    `tell_owner(network, sentence)` tells somebody who may not be there just now.
    """

    def __init__(
        self,
        networks: Mapping[str, Network],
        intakes: Mapping[str, Intake],
        database: Database,
        *,
        archive: Callable[[], Archive],
        waiting: Callable[[], int],
        reload: Callable[[], Awaitable[list[str]]],
        stop: Callable[[str], None],
        tell_owner: Callable[[str, str], None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._networks, self._intakes, self._database = networks, intakes, database
        self._archive, self._waiting, self._reload, self._now = archive, waiting, reload, now
        self._stop, self._tell_owner = stop, tell_owner
        self._started = now()

    def status(self) -> list[str]:
        """Return a line for each network, then for the sources and for the bot itself."""
        return [
            *(_network(network.status()) for network in self._networks.values()),
            *(self._source(intake) for intake in self._intakes.values()),
            *map(_settling, news.settling(self._database.reader)),
            self._itself(),
        ]

    async def reload(self, asker: Asker) -> str:
        """Read the configuration again; return what has changed. Raises ReloadError if it is wrong.

        Where the network on which this was asked connects anew for it, the owner is told when it is back.
        """
        changed = "; ".join(await self._reload())
        await self._note(asker, "reload", changed)
        told = f"Reloaded: {changed}." if changed else "Reloaded; nothing has changed."
        network = self._networks.get(asker.network)
        if network is None or network.state is not State.READY:
            self._tell_owner(asker.network, told)
        return told

    async def import_(self, asker: Asker, what: str = "") -> list[str]:
        """Look at all sources now, or only at a page or the reports of a period; return what came of it, a line each.

        Raises ImportRefusedError for a page that is on no source's site, and for a period without a report.
        """
        if not self._intakes:
            raise ImportRefusedError("My configuration has no sources.")
        everything = [(each.name, each, None) for each in self._intakes.values()]
        visits = self._visits(what) if what else everything
        await self._note(asker, "import", what)
        looks = await asyncio.gather(*(intake.visit(url) for _, intake, url in visits))
        return [f"{name}: {look.words}" for (name, _, _), look in zip(visits, looks, strict=True)]

    def _visits(self, what: str) -> Sequence[tuple[str, Intake, str | None]]:
        """Return the pages that are meant, each with what to call it and the source on whose site it is."""
        urls = {what: what} if "://" in what else {str(each.period): each.url for each in self._reports(what)}
        found = [
            (name, intake, url) for name, url in urls.items() for intake in self._intakes.values() if intake.has(url)
        ]
        if not found:
            kind = "" if "://" in what else "A report of "
            raise ImportRefusedError(f"{kind}{what} is on no site that I read; my configuration says which those are.")
        return found

    def _reports(self, period: str) -> list[Report]:
        archive = self._archive()
        span = parse(period, archive.newest.period) if archive.reports else None
        if span is None:
            raise ImportRefusedError("import takes a period or an address; without one I look for new reports.")
        if not (found := archive.covering(span)):
            raise ImportRefusedError(
                f"I have no report of {period} to read again; without a period I look for new ones."
            )
        return found

    async def quit(self, asker: Asker, reason: str) -> None:
        """End the bot as soon as the answer to that is said."""
        await self._note(asker, "quit", reason)
        asyncio.get_running_loop().call_later(_PARTING, self._stop, reason)

    async def _note(self, asker: Asker, command: str, after: str) -> None:
        """Write down who did what; a database that takes nothing must not keep the owner from what he wants."""
        log.info("command of the owner", command=command, who=asker.name, network=asker.network)
        try:
            await self._database.write(partial(audit.note, deed=asker.did(command, self._now(), after=after)))
        except DatabaseError as error:
            log.warning("this is not in the audit log", command=command, why=str(error))

    def _source(self, intake: Intake) -> str:
        if intake.last is None:
            return f"{intake.name}: not looked at yet"
        return f"{intake.name}: looked {lasting(self._now() - intake.last.at)} ago: {intake.last.words}"

    def _itself(self) -> str:
        reports = self._archive().reports
        newest = f", the newest {self._archive().newest.period}" if reports else ""
        waiting = self._waiting()
        files = (self._database.path, self._database.path.with_name(f"{self._database.path.name}-wal"))
        size = sum(each.stat().st_size for each in files if each.exists()) / 1_000_000
        return (
            f"quarterdeck {bot.__version__}, up {lasting(self._now() - self._started)}: {len(reports)} reports"
            f"{newest}; {waiting or 'no'} announcement{'s' * (waiting != 1)} waiting; database {size:.1f} MB"
        )


def _settling(one: Settling) -> str:
    return f"{one.report}: settling until {one.ready:%H:%M} UTC{f' ({one.unfinished})' * bool(one.unfinished)}"


def _network(status: Status) -> str:
    return f"{status.network}: {', '.join(_facts(status))}"


def _facts(status: Status) -> Iterator[str]:
    yield f"{status.state.value} for {lasting(timedelta(seconds=status.lasted))}"
    if status.server:
        yield f"{status.server} as {status.nick}"
    if status.state is State.READY:
        yield f"{len(status.channels)} channel{'s' * (len(status.channels) != 1)}"
        yield from (f"not in {channel} ({why or 'no answer yet'})" for channel, why in status.outside.items())
        yield f"lag {status.lag:.2f} s" if status.lag is not None else "lag unknown"
        yield f"{status.queued or 'nothing'} queued"
    if status.lost:
        yield f"{status.lost} connection{'s' * (status.lost != 1)} lost, last because {status.last_error}"


def lasting(time: timedelta) -> str:
    """Return how long something takes in its two largest units: `3 d 4 h`, `12 min`."""
    seconds = max(int(time.total_seconds()), 0)
    parts = [(seconds // 86400, "d"), (seconds // 3600 % 24, "h"), (seconds // 60 % 60, "min"), (seconds % 60, "s")]
    first = next((index for index, (count, _) in enumerate(parts) if count), len(parts) - 1)
    return " ".join(f"{count} {unit}" for count, unit in parts[first : first + 2] if count) or "0 s"
