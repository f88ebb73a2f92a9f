"""The pages about one project, person or sponsor, and the numbers of all of them."""

from datetime import UTC, date, datetime

import pytest

from bot.archive import Archive
from bot.model import Contact, Entry, Person
from bot.web.site import Moved, NotFound, Site
from bot.web.views.deadlines import deadlines, quarter
from bot.web.views.parts import Counted
from bot.web.views.people import PersonView, person
from bot.web.views.projects import ProjectView, Span, project
from bot.web.views.sponsors import SponsorView, sponsor
from bot.web.views.statistics import YearCount, statistics
from bot.web.views.timeline import Mark
from tests import invented


def test_a_project_is_shown_over_the_years(site: Site) -> None:
    view = project(site, "Lanternfs")
    assert isinstance(view, ProjectView)
    assert [line.title for line in view.entries] == ["Lanternfs 4.2", "Lanternfs: a log-structured file system"]
    assert view.titles == (Span("Lanternfs: a log-structured file system", None, "Q4 2020", "Q4 2020", 1),)
    assert view.contacts == (
        Span("Ada Brückner", "/people/ada%40example.org", "Q4 2020", "Q1 2021", 2),
        Span("Benjamin Oduya", "/people/ben%40example.org", "Q1 2021", "Q1 2021", 1),
    )
    assert view.sponsors == (Counted("Quay Systems", "/sponsors/quay-systems", 1),)
    assert view.timeline.marks[0] == Mark("2020-10", "2020-12", "Q4 2020", 1)
    assert (view.timeline.start, view.timeline.end) == ("2020-10", "2022-03")


def test_a_project_is_found_by_any_title_that_it_had(site: Site) -> None:
    assert project(site, "lanternfs-a-log-structured-file-system") == Moved("/projects/Lanternfs")
    assert isinstance(project(site, "nothing"), NotFound)


def test_a_person_is_shown_with_what_they_report_on(site: Site) -> None:
    view = person(site, "ben@example.org")
    assert isinstance(view, PersonView)
    assert [(each.name, each.entries) for each in view.projects] == [
        ("Tidewheel reaches the tree", 2),
        ("Lanternfs 4.2", 1),
    ]
    assert [each.email for each in view.addresses] == ["ben@example.org"]
    assert (view.first, view.last, view.is_team) == ("Q1 2021", "Q1 2022", False)


def test_a_person_is_found_by_any_name(site: Site) -> None:
    assert person(site, "benjamin-oduya") == Moved("/people/ben%40example.org")
    assert isinstance(person(site, "nobody"), NotFound)


def test_an_address_is_on_the_page_of_a_person_without_a_name_but_not_its_title() -> None:
    contact = Contact(None, "deck@example.org")
    one = invented.report("2021-01", "2021-03", Entry("Lantern", None, (contact,)))
    archive = Archive([one], [Person("deck", (), ("deck@example.org",), ((one.id, "Lantern"),), is_team=True)], ())
    view = person(Site(lambda: archive), "deck")
    assert isinstance(view, PersonView)
    assert (view.title, view.addresses[0].email) == ("deck", "deck@example.org")


def test_a_sponsor_is_shown_under_all_its_names(site: Site) -> None:
    view = sponsor(site, "quay-systems")
    assert isinstance(view, SponsorView)
    assert (view.title, view.names) == ("Quay Systems", ("Quay Systems, Inc",))
    assert [line.report.name for line in view.entries] == ["Q4 2021", "Q4 2020"]
    assert isinstance(sponsor(site, "nobody"), NotFound)


def test_the_archive_is_counted(site: Site) -> None:
    view = statistics(site)
    assert [(each.name, each.entries, each.sponsored) for each in view.reports] == [
        ("Q4 2020", 2, 1), ("Q1 2021", 3, 0), ("Q4 2021", 2, 1), ("Q1 2022", 1, 0),
    ]  # fmt: skip
    assert view.years == (YearCount(2020, 1, 1), YearCount(2021, 3, 2), YearCount(2022, 1, 0))
    assert [each.name for each in view.people] == ["Benjamin Oduya", "Ada Brückner", "Rosa Vidal"]
    assert [each.name for each in view.teams] == ["Harbour Team"]
    assert view.sponsors == (Counted("Quay Systems", "/sponsors/quay-systems", 2),)
    assert statistics(site) is view


@pytest.mark.parametrize(
    ("today", "name", "following", "days"),
    [
        (date(2022, 5, 1), "Q2 2022", "First call", 31),
        (date(2022, 6, 30), "Q2 2022", "Standard deadline", 0),
        (date(2022, 7, 1), "Q3 2022", "First call", 62),
    ],
)
def test_the_next_day_of_the_coming_report_is_known(today: date, name: str, following: str, days: int) -> None:
    view = quarter(today)
    assert view.name == name
    assert view.next is not None
    assert (view.next.name, view.next.days) == (following, days)


def test_a_year_of_deadlines_is_shown() -> None:
    site = Site(invented.archive, clock=lambda: datetime(2022, 5, 1, tzinfo=UTC))
    assert [each.name for each in deadlines(site).quarters] == ["Q2 2022", "Q3 2022", "Q4 2022", "Q1 2023"]
