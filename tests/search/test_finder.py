import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive import Archive
from bot.model import Entry, Period, Report
from bot.search.findings import Findings
from tests.invented import archive


def first(topic: str) -> str | None:
    found = archive().find(topic)
    return found.hits[0].item.entry.title if found.hits else None


@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("Tidewheel reaches the tree", "Tidewheel reaches the tree"),
        ("tidewheel packet scheduler", "Tidewheel packet scheduler"),
        ("tidewheel", "Tidewheel reaches the tree"),
        ("tide wheel", "Tidewheel reaches the tree"),
        ("tidewehel", "Tidewheel reaches the tree"),
        ("packetscheduler", "Tidewheel reaches the tree"),
        ("lanternfs v4.2", "Lanternfs 4.2"),
        ("kstars", "Porting KStars to the Beagle board"),
        ("sharing a slow uplink", "Tidewheel packet scheduler"),
        ("work of a student on the uplink of jails", "Tidewheel packet scheduler"),
    ],
)
def test_a_topic_leads_to_the_newest_entry_of_its_project(topic: str, title: str) -> None:
    assert first(topic) == title


@pytest.mark.parametrize(
    "topic", ["windmill", "lanternfs for windmills", "lanternfs 7", "1234", "!!!", "", "submarine kstars"]
)
def test_nothing_is_found_for_what_is_not_there(topic: str) -> None:
    assert first(topic) is None


def test_the_slip_that_was_forgiven_is_told() -> None:
    assert archive().find("tidewehel").corrections == (("tidewehel", "tidewheel"),)
    assert archive().find("tidewheel").corrections == ()


def test_what_is_nearest_is_told_where_nothing_fits() -> None:
    near = archive().find("lanternfs for windmills").near
    assert [hit.item.entry.title for hit in near][:1] == ["Lanternfs 4.2"]


def test_a_team_is_found_by_its_mailbox() -> None:
    found = archive().find("harbour team")
    assert {hit.item.entry.title for hit in found.hits} == {"Harbour Team"}


@given(st.text(max_size=500))
def test_no_topic_breaks_it(topic: str) -> None:
    assert isinstance(archive().find(topic), Findings)


def test_a_slip_that_may_mean_two_things_has_choices() -> None:
    entries = tuple(Entry(f"{name} works", body="It works.") for name in ("Lanternfs", "Lasternfs"))
    reports = [Report("report-x", "", Period("2020-01", "2020-03"), "", "", "", entries)]
    found = Archive(reports, (), ()).find("laternfs")
    assert set(found.choices) == {"lanternfs", "lasternfs"}
    assert archive().find("laternfs").choices == ()
