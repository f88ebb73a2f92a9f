"""The words of entries: which of them are known after which change."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Entry, Report
from bot.store import reports, saving, search
from bot.store.database import Database
from bot.store.search import Said
from tests.store.samples import BEACON, ROPES, TIDES, memory, report
from tests.store.samples import reports as any_reports


def store(database: Database, *several: Report) -> Said:
    database.write_now(lambda connection: [saving.save(connection, each) for each in several])
    database.write_now(
        lambda connection: search.complete(connection, search.unfindable(connection, reports.load_all(connection)))
    )
    return search.said(database.reader)


def saying(database: Database, word: str) -> Counter[str]:
    """Return the titles of the entries that say a word, and how often they do."""
    titles = {str(key): title for (_, title), key in reports.entry_ids(database.reader).items()}
    ids = dict(search.said(database.reader).words).get(word, "")
    return Counter(titles[key] for key in ids.split(",") if key)


def test_every_word_is_known_with_the_entries_that_say_it_and_how_often(database: Database) -> None:
    store(database, report())
    assert saying(database, "beacon") == {BEACON.title: 3}  # the title counts twice
    assert saying(database, "ropes") == {ROPES.title: 1}
    assert not saying(database, "anchor")


def test_names_links_sponsors_and_tasks_are_words_of_an_entry_too(database: Database) -> None:
    store(database, report())
    for word in ("angstrom", "beacons", "www.example.org", "harbour", "manual"):
        assert set(saying(database, word)) == {BEACON.title}


def test_versions_stay_whole(database: Database) -> None:
    store(database, report("2031-01", "2031-03", Entry("Tides 13.2", body="Better than 13.")))
    assert saying(database, "13.2")
    assert saying(database, "13.")


def test_the_length_of_an_entry_is_the_number_of_its_words() -> None:
    long = Entry("Long", body="word " * 300)
    assert search.said_by([TIDES, long, Entry("")]).lengths == {0: 8, 1: 302, 2: 0}


def test_of_many_entries_all_are_known() -> None:
    many = search.said_by([Entry(f"Buoy {number}") for number in range(2500)])
    assert dict(many.words)["buoy"].count(",") == 2 * 2500 - 1
    assert set(many.lengths) == set(range(2500))


def test_a_control_character_hides_nothing_that_comes_after_it() -> None:
    words = dict(search.said_by([Entry("Buoy", body='one\0two\x1fthree "four\\" five')]).words)
    assert set(words) == {"buoy", "one", "two", "three", "four", "five"}


def test_what_was_corrected_or_removed_is_not_known_any_more_at_once(database: Database) -> None:
    store(database, report())
    corrected = report("2031-01", "2031-03", BEACON, replace(ROPES, body="Ropes are knotted."))
    database.write_now(lambda connection: saving.save(connection, corrected))
    assert not saying(database, "ropes")
    assert not saying(database, "tide")
    assert not search.is_complete(database.reader)
    store(database)
    assert saying(database, "knotted.") == {ROPES.title: 1}
    assert search.is_complete(database.reader)


@settings(max_examples=30, deadline=None)  # each of them has a database of its own
@given(st.lists(any_reports, min_size=1, max_size=3))
def test_stored_words_are_those_of_the_same_entries_without_a_database(versions: list[Report]) -> None:
    connection = memory()
    for version in versions:
        saving.save(connection, version)
        search.complete(connection, search.unfindable(connection, reports.load_all(connection)))
    entries = reports.entries(connection, versions[-1].id)
    stored, alone = search.said(connection), search.said_by(entries.values())
    places = {str(key): str(place) for place, key in enumerate(entries)}
    moved = [(word, Counter(places[key] for key in ids.split(","))) for word, ids in stored.words if len(versions) == 1]
    assert not moved or moved == [(word, Counter(ids.split(","))) for word, ids in alone.words]
    assert len(stored.lengths) == sum(len(each.entries) for each in reports.load_all(connection))
