"""A new report on a site: imported, checked, settled, and only then news; whatever the site does meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.announcer import Announcer
from bot.delivery import Target
from bot.importer import import_documents
from bot.intake import Intake, Look
from bot.model import Document
from bot.sample import FOLDER
from bot.store import news, reports
from bot.store.database import Database
from config.settings import ChannelSettings, SourceSettings
from tests.sources.site import Site

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
OLD, NEW = "/report-2024-10-2024-12/", "/report-2025-01-2025-03/"
NEW_ID = NEW.strip("/")
WHOLE = (FOLDER / "report-2025-01-2025-03" / "index.html").read_bytes()
CUT = WHOLE[: len(WHOLE) * 2 // 3]
HALF = WHOLE[: WHOLE.index(b"<h3", len(WHOLE) // 2)] + b"</body></html>"
GROWN = WHOLE.replace(b"Tidewater", b"Tidewater 2")
MINUTE = timedelta(minutes=1)


class Watch:
    """An intake of a site with one old report, a clock that is moved, and the archive behind them."""

    def __init__(self, site: Site, path: Path) -> None:
        self.site, self.path, self.now = site, path, NOON
        self.settings = SourceSettings.model_validate({"url": site.url("/"), "every": "5m", "settle": "15m"})
        self.restart()

    def restart(self) -> None:
        """Go on as after a crash: with nothing but what is in the database."""
        self.database = Database.open(self.path)
        self.intake = Intake(
            "site", self.settings, self.database, now=lambda: self.now, random=lambda: 0.5, sleep=self.site.sleep
        )

    async def look(self, minutes: int = 5) -> list[str]:
        """Look at the site some minutes later; return what is news and not yet announced."""
        self.now += minutes * MINUTE
        self.last: Look = await self.intake.visit()
        return self.news()

    def news(self) -> list[str]:
        return list(news.pending_news(self.database.reader))

    def entries(self) -> int:
        return reports.entry_count(self.database.reader, NEW_ID)

    def puts(self, page: bytes | None) -> None:
        """Have the site list the new report, and serve it like this, or not at all."""
        self.site.pages["/"] = f'<a href="{OLD}">Q4 2024</a> <a href="{NEW}">Q1 2025</a>'.encode()
        if page is not None:
            self.site.pages[NEW] = page


@pytest.fixture
async def watch(tmp_path: Path) -> AsyncIterator[Watch]:
    site = await Site().start()
    site.pages["/"] = f'<a href="{OLD}">Q4 2024</a>'.encode()
    site.pages[OLD] = (FOLDER / OLD.strip("/") / "index.html").read_bytes()
    watch = Watch(site, tmp_path / "quarterdeck.db")
    assert await watch.look(0) == []  # the first import makes no news
    yield watch
    watch.database.close()
    assert site.server is not None
    await site.server.close()


async def test_a_report_is_news_when_it_was_looked_at_again_after_its_time_and_had_not_changed(watch: Watch) -> None:
    watch.puts(WHOLE)
    assert [await watch.look() for _ in range(4)] == [[], [], [], [NEW_ID]]
    assert watch.site.sent.count(NEW) == 1


async def test_a_page_that_is_listed_and_not_there_yet_is_tried_again_and_then_settles(watch: Watch) -> None:
    watch.puts(None)
    assert await watch.look() == []
    assert "the site has no such page (yet)" in watch.last.words
    watch.puts(WHOLE)
    assert [await watch.look() for _ in range(4)] == [[], [], [], [NEW_ID]]


@pytest.mark.parametrize("page", [CUT, HALF], ids=["without its end", "with half of what it lists"])
async def test_an_unfinished_page_is_no_news_until_its_rest_has_come_and_settled(watch: Watch, page: bytes) -> None:
    watch.puts(page)
    assert [await watch.look(30) for _ in range(3)] == [[]] * 3
    found = watch.entries()
    watch.puts(WHOLE)
    assert [await watch.look() for _ in range(4)] == [[], [], [], [NEW_ID]]
    assert watch.entries() > found


async def test_an_unfinished_page_is_sent_in_full_once_more_whatever_the_site_thinks_of_it(watch: Watch) -> None:
    watch.puts(CUT)
    await watch.look()
    await watch.look()
    assert watch.site.sent.count(NEW) == 2


async def test_a_page_that_changes_settles_anew(watch: Watch) -> None:
    watch.puts(WHOLE)
    assert await watch.look() == []
    watch.puts(GROWN)
    assert await watch.look(14) == []
    assert await watch.look(14) == []
    assert await watch.look(1) == [NEW_ID]


async def test_a_page_that_is_gone_or_broken_meanwhile_goes_on_settling(watch: Watch) -> None:
    watch.puts(WHOLE)
    await watch.look()
    del watch.site.pages[NEW]
    assert await watch.look(15) == []
    watch.puts(b"<html><title>Proxy error</title></html>")
    assert await watch.look() == []
    watch.puts(WHOLE)
    assert await watch.look() == [NEW_ID]


async def test_a_site_that_is_away_when_the_time_is_over_is_waited_for(watch: Watch) -> None:
    watch.puts(WHOLE)
    await watch.look()
    index = watch.site.pages.pop("/")
    assert await watch.look(20) == []
    assert watch.last.failed
    watch.site.pages["/"] = index
    assert await watch.look() == [NEW_ID]


async def test_settling_goes_on_after_a_crash(watch: Watch) -> None:
    watch.puts(WHOLE)
    await watch.look()
    watch.restart()
    assert await watch.look(10) == []
    watch.restart()
    assert await watch.look() == [NEW_ID]


async def test_what_settled_is_announced_once_whatever_changes_on_the_site_later(watch: Watch) -> None:
    announcer = Announcer(watch.database, lambda: {Target("net", "#c"): ChannelSettings(announce=True)}, {})
    watch.puts(WHOLE)
    await watch.look()
    await watch.look(15)
    await announcer.fan_out()
    watch.puts(GROWN)
    assert await watch.look() == []
    assert watch.last.words.startswith("0 new, 1 changed")
    assert await watch.look(60) == []
    assert [item.subject for item in announcer.status()] == [NEW_ID]


async def test_a_page_that_somebody_orders_by_its_address_is_news_at_once(watch: Watch) -> None:
    watch.puts(WHOLE)
    await watch.intake.visit(watch.site.url(NEW))
    assert watch.news() == [NEW_ID]


async def test_what_a_person_imports_is_news_at_once(watch: Watch) -> None:
    summary = import_documents(watch.database, [Document("report-2025-01-2025-03/index.html", WHOLE)])
    assert summary.news == (NEW_ID,)
    assert watch.news() == [NEW_ID]


async def test_what_is_put_into_a_folder_only_has_to_be_whole(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    (folder / NEW_ID).mkdir(parents=True)
    (folder / "report-2019-01-2019-03.html").write_bytes((FOLDER / "report-2019-01-2019-03.html").read_bytes())
    with Database.open(tmp_path / "quarterdeck.db") as database:
        intake = Intake("folder", SourceSettings(path=folder), database, now=lambda: NOON)
        await intake.visit()
        page = folder / NEW_ID / "index.html"
        page.write_bytes(CUT)
        await intake.visit()
        assert news.pending_news(database.reader) == ()
        page.write_bytes(WHOLE)
        await intake.visit()
        assert news.pending_news(database.reader) == (NEW_ID,)


async def test_the_page_is_asked_for_again_as_soon_as_its_time_is_over_and_not_with_the_next_look(
    watch: Watch,
) -> None:
    watch.puts(WHOLE)
    quick = {"url": watch.site.url("/"), "every": "1h", "settle": "1s"}
    intake = Intake("site", SourceSettings.model_validate(quick), watch.database)
    running = asyncio.create_task(intake.run())
    async with asyncio.timeout(20):
        while not watch.news():  # noqa: ASYNC110 - what is waited for is a row in a real database
            await asyncio.sleep(0.05)
    running.cancel()
    assert watch.site.asked.count("/") == 2  # for the first import, and for the look that found the report
    assert watch.site.asked.count(NEW) == 2
    assert watch.site.sent.count(NEW) == 1
