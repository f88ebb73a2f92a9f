"""What somebody means who wants to follow a name, and which entries that has."""

import pytest

from bot.archive import Archive
from bot.following import matching
from bot.following.subjects import FollowError, meaning
from bot.identity.people import people
from bot.identity.projects import projects
from bot.model import Contact, Entry
from bot.store.follows import Subject
from tests.golden import needs_archive
from tests.invented import archive, report, reports
from tests.real import archive as real_archive

KSTARS = "Porting KStars to the Beagle board"


def read(text: str) -> tuple[str, str]:
    found = meaning(archive(), text).subject
    return found.kind, found.name


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("lanternfs", "project", "lanternfs"),
        ("the Tidewheel project", "project", "Tidewheel"),
        (KSTARS, "project", KSTARS),
        ("Ada Brückner", "person", "Ada Brückner"),
        ("ada@example.org", "person", "Ada Brückner"),
        ("rvidal", "person", "Rosa Vidal"),
        ("vidal", "person", "Rosa Vidal"),
        ("kernel", "category", "Kernel"),
        ("team reports", "category", "Team Reports"),
        ("network", "category", "Network Infrastructure"),
        ("quay systems", "sponsor", "Quay Systems"),
        ("quay", "sponsor", "quay"),
        ("harbour team", "project", "Harbour Team"),
        ("person harbour team", "person", "Harbour Team"),
        ("category ports", "category", "Ports"),
        ("sponsor quay", "sponsor", "quay"),
    ],
)
def test_a_name_is_a_project_person_category_or_sponsor(text: str, kind: str, name: str) -> None:
    assert read(text) == (kind, name)


@pytest.mark.parametrize(
    ("text", "kind", "name", "corrections"),
    [
        ("lanternsf", "project", "lanternfs", (("lanternsf", "lanternfs"),)),
        ("rosa vidall", "person", "Rosa Vidal", (("vidall", "vidal"),)),
        ("quey systems", "sponsor", "Quay Systems", (("quey", "quay"),)),
    ],
)
def test_a_misspelt_name_is_taken_and_said(
    text: str, kind: str, name: str, corrections: tuple[tuple[str, str], ...]
) -> None:
    found = meaning(archive(), text)
    assert (found.subject.kind, found.subject.name, found.corrections) == (kind, name, corrections)


def lamps() -> Archive:
    """Return an archive where names are shared: two people, a team that is also a sponsor."""
    one, other = Contact("Ann Lee", "ann@example.org"), Contact("Ben Lee", "ben@example.org")
    found = [report("2022-01", "2022-03", Entry("Lamp Works", "Kernel", (one, other), sponsors=("Lamp Works",)))]
    persons = people(found)
    return Archive(found, persons, projects(found, persons))


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("lee", "Did you mean Ann Lee or Ben Lee?"),
        ("lamp works", "Did you mean project Lamp Works or sponsor Lamp Works?"),
    ],
)
def test_what_may_be_several_things_is_asked_back(text: str, question: str) -> None:
    with pytest.raises(FollowError) as error:
        meaning(lamps(), text)
    assert str(error.value) == question


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("zzyzx", "Nothing about zzyzx."),
        ("person zzyzx", "Nothing about zzyzx."),
        ("uplink between jails", "Nothing is called uplink between jails. Did you mean Tidewheel packet scheduler?"),
    ],
)
def test_what_is_not_called_so_is_not_followed(text: str, answer: str) -> None:
    with pytest.raises(FollowError) as error:
        meaning(archive(), text)
    assert str(error.value) == answer


def titles(text: str, *more: Entry) -> list[str]:
    """Return what a name has in a later report with these entries, known again by what was kept of it."""
    subject = meaning(archive(), text).subject
    later = report("2022-04", "2022-06", *more)
    found = [*reports(), later]
    persons = people(found)
    grown = Archive(found, persons, projects(found, persons))
    return [item.entry.title for item in matching.entries(grown, subject) if item.report.id == later.id]


def test_a_project_is_known_by_what_its_titles_say() -> None:
    entries = Entry("Lanternfs 5", "Kernel"), Entry("A checker for Lanternfs", "Userland"), Entry("Ropes", "Kernel")
    assert titles("lanternfs", *entries) == ["A checker for Lanternfs", "Lanternfs 5"]


def test_a_person_is_known_by_the_address_under_another_name() -> None:
    married = Contact("Ada Lindqvist", "ada@example.org")
    assert titles("Ada Brückner", Entry("Snow", "Kernel", (married,)), Entry("Ice", "Kernel")) == ["Snow"]


def test_a_category_is_known_by_how_it_begins_and_a_sponsor_by_its_words() -> None:
    entries = Entry("Snow", "Kernel Work"), Entry("Ice", "Ports", sponsors=("Quay Systems Incorporated",))
    assert titles("kernel", *entries) == ["Snow"]
    assert titles("quay systems", *entries) == ["Ice"]


def test_what_is_gone_from_the_archive_has_nothing() -> None:
    gone = Subject("project", '["report-1999-01", "Gone"]', "gone with the wind")
    assert matching.entries(archive(), gone) == []
    assert matching.entries(archive(), Subject("person", "nobody@example.org", "Nobody")) == []


@needs_archive
@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("bhive", "project", "bhyve"),
        ("ports", "category", "Ports"),
        ("netflix", "sponsor", "Netflix"),
        ("kib", "person", "Konstantin Belousov"),
    ],
)
def test_names_of_the_real_archive(text: str, kind: str, name: str) -> None:
    found = meaning(real_archive(), text).subject
    assert (found.kind, found.name) == (kind, name)
