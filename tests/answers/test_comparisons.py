"""What two periods have in common, and what only one of them has."""

from bot.answers import answer
from bot.archive import Archive
from bot.model import Entry, Period, Report
from tests.answers.test_refusals import lanterns
from tests.invented import archive

URL = "https://www.example.org/status/report-{}/"


def test_two_reports_are_compared_by_entries_categories_and_projects() -> None:
    found = answer(archive(), "compare q4 2020 and q1 2021")
    assert found.intent == "changes"
    assert [match.report for match in found.matches] == ["report-2020-10-2020-12", "report-2021-01-2021-03"]
    assert found.reply == (
        "Q4 2020 → Q1 2021: 2 → 3 entries, 2 projects in both. Network Infrastructure 0 → 1. "
        f"{URL.format('2020-10-2020-12')} {URL.format('2021-01-2021-03')}",
        "1 only in Q1 2021: Tidewheel packet scheduler",
    )


def test_which_period_is_named_first_makes_no_difference() -> None:
    assert answer(archive(), "what is different between q1 2021 and q4 2020?") == answer(
        archive(), "what changed between 2020q4 and 2021q1"
    )


def test_years_are_compared_by_all_their_reports() -> None:
    found = answer(archive(), "compare 2021 to 2022")
    assert found.reply[0].startswith("2021 → Q1 2022: 5 → 1 entries, 2 → 1 reports, 1 project in both.")
    assert found.reply[1:] == ("3 only in 2021: Porting KStars to the Beagle board; Harbour Team; Lanternfs 4.2",)


def test_a_period_without_a_report_is_not_compared() -> None:
    found = answer(archive(), "compare q4 2020 and q2 2021")
    assert found.refused
    assert found.reply[0].startswith("There is no report for q2 2021; the nearest: Q1 2021")


def test_two_ways_to_say_the_same_period_are_that_report() -> None:
    found = answer(archive(), "compare q1 2022 and the last report")
    assert (found.intent, found.matches[0].report) == ("report", "report-2022-01-2022-03")


def test_a_long_comparison_keeps_its_lines_short() -> None:
    many = lanterns(*((2001, f"Lantern of board {number}") for number in range(90)), (2002, "Harbour"))
    found = answer(many, "compare 2001 and 2002")
    assert all(len(line.encode()) < 400 for line in found.reply)


def categories(then: str | None, now: str | None) -> str:
    reports = [
        Report(f"report-{year}", "", Period(f"{year}-01", f"{year}-03"), "", "", "", entries)
        for year, entries in (
            (2001, (Entry("Lantern", then),)),
            (2002, (Entry("Lantern", now), Entry("Harbour", now))),
        )
    ]
    return answer(Archive(reports, (), ()), "compare 2001 and 2002").reply[0].partition("in both.")[2].strip()


def test_a_category_is_the_same_in_capitals_and_without() -> None:
    assert categories("Team reports", "Team Reports") == "Team Reports 1 → 2."


def test_no_category_is_told_where_one_side_knows_none() -> None:
    assert categories(None, "Team Reports") == ""
