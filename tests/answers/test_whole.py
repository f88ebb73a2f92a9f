"""Questions about reports as a whole and about everybody: superlatives, counts, who does most, who pays whom."""

import pytest

from bot.answers import Answer, answer
from bot.archive import Archive
from bot.model import Entry, Person
from tests.invented import ADA, archive, report


def asked(text: str) -> Answer:
    return answer(archive(), text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("which report has the most entries?", "The most entries: Status Report 2021, Q1 2021: 3 entries:"),
        ("biggest report ever", "The most entries: Status Report 2021, Q1 2021: 3 entries:"),
        ("the largest report of 2021", "3 entries"),
        ("smallest report", "The fewest entries: Status Report 2022, Q1 2022: 1 entry:"),
        ("what is the most recent report", "Status Report 2022, Q1 2022: 1 entry:"),
    ],
)
def test_the_longest_and_the_shortest_report_are_told_from_the_newest(text: str, said: str) -> None:
    assert said in asked(text).reply[0]


@pytest.mark.parametrize("text", ["list all reports", "which reports are there", "all status reports"])
def test_all_reports_are_listed_where_they_are_asked_for(text: str) -> None:
    assert asked(text).reply[0].startswith("4 reports in all: Q4 2020 (2 entries), Q1 2021 (3 entries),")


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("the report before last", "report-2021-10-2021-12"),
        ("report two reports ago", "report-2021-01-2021-03"),
        ("how many entries last year", "report-2021-10-2021-12"),
        ("when did the status reports start?", "report-2020-10-2020-12"),
        ("first report", "report-2020-10-2020-12"),
        ("last report of 2021", "report-2021-10-2021-12"),
        ("the last report before 2021", "report-2020-10-2020-12"),
        ("first report of 2021", "report-2021-01-2021-03"),
    ],
)
def test_a_report_that_is_told_from_the_newest_is_not_the_newest(text: str, report: str) -> None:
    assert [match.report for match in asked(text).matches][:2] in ([report], [report, "report-2021-01-2021-03"])


def test_who_writes_the_reports_is_who_signed_the_introduction() -> None:
    assert asked("who writes the status reports?").reply[0].startswith("The introduction of Q1 2022 is not signed.")


@pytest.mark.parametrize(
    "text", ["who contributes most?", "top contributors", "who has written the most entries", "most active developers"]
)
def test_who_does_most_is_ranked_by_entries_without_teams(text: str) -> None:
    assert asked(text).reply == ("Most entries in the reports: Benjamin Oduya (3), Ada Brückner (2), Rosa Vidal (1)",)


def test_who_does_most_keeps_to_the_period_that_is_asked_for() -> None:
    assert asked("top contributors in 2020").reply == ("Most entries in 2020: Ada Brückner (1)",)
    assert asked("who wrote the most recent report").intent == "report"
    assert not asked("who are the most recent contributors?").reply[0].startswith("Most entries")


@pytest.mark.parametrize("text", ["how many people contribute to the FreeBSD reports?", "how many contributors"])
def test_how_many_people_there_are_is_answered_from_all_reports(text: str) -> None:
    assert asked(text).intent == "stats"


@pytest.mark.parametrize(
    "text",
    ["which projects are new in 2022", "what projects were dropped in q1 2022?", "what's back in the last report"],
)
def test_new_gone_and_returning_projects_are_changes(text: str) -> None:
    assert asked(text).reply[0].startswith("Q1 2022 against Q4 2021:")


def test_who_began_a_project_is_the_contact_of_its_first_entry() -> None:
    assert asked("who started lanternfs?").matches[0].title == "Lanternfs: a log-structured file system"
    assert asked("who works on lanternfs?").matches[0].title == "Lanternfs 4.2"


def test_a_second_question_about_the_same_is_left_out() -> None:
    assert asked("who is ada brückner and what did she do?").matches[0].name == "Ada Brückner"


def test_who_pays_a_person_is_told_by_the_sponsors_of_their_entries() -> None:
    found = asked("who pays ada brückner?")
    assert found.reply[0].startswith("Of 2 entries of Ada Brückner, 1 names a sponsor: Quay Systems, Inc (1) https://")
    assert [match.type for match in found.matches] == ["sponsor", "entry"]
    assert asked("who pays benjamin oduya?").reply == ("No entry of Benjamin Oduya names a sponsor.",)
    assert asked("who pays ada brückner in 2021?").reply == ("No entry of Ada Brückner in 2021 names a sponsor.",)


def test_a_name_that_is_only_a_sponsors_is_what_it_paid_for() -> None:
    assert asked("quay systems").matches[0].type == "sponsor"
    assert asked("quay systems in 2021").matches[0].type == "sponsor"
    assert asked("quay").matches[0].type == "sponsor"
    for text in ("systems", "quay windmills", "quay systems in 2022"):
        assert asked(text).intent != "sponsor", text


def test_what_a_title_says_is_no_sponsor_and_who_pays_a_person_is_not_what_they_pay() -> None:
    one = report("2001-01", "2001-03", Entry("Mole boats", sponsors=("Mole, Inc", "Ada Brückner"), contacts=(ADA,)))
    person = Person("ada", ("Ada Brückner",), (), ((one.id, "Mole boats"),))
    found = Archive([one], (person,), ())
    assert answer(found, "mole").matches[0].type == "entry"
    assert answer(found, "who pays ada brückner?").reply[0].startswith("Of 1 entry of Ada Brückner, 1 names a sponsor:")


def test_a_sponsor_that_paid_for_nothing_then_is_told_so() -> None:
    assert asked("quay systems in 2022").reply == ("Quay Systems sponsored nothing in 2022.",)


def test_the_biggest_sponsors_are_all_of_them_the_biggest_first() -> None:
    assert asked("biggest sponsor").reply == asked("top sponsors").reply
