"""What is made once, for whom, and when it is made anew."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from aiohttp.web import Application

from bot.archive import Archive
from bot.web.app import make_app
from bot.web.parameters import PageNumber
from bot.web.routes import Page
from bot.web.site import Site
from tests.invented import archive
from tests.web.conftest import Client

Start = Callable[[Application], Awaitable[Client]]


@dataclass(frozen=True, slots=True)
class View:
    title: str
    number: int


class Counting:
    """A site with one page that tells how often it was made; its archive and time can be changed."""

    def __init__(self) -> None:
        self.archive = archive()
        self.now = datetime(2022, 5, 1, 12, tzinfo=UTC)
        self.made = 0
        self.site = Site(lambda: self.archive, clock=lambda: self.now)

    async def client(self, start: Start) -> Client:
        def view(site: Site, page: PageNumber = 1) -> View:
            del site
            self.made += 1
            return View("Counted", page)

        return await start(make_app(self.site, table=[Page("/counted", view, "error.html", "Counts")]))


async def test_a_page_is_made_once_as_long_as_the_archive_and_the_day_are_the_same(aiohttp_client: Start) -> None:
    counting = Counting()
    client = await counting.client(aiohttp_client)
    for _ in range(3):
        assert (await client.get("/counted.json")).status == 200
    assert counting.made == 1
    counting.now += timedelta(days=1)
    await client.get("/counted.json")
    assert counting.made == 2
    counting.archive = Archive((), (), ())
    await counting.site.renew()
    await client.get("/counted.json")
    assert counting.made == 3


async def test_many_who_ask_for_the_same_page_at_once_wait_for_one(aiohttp_client: Start) -> None:
    counting = Counting()
    client = await counting.client(aiohttp_client)
    answers = await asyncio.gather(*(client.get("/counted.json") for _ in range(30)))
    assert [answer.status for answer in answers] == [200] * 30
    assert counting.made == 1


async def test_each_form_and_each_parameter_has_a_page_of_its_own_and_nothing_else_has(aiohttp_client: Start) -> None:
    counting = Counting()
    client = await counting.client(aiohttp_client)
    for address in ("/counted.json", "/counted.json?page=2", "/counted.json?page=3"):
        await client.get(address)
    assert counting.made == 3
    for address in ("/counted.json?page=1", "/counted.json?page=2&utm_source=x", "/counted.json?%20&page=3"):
        await client.get(address)
    assert counting.made == 3


async def test_what_one_client_adds_to_an_address_is_shown_to_nobody_else(client: Client) -> None:
    await client.get("/projects?evil=words&letter=t")
    text = await (await client.get("/projects?letter=t")).text()
    assert "evil" not in text
    assert "letter=t" in text


async def test_the_name_of_the_host_that_a_client_sends_is_never_repeated(client: Client) -> None:
    for path in ("/", "/feeds/reports.atom", "/openapi.json", "/index.json"):
        answer = await client.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
        assert "evil.example" not in await answer.text() + str(answer.headers)
