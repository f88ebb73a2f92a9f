import pytest

from bot.answers import Answer, answer
from bot.answers.model import Match, nothing
from bot.web.pointing import address
from bot.web.site import Site
from tests.invented import archive
from tests.web.conftest import Client

HOST = "https://reports.example.org"


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("tidewheel", "/reports/report-2022-01-2022-03/tidewheel-reaches-the-tree"),
        ("history of lanternfs", "/projects/Lanternfs"),
        ("who is Ada Brückner?", "/people/ada%40example.org"),
        ("what did Quay Systems sponsor?", "/sponsors/quay-systems"),
        ("what changed in Q1 2021", "/changes/report-2021-01-2021-03"),
        ("the report of Q1 2021", "/reports/report-2021-01-2021-03"),
        ("network entries of Q1 2021", "/reports/report-2021-01-2021-03"),
    ],
)
async def test_an_answer_points_to_the_page_that_says_it_in_full(
    site: Site, client: Client, question: str, path: str
) -> None:
    found = answer(archive(), question)
    pointed = address(site, found, question)
    assert pointed == f"{HOST}{path}", found
    assert (await client.get(path)).status == 200


def test_a_search_points_to_the_same_search(site: Site) -> None:
    assert address(site, Answer("search", (), ()), "slow uplink & more") == f"{HOST}/search?q=slow+uplink+%26+more"


def test_all_sponsors_stand_on_their_own_page(site: Site) -> None:
    everybody = Answer("sponsor", (Match("sponsor", name="Quay Systems"), Match("sponsor", name="Mole & Pier")), ())
    assert address(site, everybody, "sponsors") == f"{HOST}/sponsors"


def test_what_is_no_answer_points_nowhere(site: Site) -> None:
    assert address(site, nothing("No."), "moon") is None


def test_a_site_that_does_not_know_its_address_points_nowhere() -> None:
    assert address(Site(archive), answer(archive(), "tidewheel"), "tidewheel") is None
