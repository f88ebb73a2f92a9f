"""A source that the running bot looks at: what it asks for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.intake import Intake
from bot.sample import FOLDER
from bot.store import reports
from bot.store.database import Database
from config.settings import SourceSettings
from tests.sources.site import Site

REPORTS = sorted(path.relative_to(FOLDER).as_posix().removesuffix("index.html") for path in FOLDER.rglob("*.html"))


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
        intake = Intake("site", settings, database)
        assert (await intake.look()).count("new") == 6
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
