"""XML reports: everything that the page would show is found, in its order."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import NotAReportError
from bot.model import Contact, Document, Link, Report
from bot.readers import xml

FILE = Path(__file__).resolve().parents[1] / "data" / "xml" / "report-2014-10-2014-12.xml"
CONTENT = FILE.read_bytes()
HEAD = b"<report><date><month>June</month><year>2001</year></date>"


def read(content: bytes = CONTENT, origin: str = FILE.name) -> Report:
    return xml.read(Document(origin, content))


def changed(old: bytes, new: bytes) -> Report:
    assert CONTENT.count(old) == 1
    return read(CONTENT.replace(old, new))


def flat(*entries: bytes) -> bytes:
    return HEAD + b"".join(entries) + b"</report>"


def entry(title: bytes = b"T", body: bytes = b"") -> bytes:
    return b"<project><title>" + title + b"</title><body>" + body + b"</body></project>"


def test_the_report_itself_is_named() -> None:
    report = read()
    assert (report.id, report.title) == ("report-2014-10-2014-12", "FreeBSD Quarterly Status Report")
    assert (report.period.quarter, report.format) == ("2014Q4", "xml")
    assert report.url == "https://www.freebsd.org/status/report-2014-10-2014-12.html"
    assert report.intro == "This invented report has five entries — and one more. Enjoy FreeBSD!"


def test_without_a_telling_name_the_date_inside_says_which_report_it_is() -> None:
    assert read(origin="download.xml").id == "report-2014-10-2014-12"


def test_an_empty_paragraph_of_the_introduction_is_left_out() -> None:
    assert changed(b"<p>Enjoy &os;!</p>", b"<p> </p><p>Enjoy &os;!</p>").intro == read().intro


def test_entries_stand_by_category_and_raw_title_without_those_of_unknown_categories() -> None:
    report = read()
    assert [(entry.category, entry.title) for entry in report.entries] == [
        ("FreeBSD Team Reports", "The Kitchen Team"),
        ("Kernel", "ZFS on Tea Leaves"),
        ("Kernel", "arm 64 cups"),
        ("Kernel", "Teapot(4) Driver"),
    ]
    assert any("In No Category" in problem for problem in report.problems)


def test_the_late_stylesheet_kept_the_order_of_the_source() -> None:
    report = read(origin="report-2019-10-2019-12.xml")
    assert [entry.title for entry in report.entries[1:]] == ["Teapot(4) Driver", "ZFS on Tea Leaves", "arm 64 cups"]


def test_everything_in_an_entry_is_found() -> None:
    found = read().entries[-1]
    assert found.contacts == (
        Contact("Ada B. Kettle", "ada@example.org"),
        Contact("Teapot Team", None),
        Contact("Bo Cup", "bo@example.org"),
        Contact(None, "teapot-devel@example.org"),
    )
    assert found.links == (
        Link("The teapot page", "http://example.org/teapot"),
        Link(None, "http://example.org/more"),
    )
    assert found.tasks == ("Test it.", "Write a man page.")
    assert sorted(found.sponsors) == [
        *("Kettle, Inc.", "Pan", "Pot", "Saucer", "Spoon Ltd", "The Cup Foundation (in part)"),
        "The FreeBSD Foundation",
    ]
    assert found.body == (
        'The teapot driver boils. It is "hot" & fast, says Ed Maste to nobodyofthatname@FreeBSD.org. '
        "It pours. It whistles. Plans Bare text"
    )


def test_contact_lines_of_the_body_are_contacts() -> None:
    found = read().entries[2]
    assert found.contacts == (Contact("cups mailing list", None), Contact("IRC #cups on example", None))
    assert found.body == "Capitals do not matter for the order."


def test_a_line_of_links_in_the_body_is_text_for_links_have_elements() -> None:
    (found,) = read(flat(entry(body=b"<p>Link: the old wiki</p>"))).entries
    assert (found.links, found.body) == ((), "Link: the old wiki")


def test_anchors_have_hyphens_for_blanks_but_not_for_no_break_ones() -> None:
    assert [entry.anchor for entry in read().entries] == [
        *("The-Kitchen-Team", "ZFS-on-Tea-Leaves", "arm\N{NO-BREAK SPACE}64-cups", "Teapot(4)-Driver")
    ]


def test_a_report_without_categories_is_one_list() -> None:
    report = read(flat(entry(b"b"), entry(b"A")), "x")
    assert report.id == "report-2001-06"
    assert [(entry.title, entry.category) for entry in report.entries] == [("A", None), ("b", None)]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_bytes_count_and_not_the_declared_charset(charset: str) -> None:
    report = changed(b"The team cooked.", "The team cooked fröhlich.".encode(charset))
    assert report.entries[0].body == "The team cooked fröhlich."


def test_an_entry_that_is_not_well_formed_costs_only_itself() -> None:
    report = changed(b"<title>The Kitchen Team</title>", b"<title>The Kitchen <Team</title>")
    assert len(report.entries) == 3
    assert any(problem.startswith("a project cannot be read") for problem in report.problems)


def test_a_file_cut_off_keeps_the_entries_before_the_cut() -> None:
    report = read(CONTENT[: CONTENT.index(b"arm&nbsp;64")])
    assert [entry.title for entry in report.entries] == ["ZFS on Tea Leaves", "Teapot(4) Driver"]
    assert report.problems


def test_unknown_entities_stay_and_are_told() -> None:
    report = changed(b"The team cooked.", b"&whatever; & Co &")
    assert report.entries[0].body == "&whatever; & Co &"
    assert any("whatever" in problem for problem in report.problems)


def test_declared_entities_are_not_expanded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE report [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    report = read(bomb + flat(entry(body=b"&b;&c;")), "x")
    assert report.entries[0].body == "&b;&c;"


@pytest.mark.parametrize(
    "content",
    [
        b"<report></report>",
        HEAD,
        flat(b"<project><body>no title</body></project>"),
        flat(entry()).replace(b"June", b"%%START%%"),
        CONTENT[:200],
    ],
)
def test_what_has_no_entries_or_period_is_refused(content: bytes) -> None:
    with pytest.raises(NotAReportError):
        read(content, "x")


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"<html><body>a <report> here</body></html>x", b"<!-- <report> -->"]
)
def test_what_is_no_xml_report_is_not_claimed(content: bytes) -> None:
    assert not xml.claims(Document("x", content))


@pytest.mark.parametrize(
    "content",
    [
        flat(entry(body=b"<b>" * 100_000 + b"</b>" * 100_000)),
        HEAD + entry() + b"<project>" * 100_000,
        HEAD + entry() + b"<!--" * 100_000,
        b"<!--" * 100_000 + flat(entry()),
        flat(entry(body=b"&a" * 200_000)),
        flat(entry(body=b"&os;" * 200_000)),
        flat(entry(body=b"Contact: " + b"a." * 200_000)),
        flat(entry(body=b"Sponsor: " * 50_000)),
    ],
    ids=["deep", "open", "comments", "comments before", "ampersands", "entities", "address", "labels"],
)
def test_hostile_input_takes_no_longer_than_its_length(content: bytes) -> None:
    start = time.process_time()
    try:
        assert read(content, "x").entries
    except NotAReportError:
        assert content.startswith(b"<!--")
    assert time.process_time() - start < 10


@settings(max_examples=50)
@given(st.integers(0, len(CONTENT)), st.integers(0, 60), st.binary(max_size=20))
def test_a_damaged_file_is_read_or_refused(start: int, length: int, put: bytes) -> None:
    content = CONTENT[:start] + put + CONTENT[start + length :]
    if not xml.claims(Document(FILE.name, content)):
        return
    try:
        report = read(content)
    except NotAReportError:
        return
    assert all(entry.title for entry in report.entries)
    assert len(report.entries) >= 3 or report.problems
