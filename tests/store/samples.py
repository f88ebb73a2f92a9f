"""Invented reports, small ones and arbitrary ones."""

import sqlite3
from dataclasses import replace

from hypothesis import strategies as st

from bot.model import Contact, Entry, Link, Period, Report
from bot.store.database import Connection
from bot.store.schema import MIGRATIONS

BEACON = Entry(
    "Lighthouse Beacon Daemon",
    "Projects",
    (Contact("Ada Ångström", "ada@example.org"), Contact(None, "lights@example.org")),
    (Link("Beacons", "https://example.org/beacons"), Link(None, "www.example.org")),
    ("Harbour Inc.",),
    ("Write the manual page",),
    "The beacon daemon keeps beacons lit through the night.",
    "_lighthouse_beacon_daemon",
    "<p>The beacon daemon keeps beacons <em>lit</em> through the night.</p>",
)
ROPES = Entry("Rope Splicing", "Userland", body="Ropes are spliced twice as fast.", anchor="_rope_splicing")
TIDES = Entry("Tide Tables", body="Tides come and go.", anchor="_tide_tables")

_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
entries = st.builds(
    Entry,
    title=_texts,
    category=st.none() | _texts,
    contacts=st.lists(st.builds(Contact, st.none() | _texts, st.none() | _texts), max_size=2).map(tuple),
    links=st.lists(st.builds(Link, st.none() | _texts, _texts), max_size=2).map(tuple),
    sponsors=st.lists(_texts, max_size=2).map(tuple),
    tasks=st.lists(_texts, max_size=2).map(tuple),
    body=_texts,
    anchor=st.none() | _texts,
    markup=_texts,
)


def memory() -> Connection:
    """Return a database that is only in memory, with our tables."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    MIGRATIONS.apply(connection)
    return connection


def report(start: str = "2031-01", end: str = "2031-03", *found: Entry, form: str = "hugo") -> Report:
    """Return a report on these months; without entries given it has the three above."""
    return Report(
        id=f"report-{start}-{end}",
        title="FreeBSD Status Report",
        period=Period(start, end),
        url=f"https://www.freebsd.org/status/report-{start}-{end}/",
        intro="A quarter in the harbour.",
        format=form,
        entries=found or (BEACON, ROPES, TIDES),
    )


reports = st.builds(
    lambda found, intro, problems: replace(report(), entries=tuple(found), intro=intro, problems=tuple(problems)),
    st.lists(entries, max_size=4),
    _texts,
    st.lists(_texts, max_size=2),
)
