"""The way into the readers: which one reads a document, and what none can."""

from pathlib import Path

import pytest

from bot import readers
from bot.errors import NotAReportError
from bot.model import Document, Part
from tests.readers.pages import HUGO, OLD, document

LARGE = 4 * 1024 * 1024 + 1


def test_the_best_form_has_the_lowest_rank_and_an_unknown_one_the_highest() -> None:
    ranks = [readers.rank(reader.FORMAT) for reader in readers.READERS]
    assert ranks == sorted(ranks)
    assert readers.rank("hugo") < readers.rank("html") < readers.rank("mail") < readers.rank("papyrus")


def test_forms_are_told_apart_by_content() -> None:
    assert readers.read(document(OLD, origin="report-2010-10-2010-12.txt")).format == "html"
    assert readers.read(document(HUGO, origin="report-2022-04-2022-06.xml")).format == "hugo"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"x" * LARGE, "more than a report can have"),
        (b"PK\x03\x04" + bytes(range(256)) * 20, "in none of the forms"),
        (b"\x7fELF", "in none of the forms"),
    ],
)
def test_what_cannot_be_a_report_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(NotAReportError, match=why):
        readers.read(Document("report-2001-06.html", content))


def test_the_parts_of_a_document_count_together() -> None:
    parts = tuple(Part(f"{number}.adoc", b"x" * (LARGE // 2)) for number in range(3))
    with pytest.raises(NotAReportError, match="more than a report can have"):
        readers.read(Document("report-2022-01-2022-03", parts=parts))


@pytest.mark.parametrize(
    ("filling", "why"),
    [
        (b"<div>" * 100_000, "nested"),
        (b"<div></i>" * 100_000, "nested"),
        (b"<p " + b" ".join(b"a%d=1" % number for number in range(40_000)) + b">", "without a tag"),
        (b"x" * 2_000_000, "without a tag"),
    ],
)
@pytest.mark.parametrize("path", [OLD, HUGO], ids=["old", "hugo"])
@pytest.mark.timeout(20)
def test_a_hostile_page_is_refused_in_bounded_time(path: Path, filling: bytes, why: str) -> None:
    content = path.read_bytes().replace(b"</p>", b"</p>" + filling, 1)
    with pytest.raises(NotAReportError, match=why):
        readers.read(Document(path.name, content))


def test_a_page_with_few_but_deeply_nested_tags_is_refused() -> None:
    content = OLD.read_bytes().replace(b"</p>", b"</p>" + b"<ul><li>" * 4_500, 1)
    with pytest.raises(NotAReportError, match="nested too deeply"):
        readers.read(Document(OLD.name, content))


def test_elements_that_are_never_closed_hide_no_entries() -> None:
    content = OLD.read_bytes().replace(b"<ul><li>handle", b"<ul><li><b><i><url><table><tr><td>handle")
    assert [entry.title for entry in readers.read(Document(OLD.name, content)).entries] == ["Blue Teapot", "kettle(4)"]
