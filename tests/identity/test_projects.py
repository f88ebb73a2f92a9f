"""Which entries are one project over the years."""

from bot.identity.people import people
from bot.identity.projects import projects
from bot.model import Entry, Project, Report
from tests.identity.written import entry, written

VERA, OLE, JO = "Vera Lind <vera@example.org>", "Ole Dahl <ole@example.org>", "Jo Ek <jo@example.org>"
QUOKKA = "The quokka scheduler assigns interrupts to idle cores and balances latency across sockets."


def woven(*reports: Report) -> list[Project]:
    """Return the projects of reports that also have what every report has: entries on other things."""
    full = [written_with_noise(report) for report in reports]
    noise = {other.title for other in NOISE}
    return [project for project in projects(full, people(full)) if project.titles[0] not in noise]


NOISE = [
    entry(
        "FreeBSD Release Schedule",
        "Release Board",
        body="The release schedule for FreeBSD was updated. Builds continue.",
    ),
    entry(
        "FreeBSD Ports Statistics",
        "Ports Board",
        body="The number of FreeBSD ports grew; support for new drivers was added.",
    ),
    entry(
        "Wiki Driver Support Status", "Wiki Board", body="The status of driver support is listed in the FreeBSD wiki."
    ),
    entry(
        "Improvements of the Build",
        "Build Board",
        body="The FreeBSD build improved: drivers and kernel build in parallel.",
    ),
]


def written_with_noise(report: Report) -> Report:
    """Return a report with the usual entries beside its own."""
    return Report(report.id, report.title, report.period, "", "", "test", (*report.entries, *NOISE))


def together(one: Entry, other: Entry, *, first: str = "2019Q1", then: str = "2019Q2") -> bool:
    """Tell whether two entries of different reports are one project."""
    return len(woven(written(first, one), written(then, other))) == 1


def test_the_same_title_in_the_next_report_is_the_same_project() -> None:
    assert together(entry("Quokka Scheduler", VERA, body=QUOKKA), entry("Quokka Scheduler", VERA, body=QUOKKA))


def test_of_two_entries_with_like_titles_the_one_with_the_same_text_goes_on() -> None:
    found = woven(
        written("2019Q1", entry("Quokka Scheduler Balancing", VERA, body=QUOKKA)),
        written(
            "2019Q2",
            entry("Quokka Scheduler Balancing Support", VERA, body="Numbats dig."),
            entry("Quokka Scheduler", VERA, body=QUOKKA),
        ),
    )

    assert ("Quokka Scheduler", "Quokka Scheduler Balancing") in [project.titles for project in found]


def test_a_project_goes_on_under_another_title() -> None:
    assert together(
        entry("Quokka Scheduler", VERA, body=QUOKKA),
        entry("Update of the FreeBSD Quokka scheduler driver", VERA, body="Quokka now balances sockets, too."),
    )


def test_a_project_goes_on_under_its_acronym() -> None:
    assert together(
        entry("Balanced Interrupt Routing", VERA, body=QUOKKA),
        entry("BIR status report", VERA, body="BIR routes. " + QUOKKA),
    )


def test_a_hand_over_is_the_same_project() -> None:
    assert together(
        entry("Quokka Scheduler", VERA, body=QUOKKA), entry("Quokka Scheduler", OLE, body="Vera handed over. " + QUOKKA)
    )


def test_the_same_subject_by_other_people_years_later_is_another_project() -> None:
    assert not together(
        entry("Quokka Scheduler", VERA, body=QUOKKA),
        entry("Quokka Scheduler Improvements", OLE, body="Rewritten from scratch, timers tick less often."),
        first="2004Q1",
        then="2016Q2",
    )


def test_two_things_of_the_same_people_are_two_projects() -> None:
    assert not together(
        entry("Quokka Scheduler", VERA, body=QUOKKA),
        entry("Wombat Filesystem", VERA, body="Wombat stores extents in trees and checks every block it reads."),
    )


def test_the_conference_of_the_next_year_is_another_one() -> None:
    found = woven(
        written("2018Q3", entry("QuokkaCon 2018", VERA, body="Meet us in Oslo.")),
        written("2018Q4", entry("QuokkaCon 2018", VERA, body="We met in Oslo.")),
        written("2019Q1", entry("QuokkaCon 2019", VERA, body="Meet us in Oslo.")),
    )

    assert [project.titles for project in found] == [("QuokkaCon 2018",), ("QuokkaCon 2019",)]


def test_the_quarter_in_a_title_is_not_what_it_is_about() -> None:
    assert together(entry("Quokka Team 2019Q1 report", VERA), entry("Quokka Team - 2nd quarter 2019", VERA))


def test_parts_of_one_umbrella_are_told_apart_by_the_word_they_do_not_share() -> None:
    found = woven(
        *(
            written(
                f"2019Q{quarter}",
                entry("Quokka Audit", VERA, body="Audit trails are written."),
                entry("Quokka Labels", VERA, body="Labels are checked on access."),
            )
            for quarter in (1, 2, 3)
        )
    )

    assert [(project.titles, len(project.entries)) for project in found] == [
        (("Quokka Audit",), 3),
        (("Quokka Labels",), 3),
    ]


def test_a_project_has_one_entry_in_a_report_and_the_better_match_wins() -> None:
    found = woven(
        written("2019Q1", entry("Quokka Scheduler", VERA, body=QUOKKA)),
        written("2019Q2", entry("Quokka Scheduler for Laptops", VERA), entry("Quokka Scheduler", VERA, body=QUOKKA)),
    )

    assert [len(project.entries) for project in found] == [2, 1]
    assert found[0].titles == ("Quokka Scheduler",)


def test_titles_come_newest_first_and_entries_oldest_first() -> None:
    (project,) = woven(
        written("2019Q3", entry("Quokka Scheduler", VERA, body=QUOKKA)),
        written("2019Q1", entry("Quokka Scheduler", VERA, body=QUOKKA)),
        written("2019Q2", entry("The Quokka Scheduler Project", VERA, body=QUOKKA)),
    )

    assert project.titles == ("Quokka Scheduler", "The Quokka Scheduler Project")
    assert [report for report, _ in project.entries] == [
        "report-2019-01-2019-03",
        "report-2019-04-2019-06",
        "report-2019-07-2019-09",
    ]


def test_ids_stay_when_a_report_is_added_and_are_all_different() -> None:
    first = written("2004Q1", entry("Quokka", VERA, body=QUOKKA), entry("Wombat", JO))
    second = written("2019Q2", entry("Quokka", OLE, body="Timers tick."), entry("The Wombat", JO))

    assert [project.id for project in woven(first)] == ["quokka", "wombat"]
    assert [project.id for project in woven(first, second)] == ["quokka", "wombat", "quokka-2"]


def test_every_entry_is_in_exactly_one_project_even_without_title_contacts_and_text() -> None:
    reports = [
        written("2019Q1", entry("..."), entry("Quokka"), entry("日本語")),
        written("2019Q2", entry(""), entry("...")),
    ]

    found = [key for project in projects(reports, people(reports)) for key in project.entries]

    assert sorted(found) == sorted((report.id, each.title) for report in reports for each in report.entries)


def test_no_reports_have_no_projects() -> None:
    assert projects([], []) == []
