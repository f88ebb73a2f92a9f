"""Pages of 2001 to 2020."""

import dataclasses
import json

import pytest

from bot import readers
from bot.errors import NotAReportError
from bot.model import Document
from bot.readers import html
from tests.readers.pages import OLD, changed, document, expected


def test_a_page_gives_what_is_on_it() -> None:
    assert json.loads(json.dumps(dataclasses.asdict(readers.read(document(OLD))))) == expected(OLD)


def test_the_label_of_the_index_page_overrides_the_period_but_not_the_id() -> None:
    report = readers.read(document(OLD, label="September, 2010 - December, 2010"))
    assert (report.id, report.period.start) == ("report-2010-10-2010-12", "2010-09")


def test_a_page_under_any_name_is_known_by_its_introduction() -> None:
    assert readers.read(document(OLD, origin="saved page.htm")).id == "report-2010-10-2010-12"


def test_a_page_that_tells_no_period_asks_for_a_name() -> None:
    page = changed(OLD, b"October and\n      December 2010", b"then and now")
    with pytest.raises(NotAReportError, match="name it like its report"):
        readers.read(dataclasses.replace(page, origin="saved.html"))


def test_a_page_sent_with_a_wrong_charset_reads_the_same() -> None:
    told = dataclasses.replace(document(OLD), charset="koi8-r")
    assert readers.read(told) == readers.read(document(OLD))


def test_a_page_turned_into_utf_8_reads_the_same() -> None:
    page = document(OLD)
    utf8 = page.content.replace(b"J\xf6rg", "Jörg".encode())
    assert readers.read(dataclasses.replace(page, content=utf8)) == readers.read(page)


def test_a_page_cut_off_keeps_its_whole_entries_and_says_so() -> None:
    page = document(OLD)
    report = readers.read(dataclasses.replace(page, content=page.content[: page.content.index(b'<h2><a name="kettle')]))
    assert [entry.title for entry in report.entries] == ["Blue Teapot"]
    assert any("cut off" in problem for problem in report.problems)
    assert any("'kettle(4)'" in problem for problem in report.problems)


def test_an_element_that_is_never_closed_hides_no_entry() -> None:
    page = changed(OLD, b"<p>The <tt>teapot", b"<url><b><div><p>The <tt>teapot")
    assert [entry.title for entry in readers.read(page).entries] == ["Blue Teapot", "kettle(4)"]


def test_a_sponsor_in_an_element_of_its_own_is_one() -> None:
    report = readers.read(changed(OLD, b"<h3>Open tasks:</h3>", b"<sponsor>Saucer Ltd</sponsor><h3>Open tasks:</h3>"))
    assert report.entries[0].sponsors == ("Porcelain, Inc", "The Tea Board", "Saucer Ltd")


def test_an_entry_without_a_title_is_called_by_its_anchor() -> None:
    page = changed(OLD, b">Blue Teapot</a></h2>", b"></a></h2>")
    assert readers.read(page).entries[0].title == "Blue-Teapot"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<html><title>404</title><body>Not found</body></html>", r"web page \(404\), but not one of a status report"),
        (b"<!DOCTYPE html><p>no title", "without a title"),
        (b'<html><div id="contentwrap"><a href="report-2001-06.html">x</a><a href="report-2001-07/">', "lists reports"),
        (b'<html><title>Status Report</title><div id="contentwrap"><h1>Introduction</h1>', "no entries"),
    ],
)
def test_another_page_is_refused_with_a_reason(content: bytes, why: str) -> None:
    with pytest.raises(NotAReportError, match=why):
        readers.read(Document("report-2001-06.html", content))


def test_only_web_pages_are_claimed() -> None:
    assert html.claims(document(OLD))
    assert not html.claims(Document("a.xml", b"<?xml version='1.0'?><report><body><p>x</p></body></report>"))
    assert not html.claims(Document("a.txt", b"Introduction\n"))
