from tests.web.conftest import Client

REPORT = "/reports/report-2022-01-2022-03"


async def test_a_page_and_its_data_say_the_same(client: Client) -> None:
    page = await (await client.get(REPORT)).text()
    data = await (await client.get(f"{REPORT}.json")).json()
    assert "<h1>Status Report 2022, Q1 2022</h1>" in page
    assert data["title"] == "Status Report 2022, Q1 2022"


async def test_data_is_also_had_by_asking_for_it_at_the_pages_address(client: Client) -> None:
    data = await client.get(REPORT, headers={"Accept": "application/json"})
    assert data.content_type == "application/json"


async def test_what_is_not_there_is_said_in_the_form_that_is_wanted(client: Client) -> None:
    page = await client.get("/reports/nothing")
    data = await client.get("/reports/nothing.json")
    assert (page.status, page.content_type) == (404, "text/html")
    assert (data.status, data.content_type) == (404, "application/problem+json")
    assert (await data.json())["detail"] == "There is no report nothing; /reports lists them all."
    assert "There is no report nothing; /reports lists them all." in await page.text()
