"""How a new report is announced, by style and filters."""

from dataclasses import replace
from datetime import date

import pytest

from bot.announcement import correction, deadline, headline, lines, passes
from bot.deadlines import milestones, of_quarter
from bot.model import Contact, Entry, Period, Report
from config.settings import ChannelSettings

LAMP = Entry(
    title="Lamp driver",
    category="Kernel",
    contacts=(Contact("Ada Quill", "ada@harbour.example.org"), Contact(None, "lamps@example.org")),
    sponsors=("The Optics Foundation",),
    body="Dims at dawn.",
    anchor="_lamp_driver",
)
TEAM = Entry(title="Harbour Team", category="FreeBSD Team Reports", contacts=(Contact("Harbour Team", None),))
HULL = Entry(title="Hull tools", category="Userland Programs", body="Supercalifragilistic tools.")
BOTTLE = Entry(title="Bottles", category="Third-Party Projects")
REPORT = Report(
    id="report-2031-04-2031-06",
    title="FreeBSD Status Report Second Quarter 2031",
    period=Period("2031-04", "2031-06"),
    url="https://www.freebsd.org/status/report-2031-04-2031-06/",
    intro="",
    format="hugo",
    entries=(TEAM, LAMP, HULL, BOTTLE),
)


def test_the_headline_counts_entries_by_category_and_ends_in_the_address() -> None:
    assert headline(REPORT) == (
        "New FreeBSD status report: Q2 2031 (April–June), 4 entries: 1 Team Reports, 1 Kernel, "
        "1 Userland Programs, 1 Third-Party Projects. https://www.freebsd.org/status/report-2031-04-2031-06/"
    )


def test_style_headline_says_nothing_more() -> None:
    assert lines(REPORT, ChannelSettings(style="headline")) == [headline(REPORT)]


def test_style_digest_gives_one_line_a_category() -> None:
    said = lines(REPORT, ChannelSettings(style="digest"))
    assert said[1:] == [
        "FreeBSD Team Reports: Harbour Team",
        "Kernel: Lamp driver",
        "Userland Programs: Hull tools",
        "Third-Party Projects: Bottles",
    ]


def test_style_entries_links_each_entry_and_names_who_answers_for_it() -> None:
    said = lines(REPORT, ChannelSettings(style="entries", categories=("kernel",)))
    assert said[1:] == [f"Lamp driver (Kernel): Ada Quill, lamps@example.org. {REPORT.url}#_lamp_driver"]


def test_an_entry_without_category_contacts_and_anchor_is_its_title_and_the_report() -> None:
    bare = _with((Entry("Bare"), Entry("Named by nobody", contacts=(Contact(None, None),))))
    said = lines(bare, ChannelSettings(style="entries"))
    assert said[1:] == [f"Bare. {REPORT.url}", f"Named by nobody. {REPORT.url}"]
    assert lines(bare, ChannelSettings(style="digest"))[1:] == ["Entries: Bare; Named by nobody"]


def test_a_period_that_is_no_quarter_is_said_once() -> None:
    assert headline(replace(REPORT, period=Period("2031-05", "2031-06"), entries=(TEAM, TEAM))) == (
        f"New FreeBSD status report: May–June 2031, 2 entries: 2 Team Reports. {REPORT.url}"
    )


def test_no_more_than_max_lines_are_said_headline_included() -> None:
    assert len(lines(REPORT, ChannelSettings(style="entries", max_lines=3))) == 3
    assert lines(REPORT, ChannelSettings(style="digest", max_lines=1)) == [headline(REPORT)]


def test_a_category_with_too_many_titles_for_a_line_says_how_many_are_left() -> None:
    many = tuple(Entry(title=f"Improvements of ship number {number}", category="Fleet") for number in range(40))
    (line,) = lines(_with(many), ChannelSettings(style="digest"))[1:]
    shown = line.count("Improvements")
    assert line.endswith(f"; and {40 - shown} more")
    assert len(line.encode()) <= 400 + len("; and 40 more")


def test_the_headline_is_said_even_if_no_entry_passes_the_filters() -> None:
    assert lines(REPORT, ChannelSettings(style="digest", keywords=("submarine",))) == [headline(REPORT)]


@pytest.mark.parametrize(
    ("filters", "passing"),
    [
        ({}, [TEAM, LAMP, HULL, BOTTLE]),
        ({"categories": ("Userland",)}, [HULL]),
        ({"categories": ("team reports",)}, [TEAM]),
        ({"categories": ("Projects",)}, []),
        ({"categories": ("Third Party",)}, [BOTTLE]),
        ({"keywords": ("DAWN", "bottles")}, [LAMP, BOTTLE]),
        ({"keywords": ("fragil",)}, []),
        ({"people": ("quill",)}, [LAMP]),
        ({"people": ("lamps@example.org",)}, [LAMP]),
        ({"sponsors": ("optics foundation",)}, [LAMP]),
        ({"sponsors": ("optics",), "categories": ("Ports",)}, []),
    ],
)
def test_an_entry_is_shown_if_it_passes_every_filter(filters: dict[str, tuple[str, ...]], passing: list[Entry]) -> None:
    settings = ChannelSettings().model_copy(update=filters)
    assert [entry for entry in REPORT.entries if passes(entry, settings)] == passing


def test_a_report_without_categories_is_announced_by_its_number_of_entries() -> None:
    said = headline(_with((Entry(title="One"),)))
    assert said == f"New FreeBSD status report: Q2 2031 (April–June), 1 entry. {REPORT.url}"


def _with(entries: tuple[Entry, ...]) -> Report:
    return Report(REPORT.id, REPORT.title, REPORT.period, REPORT.url, "", "hugo", entries)


def test_a_correction_reads_like_the_headline_and_says_what_it_is() -> None:
    assert correction(REPORT) == headline(REPORT).replace("New ", "Corrected ", 1)


@pytest.mark.parametrize(
    ("today", "dates", "words"),
    [
        (date(2025, 12, 17), "month-day", "December 31 (14 days)"),
        (date(2025, 12, 30), "day-month", "31 December (1 day)"),
        (date(2025, 12, 31), "iso", "2025-12-31 (today)"),
    ],
)
def test_a_deadline_tells_the_day_the_days_left_and_where_to_send_it(today: date, dates: str, words: str) -> None:
    days = of_quarter(2025, 4)
    assert deadline(milestones(days)[0], today, dates) == f"Status reports for Q4 2025 are due {words}: {days.source}"


def test_the_extended_deadline_is_called_so() -> None:
    days = of_quarter(2025, 4)
    assert "due January 8, the extended deadline (today)" in deadline(milestones(days)[-1], days.extended)
