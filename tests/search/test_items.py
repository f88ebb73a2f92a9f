"""An entry knows where it stands."""

from dataclasses import replace

from bot.model import Entry
from bot.search.items import numbered
from tests.search.test_texts import report


def test_the_address_of_an_entry_is_that_of_its_place_on_the_page_where_it_has_one() -> None:
    page = replace(report(1, Entry("Wheels", anchor="wheels"), Entry("Lanterns")), url="https://www.example.org/r/")
    assert [item.url for item in numbered([page])] == [
        "https://www.example.org/r/#wheels",
        "https://www.example.org/r/",
    ]


def test_entries_are_numbered_from_the_oldest_report_in_the_order_of_its_page() -> None:
    items = numbered([report(2, Entry("Third")), report(1, Entry("First"), Entry("Second"))])
    assert [(item.number, item.entry.title) for item in items] == [(0, "First"), (1, "Second"), (2, "Third")]
