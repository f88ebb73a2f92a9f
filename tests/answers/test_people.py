"""Who wrote in which reports: a person is not taken for the project of the same entry."""

import pytest

from bot.answers import Answer, answer
from bot.archive import Archive
from bot.model import Entry, Period, Person, Report
from tests.invented import archive

BEN = "Benjamin Oduya (ben@example.org): "
LINK = "https://www.example.org/status/report-2022-01-2022-03/#tide"


def asked(text: str) -> Answer:
    return answer(archive(), text)


@pytest.mark.parametrize(
    "text",
    [
        "which reports did benjamin oduya write",
        "which reports did Benjamin Oduya contribute to?",
        "what reports has oduya contributed to",
        "in which reports is benjamin named?",
        "how many reports did ben@example.org write",
        "which reports mention benjamin oduya",
        "in how many reports does benjamin oduya appear?",
        "all reports by oduya",
        "list reports with entries by oduya",
        "history of benjamin oduya",
    ],
)
def test_the_reports_of_a_person_are_those_with_their_entries(text: str) -> None:
    found = asked(text)
    assert found.reply == (f"{BEN}3 entries in 2 reports, Q1 2021 to Q1 2022. {LINK}", "In Q1 2021, Q1 2022")
    assert (found.intent, found.matches[0].name) == ("history", "Benjamin Oduya")
    assert [match.title for match in found.matches[1:]] == [
        "Tidewheel reaches the tree",
        "Tidewheel packet scheduler",
        "Lanternfs 4.2",
    ]


def test_the_reports_of_a_person_keep_to_the_period_that_is_asked_for() -> None:
    found = asked("which reports did benjamin oduya write since 2022")
    assert found.reply == (f"{BEN}1 entry in 1 report since 2022: Q1 2022. {LINK}",)
    assert asked("which reports did benjamin oduya write in 2020").reply == (f"{BEN}nothing in 2020.",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("when did benjamin oduya first report something?", "first in Q1 2021: Lanternfs 4.2."),
        ("first report of oduya", "first in Q1 2021: Lanternfs 4.2."),
        ("what was the first thing oduya wrote", "first in Q1 2021: Lanternfs 4.2."),
        ("first entries by oduya", "first in Q1 2021: Lanternfs 4.2."),
        ("what did oduya work on first", "first in Q1 2021: Lanternfs 4.2."),
        ("when was oduya first seen in a report", "first in Q1 2021: Lanternfs 4.2."),
        ("when did oduya last report", "last in Q1 2022: Tidewheel reaches the tree."),
        ("when was ben@example.org last seen", "last in Q1 2022: Tidewheel reaches the tree."),
    ],
)
def test_when_a_person_first_or_last_reported_is_told_with_that_entry(text: str, said: str) -> None:
    found = asked(text)
    assert found.reply[0].startswith(f"{BEN}{said} 3 entries in all. https://")
    assert found.matches[0].type == "entry"
    assert len(set(found.matches)) == len(found.matches) == 4


def test_a_name_that_is_a_title_word_stays_the_project() -> None:
    for text in ("which reports mention harbour", "history of the harbour team", "history of harbour team"):
        assert asked(text).matches[0].title == "Harbour Team", text
    assert asked("history of the tidewheel").matches[0].title == "Tidewheel reaches the tree"


def test_whether_somebody_reported_anything_is_told_by_what_they_did_then() -> None:
    assert asked("did oduya report anything in 2020?").reply == (f"{BEN}nothing in 2020.",)
    assert asked("has oduya written something in 2022").matches[1].name == "Benjamin Oduya"


def test_a_name_is_no_misspelt_title() -> None:
    titles = ("Books on lanterns", "Quay")
    one = Report("report-2001", "", Period("2001-01", "2001-03"), "", "", "", tuple(map(Entry, titles)))
    person = Person("ada", ("Brooks Windmiller",), (), (("report-2001", "Quay"),))
    found = answer(Archive([one], (person,), ()), "what did brooks first report")
    assert found.reply[0].startswith("Brooks Windmiller: first in Q1 2001: Quay.")


def shared_login() -> Archive:
    """Return an archive in which two people have the login ab, one with most entries."""
    titles = [f"Lantern {number}" for number in range(9)]
    one = Report("report-2001", "", Period("2001-01", "2001-03"), "", "", "", tuple(map(Entry, [*titles, "Harbour"])))
    people = (
        Person("ada", ("Ada Brückner",), ("ab@example.org",), tuple(("report-2001", title) for title in titles)),
        Person("abe", ("Abe Windmiller",), ("ab@example.com",), (("report-2001", "Harbour"),)),
    )
    return Archive([one], people, ())


@pytest.mark.parametrize("text", ["who is ab?", "which reports did ab write", "first report of ab", "who pays ab?"])
def test_a_login_that_two_people_have_is_asked_back_however_much_one_wrote(text: str) -> None:
    assert answer(shared_login(), text).reply == ("Did you mean Ada Brückner or Abe Windmiller?",)


@pytest.mark.parametrize("text", ["how many entries by oduya", "number of entries by oduya in 2021"])
def test_how_many_entries_there_are_by_somebody_is_about_the_person(text: str) -> None:
    assert asked(text).matches[1].name == "Benjamin Oduya"


def test_a_ranking_ends_before_those_of_whom_only_some_would_fit() -> None:
    titles = [f"Lantern {number}" for number in range(12)]
    one = Report("report-2001", "", Period("2001-01", "2001-03"), "", "", "", tuple(map(Entry, titles)))

    def ranked(busiest: int) -> str:
        people = [
            Person(title, (f"Ada {title}",), (), tuple(("report-2001", own) for own in titles[:count]))
            for title, count in zip(titles, (busiest, *[1] * 11), strict=True)
        ]
        return answer(Archive([one], people, ()), "who wrote most?").reply[0]

    assert ranked(2) == "Most entries in the reports: Ada Lantern 0 (2)"
    assert ranked(1).count("(1)") == 10
