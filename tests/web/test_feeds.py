from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

from bot.archive import Archive
from bot.model import Report
from bot.store import news, saving
from bot.store.database import Connection, Database
from bot.web.atom import Feed, FeedEntry, write
from bot.web.feeds import category, reports
from bot.web.site import Site
from tests.invented import archive
from tests.store.samples import ROPES, report
from tests.web.conftest import NOW, Client
from tests.web.test_pages import HOLES

FEEDS = [
    "/feeds/reports.atom",
    "/feeds/help-wanted.atom",
    "/feeds/projects/{project}.atom",
    "/feeds/people/{person}.atom",
    "/feeds/categories/{category}.atom",
]


@pytest.mark.parametrize("path", FEEDS)
async def test_every_feed_is_valid_and_leads_to_pages_that_are_there(client: Client, path: str) -> None:
    answer = await client.get(path.format(**HOLES))
    assert (answer.status, answer.content_type) == (200, "application/atom+xml")
    feed = feedparser.parse(await answer.read())
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10"
    assert feed.feed.id.startswith("urn:uuid:")
    assert feed.entries
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    for link in [entry.link for entry in feed.entries] + [feed.feed.link]:
        assert link.startswith("https://reports.example.org/")
        assert (await client.get(link.removeprefix("https://reports.example.org"))).status == 200
    assert all(entry.updated_parsed <= NOW.timetuple() for entry in feed.entries)


def test_ids_of_entries_do_not_depend_on_where_the_site_is() -> None:
    feeds = [reports(Site(archive, public_url=url)) for url in (None, "https://reports.example.org")]
    written = [write(feed, changed=NOW, generator="test") for feed in feeds]
    one, other = ([feed.feed.id, *(entry.id for entry in feed.entries)] for feed in map(feedparser.parse, written))
    assert one == other
    assert one[0].startswith("urn:uuid:")


def test_a_report_that_was_seen_to_come_out_is_as_new_as_that_and_an_older_one_as_its_period(tmp_path: Path) -> None:
    old, new = report("2031-01", "2031-03", ROPES), report("2031-04", "2031-06", ROPES)

    def come(connection: Connection, brought: Report, now: datetime) -> None:
        saving.save(connection, brought)
        news.notice(connection, brought, now)
        news.release(connection, now)

    with Database.open(tmp_path / "quarterdeck.db") as database:
        for number, brought in enumerate((old, new)):
            database.write_now(partial(come, brought=brought, now=datetime(2031, 8, 1 + number, 9, 30, tzinfo=UTC)))
        archive = Archive.open(database)
        site = Site(lambda: archive, database=database)
        found = category(site, "userland")
        assert isinstance(found, Feed)
        times = [str(entry.updated) for feed in (reports(site), found) for entry in feed.entries]
        assert times == ["2031-08-02 09:30:00+00:00", "2031-03-31 00:00:00+00:00"] * 2
    assert str(reports(site).entries[0].updated) == "2031-06-30 00:00:00+00:00"  # the database is closed


async def test_a_feed_of_nothing_is_not_there(client: Client) -> None:
    answer = await client.get("/feeds/projects/nothing.atom")
    assert answer.status == 404
    assert "no project “nothing”" in await answer.text()


@pytest.mark.parametrize("path", [path for path in FEEDS if "help" not in path])
async def test_the_page_that_a_feed_follows_names_it(client: Client, path: str) -> None:
    address = path.format(**HOLES).replace("@", "%40")
    page = "/" if "reports" in path else address.removeprefix("/feeds").removesuffix(".atom")
    text = await (await client.get(page)).text()
    assert f'href="{address}"' in text


def test_text_that_xml_cannot_hold_is_left_out() -> None:
    entry = FeedEntry("key", "A\x00\x0b <b>bold\ud800</b> & title", "https://example.org/", NOW, summary="\x1b[1m")
    written = write(Feed("key", "Title", "/", "/feed", [entry]), changed=NOW, generator="test")
    feed = feedparser.parse(written)
    assert not feed.bozo
    root = ET.fromstring(written)  # noqa: S314 - written here
    assert root.findtext(".//{*}entry/{*}title") == "A <b>bold</b> & title"


def test_a_feed_without_entries_has_the_time_of_the_archive() -> None:
    feed = feedparser.parse(write(Feed("key", "Title", "/", "/feed", []), changed=NOW, generator="test"))
    assert feed.feed.updated == "2022-05-01T12:00:00+00:00"
