"""Pages damaged in every way: they are read or refused, and nothing is found that is not there."""

import re
import unicodedata
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from bot import readers
from bot.errors import NotAReportError
from bot.model import Document, Entry, Report
from bot.readers.charset import decode
from bot.readers.labels import email
from tests.readers.marked import faults, words
from tests.readers.pages import FOLDER, HUGO, OLD

PAGES = {path.name: path.read_bytes() for path in (OLD, HUGO)}
PIECES = (
    *(b"<p>", b"</p>", b"<h2>", b"</div>", b"<hr/>", b"<a name='x'>", b"<table title='Links'>", b"<!--", b"<script>"),
    *(b"&#0;", b"&nbsp;", b"\x00", b"\xff\xfe", b"\xc3\xa9", b"]]>", b"<?x", b"Contact:", b"Links:", b"URL:", b"<br/>"),
)


@st.composite
def damaged(draw: st.DrawFn) -> Document:
    """Return a page with stretches cut out, doubled, moved, overwritten or with odd pieces put in."""
    name = draw(st.sampled_from(sorted(PAGES)))
    content = PAGES[name]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        stretch = content[start : start + draw(st.integers(0, 400))]
        there = draw(st.integers(0, len(content)))
        content = draw(
            st.sampled_from(
                (
                    content[:start],
                    content.replace(stretch, b"", 1),
                    content[:there] + stretch + content[there:],
                    content[:there] + draw(st.sampled_from(PIECES)) + content[there:],
                    content[:there] + draw(st.binary(max_size=20)) + content[there:],
                )
            )
        )
    return Document(name, content)


def read(document: Document) -> Report | None:
    """Return the report, None if the document was refused."""
    try:
        return readers.read(document)
    except NotAReportError:
        return None


def texts(entry: Entry) -> list[str]:
    """Return the texts of an entry that a page must contain."""
    names = [contact.name for contact in entry.contacts]
    labels = [link.label for link in entry.links]
    return [entry.title, entry.body, *filter(None, names), *filter(None, labels), *entry.sponsors, *entry.tasks]


def letters(text: str) -> str:
    """Return the letters and digits of a text only: a damaged tag or reference shifts what stands between them."""
    return "".join(re.findall(r"\w", text))


@given(damaged())
def test_a_damaged_page_is_read_or_refused_and_nothing_is_made_up(document: Document) -> None:
    report = read(document)
    source = decode(document.content)
    there = letters(unescape(re.sub(r"<[^>]*>", "", source)) + re.sub(r"<[^>]*>", "", unescape(source)) + source)
    for entry in report.entries if report else ():
        for word in " ".join(texts(entry)).split():
            assert letters(word) in there
            assert all(character.isprintable() or unicodedata.category(character) == "Cf" for character in word)
        for contact in entry.contacts:
            assert contact.email is None or email(contact.email) == contact.email
        assert not faults(entry.markup)
        assert not entry.markup or letters(words(entry.markup)) == letters(entry.body)


@given(st.sampled_from(sorted(PAGES)), st.data())
def test_a_page_cut_off_anywhere_has_the_entries_before_the_cut(name: str, data: st.DataObject) -> None:
    content = PAGES[name]
    whole = readers.read(Document(name, content))
    report = read(Document(name, content[: data.draw(st.integers(0, len(content)))]))
    if report is not None and report != whole:
        assert report.problems or report.entries == whole.entries
        assert [entry.title for entry in report.entries[:-1]] == [
            entry.title for entry in whole.entries[: len(report.entries) - 1]
        ]


def test_every_page_of_the_tests_can_be_read() -> None:
    assert {path.name for path in FOLDER.glob("*.html")} == set(PAGES)
