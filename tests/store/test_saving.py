"""Reports saved, corrected and loaded: what comes back, which ids stay, what is said to have changed."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Contact, Entry, Period, Report
from bot.store import reports, saving
from bot.store.database import Database
from bot.store.saving import Changes
from tests.store.samples import BEACON, ROPES, TIDES, memory, report
from tests.store.samples import reports as any_reports


def save(database: Database, *several: Report) -> list[Changes]:
    return database.write_now(lambda connection: [saving.save(connection, each) for each in several])


def ids(database: Database, report_id: str = "report-2031-01-2031-03") -> dict[str, int]:
    return {entry.title: key for key, entry in reports.entries(database.reader, report_id).items()}


def test_a_report_comes_back_as_it_was_saved(database: Database) -> None:
    save(database, report())
    assert reports.load(database.reader, report().id) == report()
    assert reports.load(database.reader, "report-2031-04-2031-06") is None


@settings(max_examples=30)  # each of them has a database of its own
@given(st.lists(any_reports, min_size=1, max_size=3))
def test_any_report_comes_back_whatever_was_stored_before(versions: list[Report]) -> None:
    connection = memory()
    for version in versions:
        before = reports.load(connection, version.id)
        changes = saving.save(connection, version)
        assert reports.load(connection, version.id) == version
        assert bool(changes) == (before != version)
        assert not saving.save(connection, version)


def test_reports_are_listed_newest_first_and_loaded_oldest_first(database: Database) -> None:
    summit = replace(report("2031-02", "2031-03"), id="report-2031-02-summit", period=Period("2031-02", "2031-03"))
    save(database, report("2031-04", "2031-06"), report(), summit)
    newest_first = ["report-2031-04-2031-06", "report-2031-02-summit", "report-2031-01-2031-03"]
    assert [head.id for head in reports.heads(database.reader)] == newest_first
    assert [each.id for each in reports.load_all(database.reader)] == newest_first[::-1]


def test_a_report_that_is_new_says_so_and_one_that_is_the_same_says_nothing(database: Database) -> None:
    first, second = save(database, report(), report())
    assert first.new
    assert not second


def test_a_corrected_entry_is_named_and_keeps_its_id(database: Database) -> None:
    save(database, report())
    before = ids(database)
    corrected = replace(ROPES, body="Ropes are spliced three times as fast.", contacts=(Contact("Bo", None),))
    (changes,) = save(database, report("2031-01", "2031-03", BEACON, corrected, TIDES))
    assert changes == Changes(changed=("Rope Splicing",))
    assert ids(database) == before


def test_a_corrected_title_keeps_the_id_of_its_entry(database: Database) -> None:
    save(database, report())
    before = ids(database)
    (changes,) = save(database, report("2031-01", "2031-03", BEACON, replace(ROPES, title="Rope Splices"), TIDES))
    assert changes.changed == ("Rope Splices",)
    assert ids(database)["Rope Splices"] == before["Rope Splicing"]


def test_entries_that_come_go_and_move_are_told_apart(database: Database) -> None:
    save(database, report())
    before = ids(database)
    buoys = Entry("Buoys", body="New buoys.")
    (changes,) = save(database, report("2031-01", "2031-03", TIDES, buoys, BEACON))
    assert changes == Changes(added=("Buoys",), removed=("Rope Splicing",))
    after = ids(database)
    assert list(after) == ["Tide Tables", "Buoys", "Lighthouse Beacon Daemon"]
    assert after["Tide Tables"] == before["Tide Tables"]
    assert after["Buoys"] not in before.values()


def test_the_id_of_an_entry_that_is_gone_never_comes_back(database: Database) -> None:
    save(database, report(), report("2031-01", "2031-03", BEACON, ROPES))
    gone = max(ids(database).values()) + 1
    save(database, report())
    assert ids(database)["Tide Tables"] > gone


def test_a_corrected_introduction_is_a_change_of_the_report_alone(database: Database) -> None:
    (_, changes) = save(database, report(), replace(report(), intro="A quarter at sea."))
    assert changes == Changes(head=True)


def markups(database: Database) -> list[str]:
    loaded = reports.load(database.reader, report().id)
    assert loaded is not None
    return [entry.markup for entry in loaded.entries]


def marked(*found: str) -> Report:
    return report(
        "2031-01", "2031-03", *map(lambda entry, markup: replace(entry, markup=markup), (BEACON, ROPES), found)
    )


def test_markup_is_loaded_only_with_one_report_or_one_entry(database: Database) -> None:
    save(database, marked("<p>beacon</p>", "<p>ropes</p>"))
    assert markups(database) == ["<p>beacon</p>", "<p>ropes</p>"]
    assert [entry.markup for each in reports.load_all(database.reader) for entry in each.entries] == ["", ""]
    assert reports.markup(database.reader, report().id, ROPES.title) == "<p>ropes</p>"
    assert reports.markup(database.reader, report().id, TIDES.title) == ""


def test_the_same_words_marked_up_in_another_way_are_stored_but_no_change(database: Database) -> None:
    _, changes = save(database, marked("", "<p>ropes</p>"), marked("<p>beacon</p>", "<ul><li>ropes</li></ul>"))
    assert not changes
    assert markups(database) == ["<p>beacon</p>", "<ul><li>ropes</li></ul>"]


def test_markup_outlives_a_form_that_has_none_but_not_other_words(database: Database) -> None:
    other = replace(ROPES, body="Ropes are spliced three times as fast.", markup="")
    save(
        database,
        marked("<p>beacon</p>", "<p>ropes</p>"),
        report("2031-01", "2031-03", replace(BEACON, markup=""), other),
    )
    assert markups(database) == ["<p>beacon</p>", ""]
