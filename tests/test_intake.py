"""A source that the running bot looks at: what it asks for."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.intake import Intake, Look
from bot.sample import FOLDER
from bot.store import reports
from bot.store.database import Database
from config.settings import SourceSettings
from tests.sources.site import Site

REPORTS = sorted(path.relative_to(FOLDER).as_posix().removesuffix("index.html") for path in FOLDER.rglob("*.html"))

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """Serve the sample, and the first page of it as three older reports."""
    started = await Site().start()
    started.put_folder(FOLDER)
    for year in (2001, 2002, 2003):
        page = started.pages[f"/{REPORTS[0]}"].replace(b"2019", str(year).encode())
        started.pages[f"/status/report-{year}-01-{year}-03.html"] = page
    pages = sorted(path for path in started.pages if path.endswith((".html", "/")))
    started.pages["/"] = "".join(f'<a href="{path}">{path}</a>' for path in pages).encode()
    yield started
    assert started.server is not None
    await started.server.close()


async def test_a_first_look_reads_all_and_each_later_one_the_newest_and_the_next_in_turn(
    site: Site, tmp_path: Path
) -> None:
    settings = SourceSettings.model_validate({"url": site.url("/"), "every": "1h"})
    with Database.open(tmp_path / "quarterdeck.db") as database:
        intake = Intake("site", settings, database, sleep=site.sleep)
        assert (await intake.look()).count("new") == 6
        assert len(site.pauses) == len(site.asked) - 1
        site.sent.clear()
        older: list[str] = []
        for _ in range(2):
            site.asked.clear()
            await intake.look()
            older += set(site.asked) - {"/", *(f"/{path}" for path in REPORTS)}
            assert len(site.asked) == 1 + 1 + len(REPORTS)
        assert len(set(older)) == 2
        assert site.sent == []
        assert len(reports.heads(database.reader)) == 6


async def test_a_folder_is_read_whole_each_time(tmp_path: Path) -> None:
    with Database.open(tmp_path / "quarterdeck.db") as database:
        intake = Intake("folder", SourceSettings(path=FOLDER), database)
        assert (await intake.look()).count("new") == len(REPORTS)
        assert (await intake.look()).count("unchanged") == len(REPORTS)


async def test_a_look_is_remembered_with_what_came_of_it(site: Site, tmp_path: Path) -> None:
    settings = SourceSettings.model_validate({"url": site.url("/"), "every": "1h"})
    with Database.open(tmp_path / "quarterdeck.db") as database:
        intake = Intake("site", settings, database, now=lambda: NOON, sleep=site.sleep)
        assert intake.last is None
        await intake.visit()
        assert intake.last == Look(NOON, "6 new, 0 changed, 0 unchanged")


async def test_one_page_can_be_looked_at_alone_if_it_is_on_the_site(site: Site, tmp_path: Path) -> None:
    settings = SourceSettings.model_validate({"url": site.url("/"), "every": "1h"})
    with Database.open(tmp_path / "quarterdeck.db") as database:
        intake = Intake("site", settings, database, sleep=site.sleep)
        page = site.url("/status/report-2002-01-2002-03.html")
        assert intake.has(page)
        assert not intake.has("https://elsewhere.example/report-2002-01-2002-03.html")
        assert (await intake.visit(page)).words == "1 new, 0 changed, 0 unchanged"
        assert intake.last is None  # the source as a whole was not looked at
        assert [head.id for head in reports.heads(database.reader)] == ["report-2002-01-2002-03"]


async def test_a_source_that_is_unreadable_for_days_is_trouble_until_it_is_readable(tmp_path: Path) -> None:
    folder, now, told = tmp_path / "reports", NOON, list[str]()
    with Database.open(tmp_path / "quarterdeck.db") as database:
        settings = SourceSettings(path=folder)
        intake = Intake("folder", settings, database, now=lambda: now, on_trouble=told.append)
        assert (await intake.visit()).failed
        now += timedelta(days=1)
        await intake.visit()
        assert told == []
        now += timedelta(days=1)
        await intake.visit()
        assert "The source folder could not be read since 2026-01-01." in told[0]
        folder.symlink_to(FOLDER)
        assert not (await intake.visit()).failed
        assert told[1:] == [""]
