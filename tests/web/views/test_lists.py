from functools import cache

import pytest

from bot.archive import Archive
from bot.model import Contact, Entry, Person
from bot.web.site import Site
from bot.web.views.alphabet import by_family_name, by_title
from bot.web.views.categories import CategoryView, categories, category
from bot.web.views.parts import page_of
from bot.web.views.people import people
from bot.web.views.projects import projects
from bot.web.views.sponsors import sponsors
from tests.invented import report
from tests.web.conftest import NOW


@cache
def crowd() -> Archive:
    """Return an archive of one report with 250 people, of whom one has a name with a particle and one none."""
    names = [f"Person{number} Zimmer" for number in range(248)] + ["Élodie d'Artagnan", ""]
    contacts = [Contact(name or None, f"p{number}@example.org") for number, name in enumerate(names)]
    entry = Entry("All hands", "Crew", tuple(contacts))
    one = report("2021-01", "2021-03", entry)
    everybody = [
        Person(f"p{number}", (each.name,) if each.name else (), (each.email or "",), ((one.id, "All hands"),))
        for number, each in enumerate(contacts)
    ]
    return Archive([one], everybody, ())


def test_the_most_reported_come_first_and_letters_lead_to_the_rest(site: Site) -> None:
    view = people(site)
    assert [(each.name, each.entries) for each in view.names] == [
        ("Benjamin Oduya", 3), ("Harbour Team", 3), ("Ada Brückner", 2), ("Rosa Vidal", 1),
    ]  # fmt: skip
    assert view.letters == ("b", "o", "t", "v")
    assert [each.name for each in people(site, "O").names] == ["Benjamin Oduya"]
    assert not people(site, "x").names


def test_a_list_of_hundreds_comes_in_pages() -> None:
    site = Site(crowd, clock=lambda: NOW)
    assert (people(site).pages.count, len(people(site, page=3).names)) == (3, 50)
    assert people(site, "z", page=3).names[-1].name == "Person99 Zimmer"


def test_a_mailbox_without_a_name_is_listed_without_its_domain() -> None:
    site = Site(crowd, clock=lambda: NOW)
    assert [each.name for each in people(site, "p").names] == ["p249"]


@pytest.mark.parametrize(
    ("name", "sorted_by"),
    [("Élodie d'Artagnan", "d'artagnan elodie"), ("kib", "kib"), ("", ""), ("Ada M. Byron", "byron ada m.")],
)
def test_people_are_sorted_by_their_family_names(name: str, sorted_by: str) -> None:
    assert by_family_name(name) == sorted_by


@pytest.mark.parametrize(
    ("title", "sorted_by"),
    [("The Ports", "ports"), ("A new tool", "new tool"), ("/dev/null", "dev/null"), ("ASan", "asan")],
)  # fmt: skip
def test_titles_are_sorted_without_articles_and_signs(title: str, sorted_by: str) -> None:
    assert by_title(title) == sorted_by


def test_projects_are_called_by_their_newest_title(site: Site) -> None:
    assert [each.name for each in projects(site).names][:2] == ["Harbour Team", "Lanternfs 4.2"]


def test_spellings_of_a_sponsor_are_one(site: Site) -> None:
    assert [(each.name, each.entries) for each in sponsors(site).names] == [("Quay Systems", 2)]


def test_categories_are_counted_whatever_their_capitals_and_hyphens() -> None:
    reports = [
        report("2021-01", "2021-03", Entry("One", "Third-Party Projects"), Entry("Two")),
        report("2021-04", "2021-06", Entry("Three", "Third party projects")),
    ]
    archive = Archive(reports, (), ())
    view = categories(Site(lambda: archive, clock=lambda: NOW))
    assert [(each.name, each.entries) for each in view.categories] == [("Third party projects", 2)]
    assert view.without == 1


def test_a_category_lists_its_entries_newest_first(site: Site) -> None:
    view = category(site, "network-infrastructure")
    assert isinstance(view, CategoryView)
    assert [each.title for each in view.entries] == ["Tidewheel reaches the tree", "Tidewheel packet scheduler"]


@pytest.mark.parametrize(("number", "shown"), [(1, [0, 1]), (2, [2, 3]), (3, [4]), (4, [4]), (-1, [0, 1])])
def test_a_page_is_a_part_of_the_list(number: int, shown: list[int]) -> None:
    things, pages = page_of(range(5), number, 2)
    assert list(things) == shown
    assert (pages.count, pages.total) == (3, 5)
