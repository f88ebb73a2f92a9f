import gzip

import pytest
from yarl import URL

from tests.web.conftest import Client

PAGE = "/reports/report-2022-01-2022-03"


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}.json", "/feeds/reports.atom", "/deadlines.ics", "/openapi.json"])
async def test_what_a_client_has_already_is_not_sent_again(client: Client, path: str) -> None:
    first = await client.get(path)
    assert first.status == 200
    again = await client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    dated = await client.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    older = await client.get(path, headers={"If-Modified-Since": "Mon, 02 Jan 2012 00:00:00 GMT"})
    assert (again.status, await again.read(), again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert (dated.status, older.status) == (304, 200)


async def test_a_tag_counts_for_more_than_a_date(client: Client) -> None:
    first = await client.get(PAGE)
    headers = {"If-None-Match": '"another"', "If-Modified-Since": first.headers["Last-Modified"]}
    assert (await client.get(PAGE, headers=headers)).status == 200


async def test_compressed_content_has_a_tag_of_its_own(client: Client) -> None:
    plain = await client.get(PAGE, headers={"Accept-Encoding": "identity"})
    zipped = await client.get(PAGE, headers={"Accept-Encoding": "gzip"}, auto_decompress=False)
    assert gzip.decompress(await zipped.read()) == await plain.read()
    assert zipped.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in zipped.headers["Vary"]


async def test_head_says_what_get_would_without_the_content(client: Client) -> None:
    got, head = await client.get(PAGE), await client.head(PAGE)
    names = ("ETag", "Content-Type", "Content-Length", "Last-Modified", "Content-Security-Policy")
    assert [head.headers[name] for name in names] == [got.headers[name] for name in names]
    assert await head.read() == b""


async def test_files_have_addresses_that_change_with_them_and_are_kept_for_a_year(client: Client) -> None:
    page = await (await client.get(PAGE)).text()
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    file = await client.get(address)
    assert (file.status, file.content_type) == (200, "text/css")
    assert "immutable" in file.headers["Cache-Control"]
    assert file.headers["Content-Encoding"] == "gzip"
    assert (await client.get(address.replace("/static/", "/static/0"))).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../app.py",
        "/static/%2e%2e/%2e%2e/app.py",
        "/static/x/..%2f..%2fapp.py",
        "/static/x/%2fetc%2fpasswd",
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/reports/..%2f..%2fetc%2fpasswd",
        "/feeds/projects/..%2f..%2fetc%2fpasswd.atom",
        "/reports/%00",
    ],
)
async def test_no_address_leads_to_files(client: Client, path: str) -> None:
    answer = await client.get(URL(path, encoded=True))
    assert answer.status == 404
    assert "root:" not in await answer.text()
