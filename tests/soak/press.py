"""Reports come out while everything runs: imported by another process, found by the bot itself, or both at once."""

import asyncio
import random
from collections.abc import Iterator

from bot import announcement, report_json
from bot.model import Contact, Entry, Report
from config.settings import ChannelSettings
from tests.faults.bot import process
from tests.faults.stage import import_
from tests.invented import report
from tests.soak.bots import Bots
from tests.soak.ledger import Ledger

WORDS = ("Lantern", "Mooring", "Windlass")
OLD = 8
"""How many reports there are from the start."""
FIRST_YEAR = 1991
"""Of the invented reports; a period is of no year after 2099, so there can be 436 of them."""
_MOST = 4 * (2100 - FIRST_YEAR)
_KEPT = 3


def invented(number: int) -> Report:
    """Return the report of one quarter, the next one for the next number."""
    year, quarter = FIRST_YEAR + number // 4, number % 4
    return report(f"{year}-{3 * quarter + 1:02}", f"{year}-{3 * quarter + 3:02}", *_entries(number))


def _entries(number: int) -> Iterator[Entry]:
    for word in WORDS:
        keeper = Contact(f"Keeper of {word}", f"{word.lower()}@example.org")
        body = f"{word} was mended. It took {number} days."
        yield Entry(f"{word} {number}", "Kernel", (keeper,), body=body, anchor=f"{word.lower()}-{number}")


class Press:
    """Brings reports out; `published` are those that must be announced."""

    def __init__(self, bots: Bots, ledger: Ledger, chance: random.Random) -> None:
        self.published: list[Report] = []
        self._bots = bots
        self._ledger = ledger
        self._chance = chance

    async def fill(self) -> None:
        """Import the old reports, which are no news."""
        await import_(self._bots.database, *map(invented, range(OLD)))

    async def run(self, until: float, pause: tuple[float, float]) -> None:
        """Bring out one after the other, while there are years for them."""
        while self._ledger.now() < until and OLD + len(self.published) < _MOST:
            await self._chance.choice((self._import, self._import, self._killed_import, self._find, self._both))()
            await asyncio.sleep(self._chance.uniform(*pause))

    def lines(self, style: str) -> list[tuple[Report, list[str]]]:
        """Return what must be said about each report in a channel of a style."""
        settings = ChannelSettings.model_validate({"style": style})
        return [(each, announcement.lines(each, settings)) for each in self.published]

    def _next(self, how: str) -> Report:
        coming = invented(OLD + len(self.published))
        self.published.append(coming)
        self._ledger.tell(f"report {coming.id} is {how}")
        return coming

    async def _import(self) -> None:
        await import_(self._bots.database, self._next("imported"))

    async def _killed_import(self) -> None:
        coming = self._next("imported, which is killed and done again")
        document = self._bots.database.with_suffix(".killed.jsonl")
        document.write_text(report_json.to_line(coming), "utf-8")
        running = await process("bot.cli", "import", "--db", self._bots.database, document)
        try:
            async with asyncio.timeout(self._chance.uniform(0.3, 1.2)):
                await running.communicate()
        except TimeoutError:
            running.kill()
            await running.communicate()
        await import_(self._bots.database, coming)

    async def _find(self) -> None:
        self._lay_out(self._next("laid into the bot's own source"))

    async def _both(self) -> None:
        coming = self._next("imported and laid into the bot's own source")
        self._lay_out(coming)
        await import_(self._bots.database, coming)

    def _lay_out(self, coming: Report) -> None:
        """Put a report into the source, whole at once, and take old ones away."""
        folder = self._bots.source
        draft = folder.parent / "draft.json"
        draft.write_text(report_json.to_line(coming), "utf-8")
        draft.rename(folder / f"{coming.id}.json")
        for old in sorted(folder.iterdir())[:-_KEPT]:
            old.unlink()
