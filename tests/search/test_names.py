import pytest

from bot.model import Entry, Period, Report
from bot.search.items import numbered
from bot.search.names import SponsorIndex, fitting_category, telling_words

CATEGORIES = (
    "FreeBSD Team Reports",
    "Google Summer of Code",
    "Kernel",
    "Miscellaneous",
    "Network Infrastructure",
    "Third-Party Projects",
    "Userland Programs",
)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("kernel", "Kernel"),
        ("team reports", "FreeBSD Team Reports"),
        ("soc", "Google Summer of Code"),
        ("gsoc", "Google Summer of Code"),
        ("misc", "Miscellaneous"),
        ("network infrastructure", "Network Infrastructure"),
        ("third party projects", "Third-Party Projects"),
        ("userland", "Userland Programs"),
    ],
)
def test_a_category_is_known_by_what_people_call_it(text: str, category: str) -> None:
    assert fitting_category(text, CATEGORIES) == category


@pytest.mark.parametrize("text", ["wine", "kernel debugger", "", "network drivers"])
def test_other_topics_are_no_categories(text: str) -> None:
    assert fitting_category(text, CATEGORIES) is None


def sponsors() -> SponsorIndex:
    names = ("Quay Systems, Inc", "Quay Systems", "ARM Ltd.", "Framework Computer Inc for space support")
    entries = tuple(Entry(f"Entry {number}", sponsors=(name,)) for number, name in enumerate(names))
    return SponsorIndex(numbered([Report("report-x", "", Period("2020-01", "2020-03"), "", "", "", entries)]))


@pytest.mark.parametrize(
    ("text", "count"), [("quay", 2), ("quay systems inc.", 2), ("qauy systems", 2), ("arm ltd", 1), ("framework", 1)]
)
def test_all_spellings_of_a_sponsor_are_found(text: str, count: int) -> None:
    names, _ = sponsors().find(text)
    assert len(sponsors().entries(names)) == count


@pytest.mark.parametrize("text", ["space", "spacex", "quay arm", "boeing", "inc", ""])
def test_who_sponsored_nothing_is_not_found(text: str) -> None:
    assert sponsors().find(text)[0] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Quay Systems, Inc.", ("quay", "systems")),
        ("Quay Systems for the hardware (in part)", ("quay", "systems")),
        ("The Corporation Ltd", ("the", "corporation", "ltd")),
    ],
)
def test_a_sponsor_is_told_by_its_name_without_remarks_and_legal_forms(name: str, words: tuple[str, ...]) -> None:
    assert telling_words(name) == words


def test_sponsors_are_counted_by_entries_whatever_their_spelling() -> None:
    entries = (
        Entry("Oars", sponsors=("Quay Systems, Inc.", "Quay Systems (in part)")),
        Entry("Sails", sponsors=("Quay Systems", "Mole & Pier")),
        Entry("Knots"),
    )
    items = numbered([Report("report-2001", "", Period("2001-01", "2001-03"), "", "", "", entries)])
    index = SponsorIndex(items)
    assert index.by_entries(lambda _: True) == [("Quay Systems", 2), ("Mole & Pier", 1)]
    assert index.by_entries(lambda item: item.entry.title == "Knots") == []
