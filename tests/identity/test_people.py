"""Which names and addresses are one person."""

import pytest

from bot.identity.people import people
from bot.model import Person
from tests.identity.written import entry, written


def persons(*contacts: str) -> list[Person]:
    """Return the people behind contacts that stand in one entry each."""
    return people([written("2019Q1", *(entry(f"Entry {number}", text) for number, text in enumerate(contacts)))])


def together(*contacts: str) -> bool:
    """Tell whether contacts are one person."""
    return len(persons(*contacts)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë Müller", "Zoe Muller"),
        ("Jörg Müller", "Joerg Mueller"),
        ("Paweł Łoś", "PAWEL LOS"),
        ("NAKAGAWA Kenji", "Kenji Nakagawa"),
        ("Kovács János Béla", "János Béla KOVÁCS"),
        ("Mei-Lin Hsu", "MeiLin Hsu"),
        ("José Peña (src)", "José Peña"),
        ("José Peña", "JosÃ© PeÃ±a"),
        ("Seán O'Grady", "Sean O’Grady"),
    ],
)
def test_a_name_is_the_same_in_any_order_case_and_alphabet_of_its_diacritics(one: str, other: str) -> None:
    assert together(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vera Lind", "Vera K. Lind"),
        ("Vera Lind", "Q. Vera Lind"),
        ("Hanna Marie Solberg", "Hanna Solberg"),
        ("Vera Lind", "V. Lind"),
        ("KOVÁCS Béla János", "Béla Kovács"),
    ],
)
def test_parts_of_a_name_may_be_left_out_or_be_initials(one: str, other: str) -> None:
    assert together(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vera Lind", "Vera Lund"),
        ("Vera Lind", "Vera Berg"),
        ("Vera Lind", "Olga Lind"),
        ("Wei Liu", "Wen Liu"),
        ("Vera K. Lind", "Vera M. Lind"),
        ("Marta Novak", "Marta Novakova"),
        ("Anna Karin", "Anna Karin Lund"),
        ("Ole Dahl, Vera Lind", "Marc Dupont"),
    ],
)
def test_different_people_with_near_names_stay_apart(one: str, other: str) -> None:
    assert not together(one, other)


def test_a_short_name_that_would_fit_two_people_proves_nothing() -> None:
    found = persons("Vera K. Lind", "Vera M. Lind", "Vera Lind")

    assert len(found) == 3


def test_a_list_of_people_in_place_of_a_name_does_not_make_them_one() -> None:
    found = persons("Ole Dahl", "Vera Lind", "Ole Dahl Vera Lind")

    assert len(found) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vera Lind <vlind@example.org>", "Vera Berg <vlind@example.org>"),
        ("Maxim Sokolov <max@example.org>", "Maksym Sokolyov <max@example.org>"),
        ("Dan Brandt <dbr@example.org>", "Damiel Brandt <DBR@example.org>"),
        ("Vera Lind <quokka@example.org>", "quokka <quokka@example.org>"),
    ],
)
def test_an_address_of_ones_own_brings_new_and_misspelt_names_together(one: str, other: str) -> None:
    assert together(one, other)


def test_addresses_of_one_name_are_all_of_that_person() -> None:
    (person,) = persons("Vera Lind <vera@example.org>", "Vera Lind <lind@example.com>", "Vera Lind")

    assert set(person.emails) == {"vera@example.org", "lind@example.com"}


def test_a_shared_mailbox_glues_nobody_together() -> None:
    found = persons("Vera Lind <secretary@example.org>", "Ole Dahl <secretary@example.org>")

    assert [person.names for person in found if person.names] == [("Vera Lind",), ("Ole Dahl",)]
    assert not any(person.emails for person in found if person.names)


def test_a_shared_mailbox_does_not_join_people_by_a_common_given_name() -> None:
    found = persons("Vera Lind <team@example.org>", "Vera Berg <team@example.org>", "Ole Dahl <team@example.org>")

    assert len([person for person in found if person.names]) == 3


