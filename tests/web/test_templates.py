from collections import Counter
from collections.abc import Awaitable, Callable
from itertools import pairwise

import pytest
from aiohttp.web import Application
from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.archive import Archive
from bot.identity.people import people
from bot.identity.projects import projects
from bot.model import Contact, Entry
from bot.web.app import make_app
from bot.web.site import Site
from tests import invented
from tests.web.conftest import NOW, Client
from tests.web.crawling import Pages, crawl


@pytest.fixture
async def pages(client: Client) -> Pages:
    return await crawl(client)


def oddly_titled() -> Archive:
    """Return an archive of titles that are hard to make addresses of."""
    titles = ("../../etc/passwd", "", "..", "#?&%2f%00", "Фонарь", "灯", "Lantern", "lantern!", "x" * 180)
    entries = tuple(Entry(title, title, (Contact(title, None),), sponsors=(title,)) for title in titles)
    reports = [invented.report("2021-01", "2021-03", *entries), invented.report("2021-04", "2021-06", *entries)]
    everybody = people(reports)
    return Archive(reports, everybody, projects(reports, everybody))


async def test_every_link_leads_to_a_page(pages: Pages) -> None:
    kinds = {path.split("/")[1].partition("?")[0] for path in pages}
    assert kinds == {
        "", "reports", "projects", "people", "sponsors", "categories", "changes", "help-wanted", "search",
        "statistics", "deadlines", "about",
    }  # fmt: skip
    assert "/reports/report-2020-10-2020-12/lanternfs-a-log-structured-file-system" in pages


async def test_every_page_has_a_skeleton_that_a_screen_reader_can_walk(pages: Pages) -> None:
    for path, page in pages.items():
        html = page.css_first("html")
        assert html is not None
        assert html.attributes["lang"] == "en"
        for landmark in ("header", "main", "footer", 'nav[aria-label="Main"]', "a.skip", "h1"):
            assert len(page.css(landmark)) == 1, f"{path}: {landmark}"
        levels = [int((node.tag or "")[1:]) for node in page.css("h1, h2, h3, h4")]
        assert levels[0] == 1, path
        assert all(below <= above + 1 for above, below in pairwise(levels)), f"{path}: {levels}"
        ids = Counter(node.attributes["id"] for node in page.css("[id]"))
        assert max(ids.values()) == 1, f"{path}: {ids}"


async def test_every_field_has_a_label_and_every_table_heads(pages: Pages) -> None:
    for path, page in pages.items():
        labelled = {node.attributes["for"] for node in page.css("label")}
        for field in page.css("input, select"):
            assert field.attributes["id"] in labelled, f"{path}: {field.html}"
        for table in page.css("table"):
            assert table.css_first("caption") is not None, path
            assert table.css_first("th[scope=col]") is not None, path


async def test_titles_and_descriptions_tell_pages_apart(pages: Pages) -> None:
    titles = Counter(text(page.css_first("title")) for path, page in pages.items() if "?" not in path)
    assert all(titles), titles
    assert max(titles.values()) == 1, titles
    for path, page in pages.items():
        description = page.css_first("meta[name=description]")
        assert description is not None, path
        assert len(description.attributes["content"] or "") > 20, path


async def test_the_navigation_says_where_one_is(pages: Pages) -> None:
    def current(path: str) -> list[tuple[str, str | None]]:
        return [(text(node), node.attributes["aria-current"]) for node in pages[path].css("nav [aria-current]")]

    assert current("/") == []
    assert current("/reports") == [("Reports", "page")]
    assert current("/reports/report-2022-01-2022-03") == [("Reports", "true")]
    assert current("/people") == [("People", "page"), ("Most reported", "page")]


async def test_nothing_is_loaded_from_elsewhere_and_nothing_can_run(pages: Pages) -> None:
    for path, page in pages.items():
        sources = [node.attributes["href"] or "" for node in page.css("link[rel=stylesheet], link[rel=icon]")]
        assert sources
        assert all(source.startswith("/static/") for source in sources), path
        assert not page.css("script, iframe, object, embed, img, [style], style, base"), path


async def test_every_page_leads_to_its_data_and_a_feed(pages: Pages) -> None:
    for path, page in pages.items():
        data = page.css_first('link[type="application/json"]')
        assert data is not None, path
        feeds = [node.attributes["href"] for node in page.css('link[type="application/atom+xml"]')]
        assert "/feeds/reports.atom" in feeds, path


async def test_whatever_a_title_its_pages_can_be_reached(
    aiohttp_client: Callable[[Application], Awaitable[Client]],
) -> None:
    archive = oddly_titled()
    found = await crawl(await aiohttp_client(make_app(Site(lambda: archive, clock=lambda: NOW))))
    assert sum(path.startswith("/reports/report-2021-01-2021-03/") for path in found) == len(archive.reports[0].entries)


@pytest.mark.parametrize(
    "path", ["/", "/reports", "/projects", "/people", "/sponsors", "/categories", "/help-wanted", "/statistics",
             "/deadlines", "/about", "/search", "/search?q=anything&period=2019&person=nobody&sponsor=x&category=y"]
)  # fmt: skip
async def test_an_empty_archive_is_said_to_be_empty(
    path: str, aiohttp_client: Callable[[Application], Awaitable[Client]]
) -> None:
    empty = Archive((), (), ())
    client = await aiohttp_client(make_app(Site(lambda: empty, clock=lambda: NOW)))
    answer = await client.get(path)
    assert answer.status == 200, await answer.text()


async def test_what_is_not_there_is_met_with_a_search(client: Client) -> None:
    answer = await client.get("/reports/report-1999-01-1999-03")
    page = LexborHTMLParser(await answer.text())
    assert answer.status == 404
    assert "report-1999-01-1999-03" in text(page.css_first("main"))
    assert page.css_first("form[role=search] input[name=q]") is not None


async def test_addresses_of_contacts_stand_on_the_pages_of_entries_and_people_only(pages: Pages) -> None:
    with_addresses = {path for path, page in pages.items() if "ada@example.org" in text(page.body)}
    assert with_addresses == {
        "/people/ada%40example.org",
        "/reports/report-2020-10-2020-12/lanternfs-a-log-structured-file-system",
        "/reports/report-2021-01-2021-03/lanternfs-4-2",
    }


def text(node: LexborNode | None) -> str:
    """Return all text in a node."""
    assert node is not None
    return node.text().strip()
