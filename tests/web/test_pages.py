import pytest
from yarl import URL

from bot.web.routes import PAGES, Page
from tests.web.conftest import Client

REPORT = "/reports/report-2022-01-2022-03"
HOLES = {
    "report": "report-2022-01-2022-03",
    "entry": "tidewheel-reaches-the-tree",
    "project": "Tidewheel",
    "person": "ben@example.org",
    "sponsor": "quay-systems",
    "category": "network-infrastructure",
}
QUERIES = {"/search": "?q=tidewheel"}


def example(page: Page) -> str:
    """Return an address of a page that is there."""
    return page.path.format(**HOLES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
async def test_every_page_is_there_as_html_and_as_data(client: Client, page: Page) -> None:
    query = QUERIES.get(page.path, "")
    html = await client.get(f"{example(page)}{query}")
    data = await client.get(f"{page.json_path.format(**HOLES)}{query}")
    asked = await client.get(f"{example(page)}{query}", headers={"Accept": "application/json"})
    assert (html.status, html.content_type) == (200, "text/html"), await html.text()
    assert (data.status, data.content_type) == (200, "application/json")
    assert await data.json() == await asked.json()
    assert html.headers["ETag"] != data.headers["ETag"]


@pytest.mark.parametrize("page", [page for page in PAGES if "{" in page.path], ids=lambda page: page.path)
async def test_what_is_not_there_is_said_in_the_form_that_is_wanted(client: Client, page: Page) -> None:
    path = page.path.format_map(dict.fromkeys(HOLES, "nothing"))
    html, data = await client.get(path), await client.get(f"{path}.json")
    assert (html.status, html.content_type) == (404, "text/html")
    assert (data.status, data.content_type) == (404, "application/problem+json")
    problem = await data.json()
    assert problem["status"] == 404
    assert "nothing" in problem["detail"]


async def test_a_list_is_had_in_pages_of_any_sensible_size_that_lead_to_each_other(client: Client) -> None:
    titles, address = [], "/people.json?per_page=1"
    while address:
        answer = await client.get(address)
        titles += [each["name"] for each in (await answer.json())["names"]]
        following = answer.links.get("next")
        address = URL(str(following["url"])).path_qs if following else ""
    assert len(titles) == len(set(titles)) == 4
    assert (await client.get("/people.json?per_page=201")).status == 400


@pytest.mark.parametrize("suffix", ["", ".json"])
@pytest.mark.parametrize(
    ("old", "new"),
    [("/projects/lanternfs-4-2", "/projects/Lanternfs"), ("/people/ada-bruckner", "/people/ada@example.org")],
)
async def test_what_had_another_address_once_is_found_there(client: Client, old: str, new: str, suffix: str) -> None:
    answer = await client.get(f"{old}{suffix}", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, f"{new}{suffix}")
    assert (await client.get(answer.headers["Location"])).status == 200
