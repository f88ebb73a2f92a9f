from bot.web.routes import PAGES
from tests.web.conftest import Client


async def test_every_page_is_described_with_what_it_takes_and_gives(client: Client) -> None:
    found = await (await client.get("/openapi.json")).json()
    assert found["openapi"].startswith("3.1")
    assert set(found["paths"]) == {page.json_path for page in PAGES}
    for path, operations in found["paths"].items():
        parameters = {each["name"]: each for each in operations["get"]["parameters"]}
        assert all(f"{{{name}}}" in path for name, each in parameters.items() if each["in"] == "path")
        assert "$ref" in operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert operations["get"]["responses"]["200"]["description"]


async def test_every_example_leads_somewhere(client: Client) -> None:
    found = await (await client.get("/openapi.json")).json()
    for path, operations in found["paths"].items():
        values = {each["name"]: each["example"] for each in operations["get"]["parameters"] if each["in"] == "path"}
        assert (await client.get(path.format(**values))).status == 200, path
