from bot.model import Entry, Period, Report
from bot.search.items import Item, numbered
from bot.search.texts import TextIndex
from bot.search.words import stem
from bot.store import saving, search
from bot.store.reports import load_all
from tests.store.samples import memory

ENTRIES = (
    Entry("Lanterns", body="lanterns and wheels and wheels"),
    Entry("Wheels", body="a wheel of NFSv4.2, see www.example.org."),
    Entry("Nothing", body="and so on " * 200),
)


def report(number: int, *entries: Entry) -> Report:
    period = Period(f"203{number}-01", f"203{number}-03")
    return Report(f"report-{number}", "Harbour", period, "https://example.org/", "", "hugo", entries)


def items(*entries: Entry) -> list[Item]:
    return numbered([report(1, *entries)])


def test_a_text_is_found_by_any_form_of_its_words() -> None:
    found = dict(TextIndex.of(items(*ENTRIES)).shares(stem("wheel")))
    assert set(found) == {0, 1}
    assert found[1] > found[0] / 2
    assert all(0 < share < 1 for share in found.values())


def test_addresses_are_taken_apart_and_versions_stay_whole() -> None:
    index = TextIndex.of(items(*ENTRIES))
    for word in ("www", "example", "org", "nfs4.2"):
        assert index.items(stem(word)) == {1}
    assert "4.2" not in index


def test_what_every_text_says_tells_less_than_what_none_does() -> None:
    index = TextIndex.of(items(*ENTRIES))
    assert index.weight("and") < index.weight("lantern") < index.weight("submarin")
    assert index.frequency("submarin") == 0


def test_a_word_said_more_often_than_can_be_counted_counts_as_often_as_can_be() -> None:
    index = TextIndex.of(items(Entry("Waves", body="wave " * 1000), *ENTRIES))
    assert index.items("wave") == {0}
    assert dict(index.shares("wave"))[0] < 1


def test_an_index_that_is_loaded_is_the_one_that_would_be_made() -> None:
    connection = memory()
    stored = [report(1, *ENTRIES), report(0, ENTRIES[1])]  # ids are in the order of storing, items in that of time
    for each in stored:
        saving.save(connection, each)
    search.complete(connection, search.unfindable(connection, load_all(connection)))
    loaded, made = TextIndex.load(connection, numbered(stored)), TextIndex.of(numbered(stored))
    for key in ("lantern", "wheel", "and", "no", "submarin"):
        assert list(loaded.shares(key)) == list(made.shares(key))
        assert loaded.weight(key) == made.weight(key)


def test_an_index_is_made_while_the_texts_of_an_import_are_not_all_in_it() -> None:
    connection = memory()
    for each in (report(1, ENTRIES[0]), report(2, ENTRIES[1])):
        saving.save(connection, each)
    stored = numbered(load_all(connection))
    assert TextIndex.load(connection, stored).items(stem("wheel")) == {0, 1}


def test_an_index_of_nothing_finds_nothing() -> None:
    assert TextIndex.of([]).frequency("wheel") == 0
    assert TextIndex.of(items(Entry(""))).frequency("wheel") == 0
