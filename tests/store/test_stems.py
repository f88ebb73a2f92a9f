"""Stems are kept until entries change or other code asks for them."""

from array import array
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.store import saving, search, stems
from bot.store.database import Database
from bot.store.reports import load_all
from bot.store.stems import Stems
from tests.store.samples import BEACON, ROPES, memory, report

FOUND = Stems(["buoy", "rope"], array("I", [0, 2, 3]), array("I", [1, 2, 70_000]), bytes([1, 255, 3]))


def keep(database: Database, seen: int, maker: str = "this code") -> None:
    database.write_now(lambda connection: stems.save(connection, maker, FOUND, seen=seen))


def kept(database: Database, maker: str = "this code") -> bool:
    return stems.load(database.reader, maker) is not None


def test_what_is_kept_comes_back_as_it_was(database: Database) -> None:
    assert not kept(database)
    keep(database, stems.revision(database.reader))
    found = stems.load(database.reader, "this code")
    assert found
    assert list(found.stems) == FOUND.stems
    assert list(found.starts) == [0, 2, 3]
    assert list(found.entries) == [1, 2, 70_000]
    assert found.counts == FOUND.counts


def test_other_code_gathers_its_own(database: Database) -> None:
    keep(database, stems.revision(database.reader))
    assert not kept(database, "other code")
    keep(database, stems.revision(database.reader), "other code")
    assert kept(database, "other code")
    assert not kept(database)


def test_nothing_is_kept_of_entries_that_changed(database: Database) -> None:
    database.write_now(lambda connection: saving.save(connection, report()))
    database.write_now(
        lambda connection: search.complete(connection, search.unfindable(connection, load_all(connection)))
    )
    keep(database, stems.revision(database.reader))
    corrected = report("2031-01", "2031-03", BEACON, replace(ROPES, body="Ropes are knotted."))
    database.write_now(lambda connection: saving.save(connection, corrected))
    assert not kept(database)
    keep(database, stems.revision(database.reader))
    database.write_now(
        lambda connection: search.complete(connection, search.unfindable(connection, load_all(connection)))
    )
    assert not kept(database)


def test_what_was_gathered_before_a_change_comes_too_late(database: Database) -> None:
    seen = stems.revision(database.reader)
    database.write_now(lambda connection: saving.save(connection, report()))
    database.write_now(
        lambda connection: search.complete(connection, search.unfindable(connection, load_all(connection)))
    )
    keep(database, seen)
    assert not kept(database)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(st.text("abc.é", min_size=1), st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 255))))
    )
)
def test_any_stems_come_back(given_: list[tuple[str, list[tuple[int, int]]]]) -> None:
    starts, said = array("I", [0]), [pair for _, pairs in given_ for pair in pairs]
    for _, pairs in given_:
        starts.append(starts[-1] + len(pairs))
    found = Stems([stem for stem, _ in given_], starts, array("I", [e for e, _ in said]), bytes(n for _, n in said))
    connection = memory()
    stems.save(connection, "this code", found, seen=stems.revision(connection))
    again = stems.load(connection, "this code")
    assert again
    assert list(zip(again.entries, again.counts, strict=True)) == said
    assert list(again.starts) == list(starts)
    assert list(again.stems) == (list(found.stems) or [""])
