"""The pages that are read: home, reports, a report, an entry, what changed, where help is wanted."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.archive import Archive
from bot.model import Contact, Entry, Link
from bot.web.site import NotFound, Site
from bot.web.views.changes import ChangesView, changes
from bot.web.views.entry import ContactLine, EntryView, entry
from bot.web.views.home import home
from bot.web.views.parts import Ref
from bot.web.views.report import ReportView, report
from bot.web.views.reports import reports
from bot.web.views.tasks import HelpView, help_wanted
from tests import invented
from tests.web.conftest import NOW

FIRST, LAST = "report-2020-10-2020-12", "report-2022-01-2022-03"
LANTERNFS = "lanternfs-a-log-structured-file-system"


def of(*entries: Entry) -> Site:
    """Return a site of one report."""
    archive = Archive([invented.report("2021-01", "2021-03", *entries)], (), ())
    return Site(lambda: archive, clock=lambda: NOW)


def shown(site: Site, report: str, name: str) -> EntryView:
    found = entry(site, report, name)
    assert isinstance(found, EntryView)
    return found


def test_the_home_page_shows_the_newest_report_and_those_before(site: Site) -> None:
    view = home(site)
    assert view.newest is not None
    assert (view.newest.name, view.newest.months, view.newest.entries) == ("Q1 2022", "January–March 2022", 1)
    assert [line.name for line in view.before] == ["Q4 2021", "Q1 2021", "Q4 2020"]
    assert view.changes == f"/changes/{LAST}"
    assert (view.totals.entries, view.totals.people, view.totals.sponsors) == (8, 4, 1)
    assert view.deadlines.name == "Q2 2022"


def test_reports_are_listed_by_the_year_in_which_they_end(site: Site) -> None:
    view = reports(site)
    years = {year.year: [line.name for line in year.reports] for year in view.years}
    assert list(years.items()) == [(2022, ["Q1 2022"]), (2021, ["Q4 2021", "Q1 2021"]), (2020, ["Q4 2020"])]


def test_a_report_shows_its_entries_by_category_and_names_its_source(site: Site) -> None:
    view = report(site, FIRST)
    assert isinstance(view, ReportView)
    groups = [(group.category and group.category.name, [line.title for line in group.entries]) for group in view.groups]
    assert groups == [("Kernel", ["Lanternfs: a log-structured file system"]), ("Team Reports", ["Harbour Team"])]
    assert view.source.href == f"https://www.example.org/status/{FIRST}/"
    assert (view.previous, view.changes) == (None, None)
    assert view.next == Ref("Q1 2021", "/reports/report-2021-01-2021-03")


def test_entries_of_a_category_that_stand_apart_are_one_group() -> None:
    site = of(Entry("One", "Crew"), Entry("Two"), Entry("Three", "Crew"))
    view = report(site, "report-2021-01-2021-03")
    assert isinstance(view, ReportView)
    assert [[line.title for line in group.entries] for group in view.groups] == [["One", "Three"], ["Two"]]


def test_an_entry_shows_who_answers_for_it_who_paid_and_what_is_left_to_do(site: Site) -> None:
    view = shown(site, FIRST, LANTERNFS)
    assert view.contacts == (
        ContactLine("Ada Brückner", "ada@example.org", "/people/ada%40example.org", "mailto:ada@example.org"),
    )
    assert view.sponsors == (Ref("Quay Systems, Inc", "/sponsors/quay-systems"),)
    assert view.tasks == ("Write a checker.", "Measure on slow disks.")
    assert [link.href for link in view.links] == ["https://wiki.example.org/Lanternfs"]
    assert view.source.href == f"https://www.example.org/status/{FIRST}/#lanternfs"


def test_an_entry_leads_to_its_project_and_its_neighbours(site: Site) -> None:
    view = shown(site, FIRST, LANTERNFS)
    assert view.project == Ref("Lanternfs 4.2", "/projects/Lanternfs")
    assert [other.name for other in view.others] == ["Q1 2021: Lanternfs 4.2"]
    assert (view.previous, view.next) == (None, Ref("Harbour Team", f"/reports/{FIRST}/harbour-team"))


def test_the_text_of_an_entry_keeps_its_form_and_nothing_that_could_run() -> None:
    markup = (
        '<h4>Next</h4><p>See <a href="../x/">x</a></p><ul><li>one</li></ul><pre>a\n  b</pre><script>alert(1)</script>'
    )
    site = of(Entry("Lantern", body="See x one", markup=markup))
    assert shown(site, "report-2021-01-2021-03", "lantern").html == (
        '<h4>Next</h4><p>See <a href="https://www.example.org/status/x/" rel="nofollow noopener">x</a></p>'
        "<ul><li>one</li></ul><pre>a\n  b</pre>"
    )


def test_a_text_without_a_form_is_a_paragraph() -> None:
    site = of(Entry("Lantern", body="1 < 2 & <b>3</b>"), Entry("Silence"))
    assert shown(site, "report-2021-01-2021-03", "lantern").html == "<p>1 &lt; 2 &amp; &lt;b&gt;3&lt;/b&gt;</p>"
    assert shown(site, "report-2021-01-2021-03", "silence").html == ""


def test_a_contact_or_link_that_leads_nowhere_is_shown_as_written() -> None:
    site = of(
        Entry("Lantern", None, (Contact("Several", None), Contact(None, "#lanterns")), (Link("x", "javascript:x"),))
    )
    view = shown(site, "report-2021-01-2021-03", "lantern")
    assert view.contacts == (ContactLine("Several", None, None, None), ContactLine(None, "#lanterns", None, None))
    assert [(link.url, link.href) for link in view.links] == [("javascript:x", None)]


def test_what_changed_is_told_against_the_report_before(site: Site) -> None:
    view = changes(site, "report-2021-10-2021-12")
    assert isinstance(view, ChangesView)
    assert [line.title for line in view.new] == ["Porting KStars to the Beagle board"]
    assert [line.title for line in view.gone] == ["Lanternfs 4.2", "Tidewheel packet scheduler"]
    assert (view.continued, view.returning) == (1, ())
    assert view.next == Ref("Q1 2022", f"/changes/{LAST}")


def test_what_changed_is_told_against_any_earlier_report(site: Site) -> None:
    view = changes(site, LAST, FIRST)
    assert isinstance(view, ChangesView)
    assert view.against == Ref("Q4 2020", f"/reports/{FIRST}")
    assert view.title == "What changed in Q1 2022 since Q4 2020"
    assert view.earlier[-1] == view.against
    near = changes(site, LAST)
    assert isinstance(near, ChangesView)
    assert {line.title for line in view.new} > {line.title for line in near.new}
    missing = changes(site, LAST, LAST)
    assert isinstance(missing, NotFound)
    assert "no report “report-2022-01-2022-03” before Q1 2022" in missing.why


def test_everything_is_new_in_the_first_report(site: Site) -> None:
    view = changes(site, FIRST)
    assert isinstance(view, ChangesView)
    assert (view.against, len(view.new), view.continued) == (None, 2, 0)


def test_help_is_wanted_by_listed_tasks_and_by_sentences_that_ask(site: Site) -> None:
    view = help_wanted(site, FIRST)
    assert isinstance(view, HelpView)
    assert [(wish.entry.title, len(wish.tasks)) for wish in view.wishes] == [
        ("Lanternfs: a log-structured file system", 2)
    ]
    asking = of(Entry("Lantern", body="It shines brightly in the dark now. Testers are wanted for the new wick."))
    view = help_wanted(asking)
    assert isinstance(view, HelpView)
    assert view.wishes[0].tasks == ("Testers are wanted for the new wick.",)


def test_of_a_list_that_ran_into_a_sentence_only_the_end_is_shown() -> None:
    view = help_wanted(
        of(Entry("Lantern", body=f"Done: {'wick glass frame ' * 40}Testers are wanted for the new oil."))
    )
    assert isinstance(view, HelpView)
    (task,) = view.wishes[0].tasks
    assert task.startswith("… ")
    assert task.endswith("glass frame Testers are wanted for the new oil.")
    assert len(task) < 250


def test_help_is_looked_for_in_the_newest_report_first(site: Site) -> None:
    view = help_wanted(site)
    assert isinstance(view, HelpView)
    assert view.report == Ref("Q1 2022", f"/reports/{LAST}")
    assert view.previous == Ref("Q4 2021", "/help-wanted?report=report-2021-10-2021-12")


@pytest.mark.parametrize(
    "found",
    [
        lambda site: report(site, "report-1"),
        lambda site: entry(site, "report-1", "x"),
        lambda site: entry(site, FIRST, "x"),
        lambda site: changes(site, "report-1"),
        lambda site: help_wanted(site, "report-1"),
    ],
    ids=["report", "entry of no report", "entry", "changes", "help wanted"],
)
def test_what_is_not_there_is_told_in_a_sentence(site: Site, found: Callable[[Site], object]) -> None:
    missing = found(site)
    assert isinstance(missing, NotFound)
    assert "“" in missing.why


async def test_what_is_worked_out_once_is_worked_out_anew_for_a_new_archive() -> None:
    archives = [invented.archive(), Archive((), (), ())]
    site = Site(lambda: archives[0], clock=lambda: datetime(2022, 5, 1, tzinfo=UTC))
    assert home(site).totals.reports == 4
    del archives[0]
    await site.renew()
    assert home(site).totals.reports == 0
