"""The reports of a site: which are found, and which are asked for again."""

from dataclasses import replace

import pytest

from bot.errors import SourceError
from bot.model import Document
from bot.sources.pages import Page
from tests.sources.conftest import NEW, OLD
from tests.sources.site import Site, read


async def remembered(site: Site) -> dict[str, Page]:
    """Read everything and return what is to be remembered of it."""
    website = site.website()
    await read(website)
    assert website.index
    site.asked.clear()
    site.sent.clear()
    return {**website.pages, website.url: website.index}


async def test_every_listed_report_is_a_document_with_the_words_of_its_link(site: Site) -> None:
    assert await read(site.website()) == [
        Document(site.url(NEW), b"<p>new</p>", charset="utf-8", label="January - March"),
        Document(site.url(OLD), b"<p>old</p>", charset="utf-8", label="April - June"),
    ]


async def test_old_reports_are_found_although_they_are_listed_as_folders(site: Site) -> None:
    await read(site.website())
    assert site.asked == ["/status/", NEW, "/status/report-2019-04-2019-06/", OLD]


async def test_once_one_old_report_was_found_as_a_file_others_are_looked_for_as_files(site: Site) -> None:
    site.pages["/status/"] += b'<a href="report-2001-06/">June</a>'
    site.pages["/status/report-2001-06.html"] = b"<p>older</p>"
    await read(site.website())
    assert site.asked[-2:] == [OLD, "/status/report-2001-06.html"]


async def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    known = await remembered(site)
    again = site.website(known)
    assert await read(again) == []
    assert (site.asked, site.sent) == (["/status/", NEW, OLD], [])
    assert again.unchanged == [site.url(NEW), site.url(OLD)]
    assert again.index == known[site.url()]


async def test_dates_do_where_a_site_has_no_tags(site: Site) -> None:
    site.dated = True
    known = await remembered(site)
    assert await read(site.website(known)) == []
    assert site.sent == []


async def test_a_page_that_changed_is_read_again_with_its_label_even_if_the_index_did_not(site: Site) -> None:
    known = await remembered(site)
    site.pages[NEW] = b"<p>corrected</p>"
    (corrected,) = await read(site.website(known))
    assert corrected == Document(site.url(NEW), b"<p>corrected</p>", charset="utf-8", label="January - March")


async def test_a_new_report_is_found(site: Site) -> None:
    known = await remembered(site)
    site.pages["/status/"] = b'<a href="report-2031-04-2031-06/">Next</a>' + site.pages["/status/"]
    site.pages["/status/report-2031-04-2031-06/"] = b"<p>next</p>"
    (found,) = await read(site.website(known))
    assert isinstance(found, Document)
    assert found.label == "Next"


async def test_a_report_that_is_listed_before_it_is_there_is_said_so_and_the_others_are_read(site: Site) -> None:
    del site.pages[NEW]
    website = site.website()
    missing, old = await read(website)
    assert missing == f"{site.url(NEW)}: the site has no such page (yet); try again later"
    assert isinstance(old, Document)
    assert list(website.pages) == [site.url(OLD)]


async def test_reports_on_other_sites_are_not_asked_for(site: Site) -> None:
    site.pages["/status/"] = b'<a href="http://192.0.2.1/report-2031-01-2031-03/">elsewhere</a>'
    assert await read(site.website()) == []
    assert site.asked == ["/status/"]


async def test_an_index_page_without_reports_is_an_error(site: Site) -> None:
    site.pages["/status/"] = b"<h1>We are moving</h1>"
    with pytest.raises(SourceError, match="lists no status report"):
        await read(site.website())


@pytest.mark.parametrize("path", [NEW, OLD])
async def test_a_single_report_gets_its_label_from_the_index_page_beside_it(site: Site, path: str) -> None:
    (found,) = await read(site.website(path=path))
    assert isinstance(found, Document)
    assert found.label == {NEW: "January - March", OLD: "April - June"}[path]


async def test_a_single_report_needs_no_index_page(site: Site) -> None:
    del site.pages["/status/"]
    assert await read(site.website(path=NEW)) == [Document(site.url(NEW), b"<p>new</p>", charset="utf-8")]


YEARS = range(2019, 2029)
PAGES = [f"/status/report-{year}-01-{year}-03/" for year in YEARS]


async def many(site: Site) -> dict[str, Page]:
    """Have the site list ten reports, oldest first, and return what is to be remembered, asked for in their order."""
    site.pages = {page: page.encode() for page in PAGES}
    site.pages["/status/"] = "".join(f'<a href="{page}">{page}</a>' for page in PAGES).encode()
    known = await remembered(site)
    return {url: replace(page, asked=f"2031-01-01T{number:02}:00") for number, (url, page) in enumerate(known.items())}


async def test_a_site_is_asked_for_the_newest_reports_and_in_turn_for_a_share_of_the_older_ones(site: Site) -> None:
    known = await many(site)
    for turn in range(4):
        site.asked.clear()
        website = site.website(known, share=0.2)
        assert await read(website) == []
        in_turn = [PAGES[(2 * turn) % 7], PAGES[(2 * turn + 1) % 7]]
        assert site.asked == ["/status/", *sorted(in_turn), *PAGES[-3:]]
        for url in website.unchanged:
            known[url] = replace(known[url], asked=f"2031-02-0{turn + 1}T00:00{url}")


async def test_a_new_or_missing_report_is_asked_for_whatever_share_has_its_turn(site: Site) -> None:
    known = await many(site)
    del known[site.url(PAGES[1])]
    site.pages["/status/"] += b'<a href="report-2001-06/">June</a>'
    website = site.website(known, share=0.01)
    assert await read(website) == [
        Document(site.url(PAGES[1]), PAGES[1].encode(), charset="utf-8", label=PAGES[1]),
        f"{site.url('/status/report-2001-06/')}: the site has no such page (yet); try again later",
    ]
    assert {*PAGES[:2], *PAGES[-3:]} < set(site.asked)
    assert not {*PAGES[2:-3]} & set(site.asked)
