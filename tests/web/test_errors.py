from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from aiohttp.web import Application

from bot.web.app import make_app
from bot.web.routes import Page
from bot.web.site import Site
from tests.web.conftest import Client

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Server": "quarterdeck",
}


@dataclass(frozen=True, slots=True)
class Nothing:
    title: str


def broken(site: Site) -> Nothing:
    del site
    raise ZeroDivisionError("secret words of a report")


@pytest.mark.parametrize("suffix", ["", ".json"])
async def test_an_error_of_ours_is_one_sentence_with_a_number_and_no_details(
    site: Site, aiohttp_client: Callable[[Application], Awaitable[Client]], suffix: str
) -> None:
    client = await aiohttp_client(make_app(site, table=[Page("/broken", broken, "home.html", "Breaks")]))
    answer = await client.get(f"/broken{suffix}")
    text = await answer.text()
    assert answer.status == 500
    assert "incident" in text
    assert "secret words" not in text
    assert answer.content_type == ("application/problem+json" if suffix else "text/html")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
async def test_nothing_but_reading_is_allowed(client: Client, method: str) -> None:
    answer = await client.request(method, "/reports/report-2022-01-2022-03.json")
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET,HEAD,OPTIONS"
    assert (await answer.json())["detail"] == "These pages can only be read: use GET or HEAD."


async def test_an_address_that_is_too_long_is_refused(client: Client) -> None:
    answer = await client.get(f"/index.json?q={'x' * 4001}")
    assert (answer.status, (await answer.json())["status"]) == (414, 414)


async def test_a_request_with_content_is_refused(client: Client) -> None:
    answer = await client.get("/index.json", data=b"content")
    assert (answer.status, (await answer.json())["status"]) == (413, 413)


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99999999999999999999", "page=1e9", "page=-1"])
async def test_a_parameter_that_cannot_be_used_is_named(client: Client, query: str) -> None:
    answer = await client.get(f"/projects.json?{query}")
    assert answer.status == 400
    assert (await answer.json())["detail"].startswith("The parameter page cannot be used: ")


@pytest.mark.parametrize("path", ["/", "/index.json", "/nothing", "/nothing.json", "/healthz", "/feeds/reports.atom"])
async def test_every_response_says_what_browsers_must_not_do(client: Client, path: str) -> None:
    answer = await client.get(path)
    assert SECURITY.items() <= dict(answer.headers).items()
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy


@pytest.mark.parametrize(
    ("path", "is_open"),
    [("/", False), ("/index.json", True), ("/feeds/reports.atom", True), ("/deadlines.ics", True), ("/metrics", False)],
)
async def test_other_sites_may_read_data(client: Client, path: str, is_open: bool) -> None:
    answer = await client.get(path, headers={"Origin": "https://other.example"})
    assert answer.headers.get("Access-Control-Allow-Origin") == ("*" if is_open else None)


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/search", True),
        ("/reports/report-2022-01-2022-03.json", True),
        ("/feeds/reports.atom", True),
        ("/deadlines.ics", True),
        ("/openapi.json", True),
        ("/metrics", False),
        ("/healthz", False),
    ],
)
async def test_scripts_of_other_sites_may_ask_with_headers_of_their_own_for_data_alone(
    client: Client, path: str, may: bool
) -> None:
    asking = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    answer = await client.options(path, headers={**asking, "Access-Control-Request-Headers": "if-none-match"})
    assert answer.status == (204 if may else 405)
    assert answer.headers.get("Access-Control-Allow-Headers") == ("*" if may else None)
    assert answer.headers.get("Access-Control-Allow-Origin") == ("*" if may else None)
    assert await answer.read() == b"" or not may
