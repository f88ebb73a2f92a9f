"""Titles that cover a topic lead to their projects, however many share a word of it."""

from bot.archive import Archive
from bot.model import Entry, Period, Project, Report
from bot.periods import parse
from bot.search import topics
from bot.search.bytitle import covered
from bot.search.texts import TextIndex
from bot.search.titles import TitleIndex
from tests.invented import archive
from tests.search.test_finder import of_titles
from tests.search.test_texts import items

NEWEST = Period("2022-01", "2022-03")


def crowded(*titles: str) -> Archive:
    """Return an archive with these titles in one report, and one older entry "Samovar driver"."""
    old = Report("report-old", "", Period("2001-01", "2001-03"), "", "", "", (Entry("Samovar driver"),))
    new = Report("report-new", "", NEWEST, "", "", "", tuple(map(Entry, titles)))
    return Archive([old, new], (), ())


def test_a_rare_word_is_found_among_hundreds_of_titles_that_share_the_other() -> None:
    found = crowded(*(f"Driver of board {number}" for number in range(600))).find("samovar driver")
    assert [hit.item.report.id for hit in found.hits][:1] == ["report-old"]


def test_of_hundreds_of_titles_that_fit_alike_the_newest_are_looked_at() -> None:
    numbered = items(*(Entry(f"Driver of board {number}") for number in range(600)))
    titles = TitleIndex(numbered, range(600), frozenset())
    topic = topics.read("driver board", titles, TextIndex.of(numbered), frozenset(), forgiving=False)
    assert covered(topic, titles).keys() == set(range(100, 600))


def test_the_newest_entry_that_says_the_word_itself_goes_before_newer_ones_of_its_project() -> None:
    others = (("2001", "Windmills"), ("2002", "Anchors"), ("2003", "Sails"), ("2004", "Ropes"))
    reports = of_titles(*others, ("2019", "Slow tidewheels"), ("2020", "Lanterns at night")).reports
    keys = tuple((each.id, each.entries[0].title) for each in reports[-2:])
    project = Project("slow", ("Slow tidewheels", "Lanterns at night"), keys)
    found = Archive(reports, (), (project,)).find("tidewheels")
    assert [hit.item.report.id for hit in found.hits][:1] == ["report-2019"]


def test_no_more_titles_are_kept_than_anybody_looks_through() -> None:
    equal = [f"Samovar board {number}" for number in range(60)]
    found = crowded(*equal).find("samovar board")
    assert len(found.hits) == 40
    assert found.hits[0].item.report.id == "report-new"


def test_a_project_without_an_entry_in_the_period_is_not_found_by_its_title() -> None:
    assert archive().find("lanternfs", parse("2020", NEWEST)).hits[0].item.report.period.start == "2020-10"
    assert not archive().find("lanternfs", parse("2022", NEWEST)).hits


def test_the_closest_title_is_the_one_that_says_least_beside_the_topic() -> None:
    both = of_titles(
        *(
            ("2001", "Windmills"),
            ("2002", "Anchors"),
            ("2019", "Lantern"),
            ("2020", "Lantern of the quay at the harbour"),
        )
    )
    assert both.find("lantern").hits[0].item.report.id == "report-2020"
    assert both.find("lantern", closest=True).hits[0].item.report.id == "report-2019"
