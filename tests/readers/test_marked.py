"""The markup of entries: it says what the body says, in the subset and well nested, whatever form it was read from."""

import re
from collections.abc import Callable
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Document, Entry, Part, Report
from bot.readers import adoc, html, hugo, mail, markdown, xml
from tests.fidelity import BARS, readings
from tests.golden import needs_archive
from tests.readers.marked import faults, words

RULE = "━" * 79
SITE = "https://www.freebsd.org/"
INNER, QUOTE = "<ul><li><em>two</em></li></ul>", "<blockquote><p>three x</p></blockquote>"
HANDLE = '<a href="https://a.example">handle</a>'
PIECES = {
    "html": "<p> </p> <ul> </ul> <li> </li> <b> </b> <a~href='../x'> </a> <br/> <br> <pre> </pre> <h4> <div> </div>",
    "hugo": "<p> </p> <ul> <li> </li> </ul> <code> </code> <h4> </h4> <div~class='paragraph'> </div> <a~href='#x'>",
    "xml": "<p>x</p> <ul><li>x</li></ul> <b>y</b> <p>x<p>y</p>z</p> <br/> <sponsor>z</sponsor> <tt>&lt;</tt> <a/>",
    "adoc": "* ** . - <1> a. + ---- .... *b* _em_ `c` __em__ http://tea.example[cup] `+x+` 'tis *a`b_c*d`e_ |=== //",
    "markdown": "- 1. > ``` ** * _ ` [cup](http://tea.example) ![cup](x) # #### \\ &lt; <b> -----",
    "mail": "• □ 1. 2. - Contact: Links: tea's <x> &amp; —",
}  # blanks part them, ~ is a blank in one
WORDS = st.sampled_from(
    ["tea", "Contact: Ada", "Sponsor: Cups", "Links:", "it’s", "a&b", "\n", "\n\n", "    ", "é\u200b"]
)


def _page(text: str) -> Document:
    body = f"<h1><a name='c'></a>C</h1><h2><a name='t'></a>T</h2>{text}<hr/></div></body></html>"
    return Document(
        "report-2010-10-2010-12.html",
        f"<html><title>Status Report</title><body><div id='contentwrap'>{body}".encode(),
    )


def _hugo(text: str) -> Document:
    body = f"<h1>Status Report</h1><div class='sect1'><h2>C</h2><div class='sect2'><h3 id='t'>T</h3>{text}"
    return Document("report-2022-04-2022-06/index.html", f"<html><body>{body}</div></div></body></html>".encode())


def _xml(text: str) -> Document:
    date = "<date><month>June</month><year>2001</year></date>"
    return Document(
        "report-2001-06.xml",
        f"<report>{date}<project><title>T</title><body>{text}</body></project></report>".encode(),
    )


def _adoc(text: str) -> Document:
    return Document("report-2023-10-2023-12", parts=(Part("a.adoc", f"=== T\n\n{text}\n".encode()),))


def _markdown(text: str) -> Document:
    return Document("2020q2", parts=(Part("a.md", f"# T\n\n{text}\n".encode()),))


def _mail(text: str) -> Document:
    parts = ("FreeBSD Status Report\n\nApril 2022 - June 2022", "• T", f"T\n\nContact: A <a@b.example>\n\n{text}", "")
    return Document("report-2022-04-2022-06.txt", f"\n\n{RULE}\n\n".join(parts).encode())


FORMS: dict[str, tuple[Callable[[str], Document], Callable[[Document], Report]]] = {
    "html": (_page, html.read),
    "hugo": (_hugo, hugo.read),
    "xml": (_xml, xml.read),
    "adoc": (_adoc, adoc.read),
    "markdown": (_markdown, markdown.read),
    "mail": (_mail, mail.read),
}


def entry(form: str, text: str) -> Entry:
    document, read = FORMS[form]
    return read(document(text)).entries[0]


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_any_text_is_marked_up_with_the_words_of_its_body(form: str, data: st.DataObject) -> None:
    piece = WORDS.map(escape) if form in ("html", "hugo", "xml") else WORDS
    special = st.sampled_from(PIECES[form].split()).map(lambda text: text.replace("~", " "))
    parts = data.draw(st.lists(st.tuples(piece | special, st.sampled_from(["", " ", "\n"])), max_size=20))
    found = entry(form, "".join(text + after for text, after in parts))
    assert not faults(found.markup)
    assert "".join(words(found.markup).split()) == "".join(found.body.split())


@pytest.mark.parametrize(
    ("form", "text", "markup"),
    [
        ("html", "Tea<p>in<br/>cups</p>", "<p>Tea</p><p>in<br>cups</p>"),
        ("html", "<p>Hot<br/>Sponsor: Cups</p><ul><li>one</li></ul>", "<p>Hot</p><ul><li>one</li></ul>"),
        (
            "xml",
            "Tea <b>in</b><p>cups</p> or <tt>mugs</tt>",
            "<p>Tea<strong>in</strong></p><p>cups</p><p>or<code>mugs</code></p>",
        ),
        (
            "xml",
            "<p>Hot</p><p>Sponsor: Cups</p><p><a href='../../x'>tea</a></p>",
            f'<p>Hot</p><p><a href="{SITE}x">tea</a></p>',
        ),
        ("adoc", "* *one*\n+\n----\n a\n----\n** _two_", f"<ul><li><strong>one</strong><pre>a</pre>{INNER}</li></ul>"),
        ("adoc", "tea:: `cup`'s https://a.example[handle]", f"<p><strong>tea</strong><code>cup</code>’s{HANDLE}</p>"),
        ("markdown", "- **one**\n  - *two*\n\n> three [x](y)", f"<ul><li><strong>one</strong>{INNER}</li></ul>{QUOTE}"),
        ("markdown", "``c`` [handle](https://a.example)", f"<p><code>c</code>{HANDLE}</p>"),
        ("mail", "tea & cups\n\n• one\n• two", "<p>tea &amp; cups</p><ul><li>one</li><li>two</li></ul>"),
    ],
)
def test_forms_keep_their_structure(form: str, text: str, markup: str) -> None:
    assert re.sub(r"\s*(<[^>]*>)\s*", r"\1", entry(form, text).markup) == markup


@needs_archive
@pytest.mark.parametrize("form", BARS)
def test_every_entry_of_the_archive_has_markup_that_says_what_its_body_says(form: str) -> None:
    reports = [report for report in readings(form).values() if isinstance(report, Report)]
    entries = [(report.id, entry) for report in reports for entry in report.entries]
    assert entries
    assert [(report_id, entry.title) for report_id, entry in entries if words(entry.markup) != entry.body] == []
    assert [(report_id, entry.title, wrong) for report_id, entry in entries for wrong in faults(entry.markup)] == []
