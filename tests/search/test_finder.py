import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive import Archive
from bot.model import Entry, Period, Project, Report
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


@pytest.mark.parametrize("topic", ["windmill 4.2", "the oslo windmill quartet"])
def test_what_shares_a_number_or_a_common_word_is_not_near(topic: str) -> None:
    near = archive().find(topic).near
    assert not [hit for hit in near if "oslo" not in hit.item.entry.body.lower()]


@pytest.mark.parametrize("asked", ["qfs", "openqfs"])
def test_a_title_with_a_word_that_ends_in_an_acronym_is_about_that_too(asked: str) -> None:
    reports = of_titles(("2001", "QFS on boats"), ("2003", "Limits for OpenQFS"))
    assert reports.find(asked).hits[0].item.report.id == "report-2003"
    assert len(reports.finder.equals(reports.find("qfs"))) == 2


@pytest.mark.parametrize("asked", ["sense", "full", "bsd", "box", "os", "xyz"])
def test_no_other_part_of_a_title_word_stands_for_it(asked: str) -> None:
    titled = ("2001", "FullQFS in qfSense"), ("2002", "VirtualBOx for FreeBSD"), ("2003", "BoatOS and DeckXYZer")
    assert not of_titles(*titled).find(asked).hits


def test_a_word_that_goes_on_before_an_apostrophe_is_not_looked_up_by_its_end() -> None:
    found = of_titles(("2001", "Chez l'OpenQFS"), ("2002", "QFS on boats")).find("qfs").hits
    assert found[0].item.report.id == "report-2002"


def test_an_entry_names_what_its_title_says_in_other_words() -> None:
    reports = of_titles(("2001", "Limits for OpenQFS"), ("2002", "Wind mill"), ("2003", "Harbour"))

    def naming(text: str) -> list[str]:
        return [item.entry.title for item in reports.finder.naming(text, reports.items)]

    assert naming("qfs") == ["Limits for OpenQFS"]
    assert naming("windmill") == ["Wind mill"]
    assert len(naming("submarine")) == 3


def test_words_of_a_title_that_somebody_glued_are_parted() -> None:
    found = of_titles(("2019", "Lanternfs with snapshots"), ("2020", "Tidewheel")).find("lanternfssnapshots")
    assert [hit.item.report.id for hit in found.hits] == ["report-2019"]


def test_another_word_for_the_same_leads_to_a_title() -> None:
    others = (("2001", "Windmills"), ("2002", "Anchors"))
    found = of_titles(*others, ("2019", "Wireless lanterns"), ("2020", "Tidewheel")).find("wlan lanterns")
    assert [hit.item.entry.title for hit in found.hits] == ["Wireless lanterns"]


def test_a_phrase_leads_only_to_what_says_it_in_the_period_that_is_asked_for() -> None:
    finder = archive().finder
    assert [hit.item.entry.title for hit in finder.literally('"packet scheduler"')] == ["Tidewheel packet scheduler"]
    assert finder.literally('"packet scheduler"', lambda item: item.report.period.start > "2021-03") == ()


def test_projects_that_fit_as_well_are_rivals_and_their_entries_equals() -> None:
    both = of_titles(("2001", "Windmills"), ("2019", "Lantern boxes"), ("2020", "Lantern posts"))
    found = both.find("lantern")
    assert [item.entry.title for item in both.finder.rivals(found)] == ["Lantern boxes"]
    assert [item.entry.title for item in both.finder.equals(found)] == ["Lantern posts", "Lantern boxes"]


def test_other_entries_of_the_same_project_are_no_rivals() -> None:
    found = archive().find("Harbour Team")
    assert len(found.hits) == 3
    assert archive().finder.rivals(found) == []


def test_the_newest_entry_under_a_title_may_be_titled_with_words_that_come_and_go() -> None:
    titles = ("Anchor Team", "The FreeBSD Anchor Team status report", "Anchor Team election")
    reports = of_titles(*zip(("2001", "2002", "2003"), titles, strict=True)).reports
    project = Project("anchor", titles, tuple((each.id, each.entries[0].title) for each in reports))
    hits = Archive(reports, (), (project,)).find("anchor team").hits
    assert [hit.item.report.id for hit in hits] == ["report-2002", "report-2001"]
    apart = Archive(reports, (), ()).find("anchor team").hits
    assert [hit.item.report.id for hit in apart] == ["report-2001"]


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


def of_titles(*titled: tuple[str, str]) -> Archive:
    """Return an archive of entries, each with its title as its text, in reports of the years given."""
    reports = [
        Report(f"report-{year}", "", Period(f"{year}-01", f"{year}-03"), "", "", "", (Entry(title, body=f"{title}."),))
        for year, title in titled
    ]
    return Archive(reports, (), ())


@pytest.mark.parametrize(
    ("topic", "read"),
    [
        ("lantrenfs snapshots", (("lantrenfs", "lanternfs"),)),
        ("tide wheal", (("tide wheal", "tidewheel"),)),
        ("lantern fs snapshots", ()),
        ("lanternfssnapshots", ()),
    ],
)
def test_only_words_that_were_misspelt_are_called_so(topic: str, read: tuple[tuple[str, str], ...]) -> None:
    archive = of_titles(("2019", "Lanternfs snapshots"), ("2020", "Tidewheel"))
    assert archive.find(topic).corrections == read


def test_a_whole_title_goes_before_a_newer_one_that_says_more() -> None:
    others = (("2001", "Windmills"), ("2002", "Anchors"), ("2003", "Sails"), ("2004", "Ropes"))
    titled = ("2019", "Lantern initiator"), ("2020", "Oslo harbour: lantern offload (initiator and target)")
    assert of_titles(*others, *titled).find("lantern initiators").hits[0].item.report.id == "report-2019"


def test_the_newest_entry_of_a_project_that_spells_its_name_in_another_way_is_the_newest() -> None:
    titles = ("SLW: slow tidewheels", "Slow Tide Wheels")
    reports = of_titles(("2019", titles[0]), ("2020", titles[1])).reports
    project = Project("slw", titles, tuple((each.id, each.entries[0].title) for each in reports))
    archive = Archive(reports, (), (project,))
    for topic in ("slow tidewheels", "the slow tide wheels"):
        assert archive.find(topic).hits[0].item.report.id == "report-2020", topic
