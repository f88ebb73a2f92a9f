"""When something was first or last reported, by whom, and in how many reports."""

import pytest

from bot.answers import Answer, answer
from bot.archive import Archive
from bot.model import Entry, Period, Person, Project, Report
from tests.answers.test_refusals import lanterns
from tests.invented import archive


def one_project(*titled: tuple[int, str]) -> Archive:
    """Return an archive of entries of one project."""
    found = lanterns(*titled)
    keys = tuple((item.report.id, item.entry.title) for item in found.items)
    return Archive(found.reports, (), (Project("one", tuple(title for _, title in titled), keys),))


def test_an_older_entry_of_the_project_that_does_not_say_the_word_is_not_its_first() -> None:
    renamed = one_project((2001, "Harbour gate"), (2002, "Harbour gate on windmills"), (2003, "Harbour gate"))
    assert answer(renamed, "when was windmills first reported").matches[0].report == "report-2002"
    assert answer(renamed, "when was windmills last mentioned").matches[0].report == "report-2002"
    assert answer(renamed, "when was windmills last mentioned").reply[0].count("more report") == 0
    assert answer(renamed, "when did windmills first appear?").matches[0].report == "report-2002"
    assert answer(renamed, "when did windmils first appear?").matches[0].report == "report-2002"


def test_what_only_texts_say_is_first_reported_where_a_text_first_says_it() -> None:
    said = "submarine periscope with brass mirrors"
    bodies = {2001: "Cranes.", 2002: f"A {said}.", 2003: f"The {said} turns.", 2004: "Ropes."}
    reports = [
        Report(
            f"report-{year}", "", Period(f"{year}-01", f"{year}-03"), "", "", "",
            (Entry("Harbour", body=body), *(Entry(f"Lantern {number}", body="It shines.") for number in range(20))),
        )
        for year, body in bodies.items()
    ]  # fmt: skip
    harbour = Project("harbour", ("Harbour",), tuple((report.id, "Harbour") for report in reports))
    for text, report in (("first mention of", "report-2002"), ("last mention of", "report-2003")):
        found = answer(Archive(reports, (), (harbour,)), f"{text} {said}")
        assert found.matches[0].report == report


def test_a_title_that_ends_like_what_people_do_is_looked_up_whole() -> None:
    found = lanterns((2001, "Lantern"), (2002, "Lantern contributors"), (2003, "Lantern"))
    assert answer(found, "history of lantern contributors").matches[0].report == "report-2002"


def test_several_entries_in_one_report_are_one_report() -> None:
    found = lanterns((2001, "Lantern wicks"), (2001, "Lantern oil"), (2002, "Lantern posts"), (2002, "Lantern gas"))
    assert "1 more report." in answer(found, "when was lantern last reported").reply[0]


@pytest.mark.parametrize("text", ["how many reports did the harbour write", "which reports did harbour contribute to"])
def test_what_is_no_person_but_writes_reports_is_a_project(text: str) -> None:
    assert answer(archive(), text).matches[0].title == "Harbour Team"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("what changed since 2020q4", "Q1 2022 against Q4 2020: 1 new:"),
        ("what is new since 2021", "Q1 2022 against Q1 2021:"),
        ("changes since 2022", "Q1 2022 against Q4 2021:"),
        ("changes 2020-2022", "Q1 2022 against Q4 2021:"),
    ],
)
def test_changes_since_a_period_are_against_its_first_report(text: str, said: str) -> None:
    assert answer(archive(), text).reply[0].startswith(said.removesuffix("1 new:"))


def asked(text: str) -> Answer:
    return answer(archive(), text)


@pytest.mark.parametrize("text", ["how many people contributed in 2021?", "how many projects in 2021"])
def test_how_many_there_were_in_a_period_is_counted_there(text: str) -> None:
    said = "2 reports, Q1 2021 to Q4 2021: 5 entries on 4 projects by 4 people and teams, 1 sponsors."
    assert asked(text).reply[0].startswith(said)


def test_a_person_with_a_period_is_what_they_did_then() -> None:
    assert asked("ada brückner 2021").reply[0].startswith("Ada Brückner (ada@example.org): 1 entry in 2021:")
    assert asked("how many entries has ada brückner in 2020").reply[0].startswith("Ada Brückner (ada@example.org): 1")


def test_what_is_new_in_a_category_is_its_list_in_the_newest_report() -> None:
    assert asked("what is new in network infrastructure?").matches[0].type == "category"
    assert asked("what is new in harbour").matches[0].title == "Harbour Team"


def test_what_is_new_in_a_category_that_the_newest_report_has_not_is_the_last_list_of_it() -> None:
    assert asked("what is new in team reports?").reply[0].startswith("Team Reports, Q4 2021, 1: Harbour Team")


def test_a_name_that_stands_in_few_titles_is_rather_the_person_if_somebody_is_up_to_something() -> None:
    titles = ("Lantern wicks", "Lantern oil", "Windmiller's lantern")
    one = Report("report-2001", "", Period("2001-01", "2001-03"), "", "", "", tuple(map(Entry, titles)))
    person = Person("abe", ("Abe Windmiller",), (), tuple(("report-2001", title) for title in titles))
    found = answer(Archive([one], (person,), ()), "what is windmiller up to?")
    assert (found.intent, found.matches[1].name) == ("contact", "Abe Windmiller")


def test_a_teams_mailbox_is_its_newest_entry_where_the_title_is_years_old() -> None:
    def found(year: int) -> str | None:
        entries = {2001: Entry("Harbour team (mole)"), year: Entry("Quays and moorings")}
        reports = [
            Report(f"report-{when}", "", Period(f"{when}-01", f"{when}-03"), "", "", "", (entry,))
            for when, entry in entries.items()
        ]
        key = (f"report-{year}", "Quays and moorings")
        team = Person("mole", ("Harbour Masters",), ("mole@example.org",), (key,), is_team=True)
        return answer(Archive(reports, (team,), ()), "what did mole do").matches[0].title

    assert (found(2020), found(2002)) == ("Quays and moorings", "Harbour team (mole)")


def test_a_sponsor_is_called_as_in_the_period_that_is_asked_for() -> None:
    assert asked("what did quay sponsor in 2020").reply[0].startswith("Quay Systems, Inc, 1 entry:")
    assert asked("what did quay sponsor in 2021").reply[0].startswith("Quay Systems, 1 entry:")
