import pytest

from bot.archive import Archive
from bot.model import Contact, Entry, Person
from bot.web.site import Site
from bot.web.views.search import Correction, SearchView, search
from tests.invented import report


def titles(view: SearchView) -> list[str]:
    return [hit.title for hit in view.hits]


def searched(
    site: Site, q: str = "", category: str = "", period: str = "", person: str = "", sponsor: str = ""
) -> SearchView:
    return search(site, q, category, period, person, sponsor)


def test_a_project_is_found_with_the_sentence_that_says_the_words_marked(site: Site) -> None:
    view = search(site, "lanternfs snapshots")
    hit = view.hits[0]
    assert titles(view)[0] == "Lanternfs 4.2"
    assert hit.path == "/reports/report-2021-01-2021-03/lanternfs-4-2"
    assert hit.sentence == "Snapshots were added to Lanternfs this quarter."
    assert [piece.text for piece in hit.sentence_pieces if piece.marked] == ["Snapshots", "Lanternfs"]
    assert (hit.report.name, hit.others) == ("Q1 2021", 1)
    assert not view.near


def test_a_misspelling_taken_is_said_and_what_it_was_read_as_is_marked(site: Site) -> None:
    view = search(site, "lanternfz")
    assert view.corrections == (Correction("lanternfz", "lanternfs"),)
    assert [piece.text for piece in view.hits[0].title_pieces if piece.marked] == ["Lanternfs"]


def test_a_phrase_in_quotes_comes_first(site: Site) -> None:
    assert titles(search(site, '"slow uplink"'))[0] == "Tidewheel packet scheduler"


def test_a_period_among_the_words_narrows_as_on_irc(site: Site) -> None:
    assert titles(search(site, "lanternfs q4 2020")) == ["Lanternfs: a log-structured file system"]
    assert titles(search(site, "lanternfs", period="q4 2020")) == ["Lanternfs: a log-structured file system"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"category": "ports"}, ["Porting KStars to the Beagle board"]),
        ({"person": "oduya"}, ["Tidewheel reaches the tree", "Tidewheel packet scheduler", "Lanternfs 4.2"]),
        ({"person": "oduya", "period": "2022"}, ["Tidewheel reaches the tree"]),
        ({"person": "oduya", "category": "kernel"}, ["Lanternfs 4.2"]),
        (
            {"sponsor": "quay systems"},
            ["Porting KStars to the Beagle board", "Lanternfs: a log-structured file system"],
        ),
        ({"q": "tidewheel", "person": "oduya", "period": "2021"}, ["Tidewheel packet scheduler"]),
        ({"q": "tidewheel", "person": "vidal"}, []),
    ],
    ids=str,
)
def test_filters_narrow_with_and_without_words(site: Site, filters: dict[str, str], found: list[str]) -> None:
    assert titles(searched(site, **filters)) == found


@pytest.mark.parametrize(
    ("filters", "note"),
    [
        ({"period": "whenever"}, "“whenever” is no period that is understood: write 2019, Q2 2019 or since 2020."),
        ({"period": "q2 2021"}, "There is no report for q2 2021; the nearest: Q1 2021 and Q4 2021."),
        ({"category": "nothing"}, "There is no category “nothing”."),
        ({"person": "nobody at all"}, "Nobody called “nobody at all” is named in the reports."),
        ({"sponsor": "nobody"}, "Nobody called “nobody” is named as a sponsor."),
    ],
    ids=str,
)
def test_a_filter_that_is_not_understood_is_said_and_lets_nothing_pass(
    site: Site, filters: dict[str, str], note: str
) -> None:
    view = searched(site, **{"q": "lanternfs", **filters})
    assert view.notes == (note,)
    assert not titles(view)


def test_people_and_sponsors_of_the_name_are_offered(site: Site) -> None:
    assert [each.name for each in search(site, "vidal").people] == ["Rosa Vidal"]
    assert [each.name for each in search(site, "quay systems").sponsors] == ["Quay Systems"]
    assert not search(site, "vidal", period="2021").people


def test_a_word_of_titles_is_not_taken_for_a_login_unless_a_team_has_it() -> None:
    entry = Entry("Kettles and cups", contacts=(Contact("Ada Brown", "kettles@example.net"),))
    key = ("report-2031-01-2031-03", entry.title)
    someone = Person("ada", ("Ada Brown",), ("kettles@example.net",), (key,))
    team = Person("cups", ("Harbour Team",), ("cups@example.org",), (key,), is_team=True)
    archive = Archive([report("2031-01", "2031-03", entry)], [someone, team], ())
    site = Site(lambda: archive)
    assert [search(site, q).people for q in ("kettles", "Kettles")] == [(), ()]
    assert [each.name for q in ("cups", "kettles@example.net", "brown") for each in search(site, q).people] == [
        "Harbour Team",
        "Ada Brown",
        "Ada Brown",
    ]


def test_without_anything_asked_nothing_is_found_but_the_form_is_there(site: Site) -> None:
    view = search(site)
    assert (view.title, view.hits, view.pages.total) == ("Search", (), 0)
    assert [each.name for each in view.categories][:2] == ["Team Reports", "Kernel"]


def test_long_lists_come_in_pages_and_a_page_too_far_is_the_last(site: Site) -> None:
    view = search(site, period="since 2020", page=9)
    assert (view.pages.number, view.pages.count, view.pages.total) == (1, 1, 8)