def test_a_mailbox_that_a_team_and_a_person_use_is_the_teams() -> None:
    team, person = persons("Quokka Team <quokka@example.org>", "Vera Lind <quokka@example.org>")

    assert (team.names, team.emails, team.is_team) == (("Quokka Team",), ("quokka@example.org",), True)
    assert (person.names, person.emails, person.is_team) == (("Vera Lind",), (), False)


def test_the_names_of_a_team_at_its_address_are_one_team() -> None:
    (team,) = persons(
        "FreeBSD Quokka Team <quokka@example.org>", "Quokka mailing list <quokka@example.org>", "<quokka@example.org>"
    )

    assert team.is_team
    assert len(team.entries) == 3


def test_a_role_named_like_its_address_is_not_the_person_who_holds_it() -> None:
    found = persons(
        "Quokkamaster <quokkamaster@example.org>", "Vera Lind <quokkamaster@example.org>", "Vera Lind <v@example.org>"
    )

    assert [person.names for person in found if person.names] == [("Quokkamaster",), ("Vera Lind",)]


def test_a_team_without_an_address_is_the_team_of_that_name() -> None:
    assert together("The Quokka Team <quokka@example.org>", "Quokka mailing list")


def test_teams_of_near_names_and_different_addresses_stay_apart() -> None:
    assert not together("Quokka Team <quokka@example.org>", "Quokka mailing list <quokka-users@example.org>")


def test_one_login_at_two_places_is_two_people() -> None:
    assert not together("Greta Jansen-Bakker <gjb@example.org>", "Georg Jakob Baum <gjb@example.com>")


def test_the_same_login_and_family_name_is_one_person_whatever_the_form_of_the_given_name() -> None:
    assert together("Mike Brandt <mbrandt@example.org>", "Michael Brandt <mbrandt@example.com>")


def test_a_slip_of_the_pen_in_the_next_entry_of_the_same_title_is_the_same_person() -> None:
    found = people(
        [written("2019Q1", entry("Quokka", "Nikolas Brandt")), written("2019Q2", entry("Quokka", "Nicolas Brandt"))]
    )

    assert len(found) == 1


def test_two_contacts_of_one_entry_are_two_people_however_alike_their_names() -> None:
    found = people([written("2019Q1", entry("Quokka", "Nikolas Brandt", "Nicolas Brandt"))])

    assert len(found) == 2


def test_names_come_most_used_first_and_entries_in_order_of_time() -> None:
    (person,) = people(
        [
            written("2020Q1", entry("Third", "Vera Lind")),
            written("2019Q1", entry("First", "Vera K. Lind")),
            written("2019Q2", entry("Second", "Vera Lind")),
        ]
    )

    assert person.names == ("Vera Lind", "Vera K. Lind")
    assert [title for _, title in person.entries] == ["First", "Second", "Third"]


def test_ids_stay_when_a_report_is_added() -> None:
    first = written("2019Q1", entry("Quokka", "Vera Lind <v@example.org>"), entry("Wombat", "Ole Dahl"))
    second = written("2019Q2", entry("Quokka", "Vera Berg <v@example.org>"), entry("Numbat", "Dahl Ole", "Jo Ek"))

    before, after = people([first]), people([first, second])

    assert [person.id for person in before] == ["vera-lind", "ole-dahl"]
    assert [person.id for person in after] == ["vera-lind", "ole-dahl", "jo-ek"]


def test_the_order_in_which_reports_come_does_not_matter() -> None:
    reports = [
        written(f"2019Q{n}", entry(f"Entry {n}", f"Vera Lind <v{n}@example.org>", f"Jo Ek{n}")) for n in (1, 2, 3)
    ]

    assert people(reports) == people(reversed(reports))


def test_a_contact_without_letters_is_nobody() -> None:
    assert persons("-") == []
