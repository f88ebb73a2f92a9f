"""Markdown drafts: a folder is a quarter, a file is an entry."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import readers
from bot.errors import NotAReportError
from bot.model import Contact, Document, Link, Part, Report
from bot.readers import markdown

FOLDER = Path(__file__).resolve().parents[1] / "data" / "markdown" / "2020q2"
FILES = {path.name: path.read_bytes() for path in sorted(FOLDER.glob("*.md"))}


def read(files: Mapping[str, bytes] = FILES, origin: str = "drafts/2020q2") -> Report:
    return markdown.read(Document(origin, parts=tuple(Part(name, content) for name, content in files.items())))


@pytest.mark.parametrize("origin", ["drafts/2020q2", "somewhere"])
def test_folder_or_readme_say_which_quarter_it_is(origin: str) -> None:
    report = read(origin=origin)
    assert (report.id, report.title, report.format) == (
        *("report-2020-04-2020-06", "FreeBSD Quarterly Status Report", "markdown"),
    )
    assert report.intro == "Welcome to an invented report. -- Ada Kettle"


def test_a_heading_without_words_is_none() -> None:
    (entry,) = read({"a.md": b"#\n\n# Tea\n\nhot\n\n### \n\ncups"}).entries
    assert (entry.title, entry.body) == ("Tea", "hot cups")


def test_a_second_level_without_words_makes_no_category_of_the_title() -> None:
    (entry,) = read({"a.md": b"# Tea\n\nhot\n\n##\n\ncups"}).entries
    assert (entry.title, entry.category, entry.body) == ("Tea", None, "hot cups")


def test_files_are_entries_in_the_order_of_their_names() -> None:
    report = read()
    assert [(entry.title, entry.anchor, entry.category) for entry in report.entries] == [
        ("if_teapot driver", "if_teapot-driver", None),
        ("Wiki bits", "Wiki-bits", None),
    ]
    assert report.problems == ("notes.md is left out, for it has no heading",)


def test_everything_in_an_entry_is_found() -> None:
    found = read().entries[0]
    assert found.contacts == (
        Contact("Ada Kettle", "ada@example.org"),
        Contact("Bo Cup", "bo@example.org"),
        Contact("teapot mailing list", None),
        Contact("IRC #teapot on example", None),
    )
    assert found.links == (
        Link("Teapot", "https://example.org/teapot?a=1&mtag=x"),
        Link("Wiki page", "https://example.org/wiki"),
        Link("Lid", "https://example.org/lid"),
    )
    assert found.sponsors == ("Kettle, Inc.", "The Cup Foundation")
    assert found.body == (
        "The driver uses pour() and is fast & <hot>. Done so far It boils. It whistles. # teapot --boil"
    )


def test_a_label_may_head_a_list() -> None:
    found = read().entries[1]
    assert found.contacts == (Contact("Cy Saucer", "cy@example.org"), Contact("#wiki on IRC", None))
    assert found.links == (Link("Wiki", "https://example.org/wiki"),)
    assert found.body == "There is more in the wiki."


def test_a_file_with_the_whole_report_stands_for_all() -> None:
    whole = b"# Teams #\n\n## A ##\n\ntext\n\n### part ###\n\n## B\n\n# Kernel #\n\n## C ##\n"
    report = read({**FILES, "00.md": whole})
    assert [(entry.category, entry.title, entry.body) for entry in report.entries] == [
        *(("Teams", "A", "text part"), ("Teams", "B", ""), ("Kernel", "C", "")),
    ]


def test_a_first_heading_of_any_level_is_the_title() -> None:
    report = read({"a.md": b"#### Title\n\n#### Section\n\ntext"})
    assert [(entry.title, entry.body) for entry in report.entries] == [("Title", "Section text")]


def test_a_single_file_is_refused_with_the_advice_to_give_the_folder() -> None:
    document = Document("teapot.md", FILES["teapot.md"])
    assert markdown.claims(document)
    with pytest.raises(NotAReportError, match="give the folder"):
        readers.read(document)


def test_a_folder_is_claimed_by_the_names_of_its_files() -> None:
    assert markdown.claims(Document("x", parts=(Part("notes.txt", b""), Part("TEA.MD", b""))))
    assert not markdown.claims(Document("x", parts=(Part("tea.adoc", b"# Tea"),)))


@pytest.mark.parametrize("files", [{"README.md": FILES["README.md"]}, {"a.md": b"text"}, {"a.md": b"x" * 2_000_000}])
def test_a_folder_without_entries_is_refused(files: Mapping[str, bytes]) -> None:
    with pytest.raises(NotAReportError):
        read(files)


def test_a_folder_that_names_no_quarter_is_refused() -> None:
    with pytest.raises(NotAReportError, match="which months"):
        read({"a.md": b"## T"}, "somewhere")


@pytest.mark.parametrize(
    "text",
    [
        "*a " * 20_000,
        "**a" * 20_000,
        "[" * 20_000,
        "> " * 20_000,
        "- " * 20_000,
        "`a" * 20_000,
        "<a" * 20_000,
        "Contact: a." * 5_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_input_takes_bounded_time(text: str) -> None:
    start = time.process_time()
    assert read({"a.md": f"## T\n\n{text}".encode()}).entries
    assert time.process_time() - start < 5


@settings(max_examples=50)
@given(st.sampled_from(sorted(FILES)), st.integers(0, 700), st.integers(0, 60), st.binary(max_size=20))
def test_a_damaged_folder_is_read_or_refused(name: str, start: int, length: int, put: bytes) -> None:
    content = FILES[name][:start] + put + FILES[name][start + length :]
    report = read({**FILES, name: content})
    assert len(report.entries) >= 1
    assert all(entry.title for entry in report.entries)
