"""People and projects come back as they were worked out."""

from bot.model import Person, Project
from bot.store import identity, saving, whole
from bot.store.database import Database
from tests.store.samples import BEACON, ROPES, report

SPRING, SUMMER = report(), report("2031-04", "2031-06")
ADA = Person(
    "ada", ("Ada Ångström", "A. Ångström"), ("ada@example.org",), ((SPRING.id, BEACON.title), (SUMMER.id, BEACON.title))
)
LIGHTS = Person("lights", (), ("lights@example.org",), ((SPRING.id, BEACON.title),), is_team=True)
BEACONS = Project("beacons", (BEACON.title,), ((SPRING.id, BEACON.title), (SUMMER.id, BEACON.title)))
SPLICING = Project("splicing", (ROPES.title,), ((SPRING.id, ROPES.title),))


def store(database: Database, maker: str = "v1") -> None:
    database.write_now(lambda connection: [saving.save(connection, each) for each in (SPRING, SUMMER)])
    database.write_now(lambda connection: identity.save(connection, [LIGHTS, ADA], [SPLICING, BEACONS], maker))


def test_people_and_projects_come_back_in_their_order(database: Database) -> None:
    store(database)
    store(database)
    found = whole.load(database.reader)
    assert found.people == [LIGHTS, ADA]
    assert found.projects == [SPLICING, BEACONS]


def test_a_change_of_entries_outdates_them_until_they_are_stored_anew(database: Database) -> None:
    assert identity.made_by(database.reader) == ""
    store(database)
    assert (identity.made_by(database.reader), identity.revision(database.reader)) == ("v1", 1)
    database.write_now(identity.outdate)
    assert identity.made_by(database.reader) == ""
    store(database, "v2")
    assert (identity.made_by(database.reader), identity.revision(database.reader)) == ("v2", 2)
