"""What speaks for and against an entry being the next report on a project."""

import math

from bot.identity.evidence import Evidence, Thread
from bot.identity.people import people
from bot.identity.traits import traits
from bot.model import Entry
from tests.identity.written import entry, written

VERA, OLE = "Vera Lind", "Ole Dahl"
QUOKKA = "The scheduler of quokkas assigns interrupts."
OTHER = [
    entry(f"{thing} driver support", f"{thing} Board", body=f"{thing} is a driver.")
    for thing in ("Ibis", "Emu", "Kiwi")
]


def weight(new: Entry, *old: Entry, then: str = "2019Q2") -> float:
    """Return what speaks for an entry continuing the first of the old ones of 2019Q1."""
    reports = [written("2019Q1", *old, *OTHER), written(then, new)]
    first, second = traits(reports, people(reports))
    thread = Thread()
    thread.add(first[0])
    evidence = Evidence([*first, *second])
    return evidence.weigh(second[0], thread, evidence.estimate(second[0], thread))


def test_the_same_title_says_more_than_a_part_of_it_and_that_more_than_another() -> None:
    old = entry("Quokka Scheduler")

    assert weight(entry("Quokka Scheduler"), old) > weight(entry("Quokka"), old) > weight(entry("Wombat"), old)


def test_titles_that_each_name_something_else_say_less_than_one_that_is_part_of_the_other() -> None:
    assert weight(entry("Quokka"), entry("Quokka Audit")) - weight(entry("Quokka Labels"), entry("Quokka Audit")) > 2


def test_the_same_contact_says_more_than_none_and_none_more_than_another() -> None:
    old = entry("Quokka", VERA)

    assert weight(entry("Quokka", VERA), old) > weight(entry("Quokka"), old) > weight(entry("Quokka", OLE), old)


def test_texts_in_common_count_and_strangers_count_more_without_them() -> None:
    same = weight(entry("Quokka", OLE, body=QUOKKA), entry("Quokka", VERA, body=QUOKKA))
    other = weight(entry("Quokka", OLE, body="Timers tick."), entry("Quokka", VERA, body=QUOKKA))

    assert same - other > 3


def test_a_title_that_the_other_text_speaks_of_counts() -> None:
    old = entry("Quokka", body="Now in the numbat repository.")

    assert weight(entry("Numbat"), old) > weight(entry("Bilby"), old)


def test_a_link_counts_the_more_the_fewer_entries_have_it() -> None:
    own, everybodys = "https://quokka.example.org/", "http://www.example.org/bugs"
    old = [entry("Quokka", links=(own, everybodys)), *(entry(f"Bird {n}", links=(everybodys,)) for n in range(8))]

    with_own = weight(entry("Quokka", links=("http://www.quokka.example.org",)), *old)
    with_everybodys = weight(entry("Quokka", links=(everybodys,)), *old)

    assert with_own > with_everybodys > weight(entry("Quokka"), *old)


def test_silence_counts_against_a_title_and_more_against_a_new_one() -> None:
    old = entry("Quokka Scheduler")
    same = [weight(entry("Quokka Scheduler"), old, then=then) for then in ("2019Q2", "2022Q2")]
    renamed = [weight(entry("Quokka Balancer", body="Scheduler"), old, then=then) for then in ("2019Q2", "2022Q2")]

    assert 0 < same[0] - same[1] < renamed[0] - renamed[1]


def test_other_people_count_more_against_it_years_later() -> None:
    soon, late = (weight(entry("Quokka", OLE), entry("Quokka", VERA), then=then) for then in ("2019Q2", "2025Q2"))

    assert soon - late > 2


def test_a_word_that_names_a_sibling_counts_against_it() -> None:
    alone = weight(entry("Quokka Audit"), entry("Quokka"), entry("Audit"))
    beside_a_sibling = weight(entry("Quokka Audit"), entry("Quokka"), entry("Quokka Audit"))

    assert alone - beside_a_sibling > 2


def test_another_year_in_the_title_is_another_project() -> None:
    assert weight(entry("QuokkaCon 2020"), entry("QuokkaCon 2019")) == -math.inf
    assert weight(entry("QuokkaCon"), entry("QuokkaCon 2019")) > 0
