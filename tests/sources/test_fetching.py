"""One page: retries, pauses, redirects and limits."""

import asyncio
import gzip

import pytest
from aiohttp import web

from bot.errors import SourceError
from bot.model import Document
from bot.sources.fetching import Limits, same_site
from tests.sources.conftest import INDEX, NEW
from tests.sources.site import LIMITS, Site, read

ONE = b'<a href="report-2031-01-2031-03/">January - March</a>'


@pytest.fixture(autouse=True)
def only_one_report(site: Site) -> None:
    assert ONE in INDEX
    site.pages["/status/"] = ONE


async def single(site: Site, limits: Limits = LIMITS) -> Document | str:
    (found,) = await read(site.website(limits=limits))
    return found


async def test_there_is_a_pause_between_two_requests(site: Site) -> None:
    await single(site)
    assert site.pauses == [0.25]


async def test_what_fails_for_now_is_asked_for_again_after_growing_pauses(site: Site) -> None:
    failures = iter((503, 500))

    async def answer(_: web.Request) -> web.Response:
        status = next(failures, 200)
        return web.Response(status=status, body=b"<p>there</p>", headers={"Retry-After": "soon"})

    site.answers[NEW] = answer
    found = await single(site)
    assert isinstance(found, Document)
    assert site.pauses == [0.25, 1.0, 0.25, 2.0, 0.25]


@pytest.mark.parametrize(("wanted", "waited"), [("7", 7.0), ("3600", 30.0), ("Fri, 31 Dec 2099 23:59:59 GMT", 1.0)])
async def test_a_site_says_how_long_it_wants_to_be_left_alone(site: Site, wanted: str, waited: float) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": wanted})

    site.answers[NEW] = answer
    assert await single(site) == f"{site.url(NEW)}: cannot be fetched, tried 3 times: the site answers 429"
    assert site.pauses[1] == waited


async def test_a_refusal_is_taken_for_an_answer(site: Site) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=403)

    site.answers[NEW] = answer
    assert await single(site) == f"{site.url(NEW)}: cannot be fetched: the site answers 403"
    assert site.asked.count(NEW) == 1


async def test_a_site_that_is_not_there_is_given_up(site: Site) -> None:
    website = site.website()
    assert site.server is not None
    await site.server.close()
    with pytest.raises(SourceError, match="cannot be fetched, tried 3 times"):
        await read(website)


async def test_a_site_that_never_finishes_is_given_up(site: Site) -> None:
    async def answer(_: web.Request) -> web.Response:
        await asyncio.sleep(60)
        raise AssertionError

    site.answers[NEW] = answer
    limits = Limits(timeout=0.1, attempts=2, pause=0)
    assert await single(site, limits) == f"{site.url(NEW)}: cannot be fetched, tried 2 times: it took too long"


async def test_a_page_that_is_cut_off_on_the_way_is_not_taken(site: Site) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"<p>the first half")
        assert request.transport
        request.transport.close()
        return response

    site.answers[NEW] = answer
    assert "cannot be fetched, tried 3 times" in str(await single(site))


def redirect(location: str) -> "web.StreamResponse":
    return web.Response(status=301, headers={"Location": location})


async def test_redirects_within_the_site_are_followed(site: Site) -> None:
    async def answer(_: web.Request) -> web.StreamResponse:
        return redirect("../moved/")

    site.answers[NEW] = answer
    site.pages["/status/moved/"] = b"<p>moved</p>"
    assert await single(site) == Document(site.url(NEW), b"<p>moved</p>", charset="utf-8", label="January - March")


async def test_redirects_to_other_sites_are_not(site: Site) -> None:
    async def answer(_: web.Request) -> web.StreamResponse:
        return redirect("http://192.0.2.1/status/")

    site.answers[NEW] = answer
    assert "leads to another site, http://192.0.2.1/status/" in str(await single(site))


async def test_redirects_in_circles_are_given_up(site: Site) -> None:
    async def answer(_: web.Request) -> web.StreamResponse:
        return redirect("./")

    site.answers[NEW] = answer
    assert "leads on and on" in str(await single(site))
    assert site.asked.count(NEW) == LIMITS.redirects + 1


async def test_a_page_that_is_too_large_is_not_read_to_its_end(site: Site) -> None:
    written = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal written
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(b"x" * 65536)
                written += 65536
        except ConnectionError:
            return response

    site.answers[NEW] = answer
    assert "larger than a report can be (100,000 bytes)" in str(await single(site))
    assert written < 20_000_000


async def test_a_small_page_that_unpacks_to_a_huge_one_is_given_up(site: Site) -> None:
    bomb = gzip.compress(bytes(50_000_000))

    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=bomb, headers={"Content-Encoding": "gzip"})

    site.answers[NEW] = answer
    assert len(bomb) < LIMITS.size
    assert "larger than a report can be" in str(await single(site))


async def test_what_is_packed_wrongly_is_given_up(site: Site) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=b"this is not packed at all", headers={"Content-Encoding": "gzip"})

    site.answers[NEW] = answer
    assert "cannot be fetched, tried 3 times" in str(await single(site))


async def test_the_charset_that_a_site_claims_goes_along(site: Site) -> None:
    site.content_type = "text/html; charset=x-made-up"
    found = await single(site)
    assert isinstance(found, Document)
    assert found.charset == "x-made-up"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.example.org/status/", "https://www.example.org/other/", True),
        ("https://www.example.org/status/", "https://example.org/status/", True),
        ("http://www.example.org/status/", "https://www.example.org/status/", True),
        ("https://www.example.org/status/", "http://www.example.org/status/", False),
        ("https://www.example.org/status/", "https://www.example.net/status/", False),
        ("https://www.example.org/status/", "https://www.example.org:8443/status/", False),
        ("https://www.example.org/status/", "https://www.example.org.evil.example/", False),
        ("https://www.example.org/status/", "file:///etc/passwd", False),
    ],
)
def test_what_belongs_to_a_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same
