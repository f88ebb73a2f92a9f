"""Pages of 2021 and later."""

import dataclasses
import json

import pytest

from bot import readers
from bot.errors import NotAReportError
from bot.readers import hugo
from tests.readers.pages import HUGO, OLD, changed, document, expected


def test_a_page_gives_what_is_on_it() -> None:
    assert json.loads(json.dumps(dataclasses.asdict(readers.read(document(HUGO))))) == expected(HUGO)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        (b"FreeBSD Quarterly Status Report 3rd Quarter 2021", "2021-07"),
        (b"FreeBSD Status Report Fourth Quarter 2026", "2026-10"),
    ],
)
def test_a_page_under_any_name_is_known_by_its_title(title: bytes, period: str) -> None:
    page = changed(HUGO, b"FreeBSD Quarterly Status Report Second Quarter 2022", title)
    page = dataclasses.replace(page, origin="x.html", content=page.content.replace(b"report-2022-04-2022-06", b"x"))
    assert readers.read(page).period.start == period


def test_the_address_that_a_page_states_goes_before_its_title() -> None:
    page = changed(HUGO, b"Second Quarter 2022", b"Third Quarter 2022")
    assert readers.read(dataclasses.replace(page, origin="x.html")).id == "report-2022-04-2022-06"


def test_the_bare_page_of_one_entry_is_no_report() -> None:
    page = changed(HUGO, b"FreeBSD Quarterly Status Report Second Quarter 2022", b"")
    with pytest.raises(NotAReportError, match="not one of a whole report"):
        readers.read(page)


def test_a_page_made_from_asciidoc_that_is_no_report_is_refused() -> None:
    page = changed(HUGO, b"FreeBSD Quarterly Status Report Second Quarter 2022", b"Release Notes, April-June 2022")
    with pytest.raises(NotAReportError, match="Release Notes"):
        readers.read(page)


def test_a_page_cut_off_keeps_what_is_there_and_says_so() -> None:
    page = document(HUGO)
    report = readers.read(dataclasses.replace(page, content=page.content[: page.content.index(b'<div class="sect3">')]))
    assert [entry.title for entry in report.entries] == ["Teapot in the cloud"]
    assert any("cut off" in problem for problem in report.problems)


def test_a_page_cut_off_before_its_entries_is_refused() -> None:
    page = document(HUGO)
    with pytest.raises(NotAReportError, match="no entries"):
        readers.read(dataclasses.replace(page, content=page.content[: page.content.index(b'<div class="sect2">')]))


def test_a_section_without_a_heading_is_no_entry() -> None:
    empty = b'<div class="sect2"><p>A stray line.</p></div><div class="sect2">'
    report = readers.read(changed(HUGO, b'<div class="sect2">', empty))
    assert [entry.title for entry in report.entries] == [entry["title"] for entry in expected(HUGO)["entries"]]


def test_only_pages_made_from_asciidoc_are_claimed() -> None:
    assert hugo.claims(document(HUGO))
    assert not hugo.claims(document(OLD))
