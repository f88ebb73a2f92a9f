import pytest

from bot.model import Person
from bot.search.people import PeopleIndex

PEOPLE = PeopleIndex(
    [
        Person("1", ("Ada Brückner", "A. Brueckner"), ("ada@example.org",), (("r", "a"), ("r", "b"))),
        Person("2", ("Benjamin Oduya",), ("ben@example.org", "oduya@work.example.com"), (("r", "c"),)),
        Person("3", ("Robert Brückner",), ("rob@example.org",), ()),
        Person("5", ("John Amber",), ("john@example.org",), ()),
        Person("6", ("John Birch",), ("jb@example.org",), (("r", "d"),)),
        Person("4", ("Harbour Team",), ("harbour@example.org",), (), is_team=True),
    ]
)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ada Brückner", "1"),
        ("ada bruckner", "1"),
        ("brueckner", "1"),
        ("adda bruckner", "1"),
        ("a. brückner", "1"),
        ("ada", "1"),
        ("ben", "2"),
        ("ben@", "2"),
        ("BEN@example.org", "2"),
        ("ben oduya", "2"),
        ("benjamin odya", "2"),
        ("oduya", "2"),
        ("harbour", "4"),
    ],
)
def test_a_person_is_found_by_any_part_or_spelling_of_the_name(text: str, person: str) -> None:
    assert PEOPLE.find(text)[0].person.id == person


@pytest.mark.parametrize(
    "text", ["ada oduya", "benjamin brückner", "ben@elsewhere.org", "nobody", "2+2", "", "robert"[:3] + "x oduya"]
)
def test_two_names_mixed_into_one_are_nobody(text: str) -> None:
    assert PEOPLE.find(text) == []


def test_a_long_name_of_which_no_part_is_right_is_nobody() -> None:
    assert PEOPLE.find("benjamin oduya")
    assert PEOPLE.find("benjamim oduia") != []
    assert PEOPLE.find("benjamim oduia brucknr") == []


def test_a_name_without_a_letter_leads_to_nobody_but_its_address_does() -> None:
    people = PeopleIndex([Person("7", ("???",), ("shy@example.org",), ())])
    assert people.find("???") == []
    assert people.find("shy@example.org")[0].person.id == "7"


def test_the_words_of_names_are_known() -> None:
    assert PEOPLE.knows("oduya")
    assert not PEOPLE.knows("lantern")


def test_who_shares_a_name_is_found_with_the_others_the_busiest_first() -> None:
    assert [hit.person.id for hit in PEOPLE.find("brückner")] == ["1", "3"]


def test_a_first_name_as_a_login_is_still_a_first_name() -> None:
    assert [hit.person.id for hit in PEOPLE.find("john")] == ["6", "5"]
    assert [hit.person.id for hit in PEOPLE.find("john@")] == ["5"]


def test_the_slip_in_a_name_is_told() -> None:
    assert PEOPLE.find("benjamin odya")[0].corrections == (("odya", "oduya"),)


def test_a_first_name_of_many_is_not_who_has_it_as_a_last_name_or_login() -> None:
    keys = tuple(("report", str(number)) for number in range(9))
    found = PeopleIndex(
        [
            Person("last", ("Ada Robin",), (), keys[:1]),
            Person("login", ("Benjamin Oduya",), ("robin@example.org",), keys[:2]),
            Person("first", ("Robin Windmiller",), (), keys),
        ]
    ).find("robin")
    assert [(hit.person.id, hit.score) for hit in found] == [("first", 0.9), ("login", 0.9), ("last", 0.9)]


def test_a_role_in_brackets_is_no_name_but_another_name_is_one() -> None:
    named = (Person("1", ("Ada Brückner (harbour)",), (), ()), Person("2", ("Rosa Vidal (AKA Pilot)",), (), ()))
    people = PeopleIndex(named)
    found = {text: [hit.person.id for hit in people.find(text)] for text in ("harbour", "pilot", "brückner")}
    assert found == {"harbour": [], "pilot": ["2"], "brückner": ["1"]}
    assert people.find("ada brückner (harbour)")[0].score == 1
