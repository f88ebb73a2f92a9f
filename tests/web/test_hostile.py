"""Reports whose every text tries to run, load or break something: no page, feed or piece of data lets it."""

from collections.abc import Awaitable, Callable
from xml.etree import ElementTree as ET

import pytest
from aiohttp.web import Application
from selectolax.lexbor import LexborHTMLParser
from yarl import URL

from bot.archive import Archive
from bot.identity.people import people
from bot.identity.projects import projects
from bot.model import Contact, Entry, Link, Period, Report
from bot.web.app import make_app
from bot.web.routes import PAGES
from bot.web.site import Site
from tests.web.conftest import NOW, Client

SCRIPT = "<script>alert(1)</script>"
BREAK = f"\"'></title></textarea></main><img src=x onerror=alert(1)>{SCRIPT}"
RUNS = ("javascript:alert(1)", "JaVaScRiPt:alert(1)", " \tjavascript:alert(1)", "data:text/html,<script>", "vbscript:x")
LOADS = {
    "script",
    "iframe",
    "object",
    "embed",
    "base",
    "style",
    "audio",
    "video",
    "source",
    "frame",
    "applet",
    "template",
}
WORDS = f"{BREAK} {{{{ 7 * 7 }}}} {{% raw %}} \x00\x1b[31m \u202e"


def hostile() -> Archive:
    """Return an archive of two reports with nothing good in them."""
    entries = tuple(
        Entry(
            title=f"{WORDS} {url}",
            category=WORDS,
            contacts=(Contact(WORDS, f"{BREAK}@example.org"), Contact(url, None)),
            links=(Link(WORDS, url), Link(None, url)),
            sponsors=(WORDS, url),
            tasks=(WORDS, "Help is wanted with this " + url),
            body=f"{WORDS}. Testers are wanted: {url}",
            anchor='"><script>alert(1)</script>',
            markup=f'<p>{WORDS}</p><a href="{url}">x</a><style>*{{}}</style><p onclick="x" style="x">y</p>',
        )
        for url in RUNS
    )
    found = [
        Report(f"report-{start}-{end}", WORDS, Period(start, end), url, WORDS, WORDS, entries)
        for (start, end), url in ((("2021-01", "2021-03"), RUNS[0]), (("2021-04", "2021-06"), f'https://x/"{BREAK}'))
    ]
    persons = people(found)
    return Archive(found, persons, projects(found, persons))


@pytest.fixture
async def crawled(aiohttp_client: Callable[[Application], Awaitable[Client]]) -> list[tuple[str, str]]:
    """Return address and content of all pages of the hostile archive."""
    archive = hostile()
    site = Site(lambda: archive, public_url="https://reports.example.org", clock=lambda: NOW)
    client = await aiohttp_client(make_app(site))
    things = (
        archive.reports, archive.items, archive.projects, archive.people,
        site.catalogue.sponsors.values(), site.catalogue.categories.values(),
    )  # fmt: skip
    paths = [site.catalogue.path(thing) for several in things for thing in several]
    paths += [page.path for page in PAGES if "{" not in page.path]
    paths += [f"/changes/{report.id}" for report in archive.reports]
    paths += [str(URL("/search").with_query(q=words)) for words in (BREAK, SCRIPT, "alert", "help wanted")]
    found = []
    for path in paths:
        answer = await client.get(URL(path, encoded=True))
        assert answer.status == 200, path
        found.append((path, await answer.text()))
    return found


async def test_no_text_of_a_report_becomes_more_than_text(crawled: list[tuple[str, str]]) -> None:
    assert len(crawled) > 40
    for path, html in crawled:
        for node in LexborHTMLParser(html).css("*"):
            assert node.tag not in LOADS, (path, node.html)
            assert node.tag != "img", (path, node.html)
            for name, value in node.attributes.items():
                assert not name.startswith("on"), (path, node.html)
                assert name not in {"style", "srcdoc", "formaction", "ping", "background"}, (path, node.html)
                if name in {"href", "src", "action"}:
                    scheme = (value or "").strip().partition(":")[0].lower()
                    assert scheme not in {"javascript", "data", "vbscript"}, (path, node.html)
        assert "49" not in html.partition("</title>")[0], path


async def test_feeds_of_hostile_reports_are_still_xml(
    aiohttp_client: Callable[[Application], Awaitable[Client]],
) -> None:
    archive = hostile()
    site = Site(lambda: archive, clock=lambda: NOW)
    client = await aiohttp_client(make_app(site))
    catalogue = site.catalogue
    paths = ["/feeds/reports.atom", "/feeds/help-wanted.atom"]
    pages = [*map(catalogue.path, archive.projects), *map(catalogue.path, archive.people)]
    pages += map(catalogue.path, catalogue.categories.values())
    paths += [f"/feeds{page}.atom" for page in pages]
    for path in paths:
        answer = await client.get(URL(path, encoded=True))
        assert answer.status == 200, path
        root = ET.fromstring(await answer.read())  # noqa: S314 - written by us
        for content in root.iterfind(".//{*}content"):
            tree = LexborHTMLParser(content.text or "")
            assert not tree.css("script, style, img, [onclick], [style]"), path
            assert all("script:" not in (node.attributes["href"] or "") for node in tree.css("[href]")), path
