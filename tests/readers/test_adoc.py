"""AsciiDoc folders: what asciidoctor would show is found, in the order of the index or of the files."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import readers
from bot.errors import NotAReportError
from bot.model import Contact, Document, Link, Part, Report
from bot.readers import adoc

FOLDER = Path(__file__).resolve().parents[1] / "data" / "adoc" / "report-2023-10-2023-12"
FILES = {path.name: path.read_bytes() for path in sorted(FOLDER.glob("*.adoc"))}
DESCRIPTIONS = b":kernel-desc: Drivers.\n:FreeBSD-Team-Reports-desc: Teams.\n"


def folder(files: Mapping[str, bytes], origin: str = FOLDER.name) -> Document:
    return Document(origin, parts=tuple(Part(name, content) for name, content in files.items()))


def read(files: Mapping[str, bytes] = FILES, origin: str = FOLDER.name) -> Report:
    return adoc.read(folder(files, origin))


def body(text: str) -> str:
    return read({"a.adoc": f"=== T\n\n{text}\n".encode()}).entries[0].body


def test_the_report_itself_is_named() -> None:
    report = read()
    assert (report.id, report.title) == ("report-2023-10-2023-12", "FreeBSD Status Report Fourth Quarter 2023")
    assert (report.period.quarter, report.format) == ("2023Q4", "adoc")
    assert report.url == "https://www.freebsd.org/status/report-2023-10-2023-12/"
    assert report.intro == ("Here is the invented report with 4 entries. Boil Pour Yours, Ada Kettle, who isn’t real.")


def test_under_another_name_the_index_says_which_report_it_is() -> None:
    assert read(origin="checkout").id == "report-2023-10-2023-12"


def test_the_quarter_of_a_folder_counts_more_than_a_path_copied_from_another_report() -> None:
    assert read(origin="collection/2024q1").id == "report-2024-01-2024-03"


def test_entries_stand_in_the_order_of_the_index_also_one_whose_heading_is_too_deep() -> None:
    assert [(entry.category, entry.title, entry.anchor) for entry in read().entries] == [
        ("FreeBSD Team Reports", "The Kitchen Team — Q4", "_the_kitchen_teamq4"),
        ("Kernel", "Teapot® driver’s update", "_teapot_drivers_update"),
        ("Kernel", "Cups of arm64", "_cups_of_arm64"),
    ]


def test_a_missing_file_is_a_problem_but_not_one_of_the_site_beside_the_report() -> None:
    assert read().problems == ("{reports-path}/missing.adoc is included, but not there",)


def test_descriptions_of_categories_are_no_text_of_entries() -> None:
    assert read({**FILES, "../categories-desc.adoc": DESCRIPTIONS}).entries == read().entries


def test_everything_in_an_entry_is_found() -> None:
    found = read().entries[0]
    assert found.links == (
        Link("Kitchen pages", "https://example.org/kitchen"),
        Link("Menu", "https://example.org/new?status=__open__"),
        Link("spoon(8)", "https://example.org/spoon"),
    )
    assert found.contacts == (
        Contact("Ada Kettle", "ada@example.org"),
        Contact("kitchen mailing list", None),
        Contact("#kitchen on IRC", None),
    )
    assert found.sponsors == ("Kettle, Inc.", "The FreeBSD Foundation")
    assert found.body.replace("\u200b", "") == (
        "The team uses make and cooks well, see cook(1), misc/pan and 0123456789ab. "
        "It’s a plain text + /etc/pan — and more… Introduction First With more text. Second Third continued "
        "# pan --heat === no heading | a | b NOTE: Hot."
    )


def test_contacts_links_and_sponsors_have_many_forms() -> None:
    found = read().entries[1]
    assert found.contacts == (
        Contact(None, "bo@example.org"),
        Contact("IRC: bo@irc.example.org", None),
        Contact("Cy Saucer", "cy@example.org"),
    )
    assert found.links == (Link("Teapot", "https://example.org/teapot"), Link("Lid", "https://example.org/lid"))
    assert found.sponsors == ("Pot GmbH", "Pan Ltd")
    assert found.body == "The driver boils. Introduction More to come."
    assert read().entries[2].contacts == (Contact("Di Cup", "di@example.org"),)


def test_a_draft_without_an_index_has_an_entry_a_file_and_no_categories() -> None:
    files = {name: content for name, content in FILES.items() if name != "_index.adoc"}
    report = readers.read(folder(files, "report-2026-01-2026-03"))
    assert (report.id, report.title) == ("report-2026-01-2026-03", "FreeBSD Status Report First Quarter 2026")
    assert report.intro == read().intro
    assert (report.problems, report.format) == ((), "draft")
    assert {entry.title: entry.contacts for entry in report.entries} == {
        entry.title: entry.contacts for entry in read().entries
    }
    assert {entry.category for entry in report.entries} == {None}


@pytest.mark.parametrize(
    ("origin", "form"),
    [("site/report-2023-10-2023-12", "adoc"), ("2023Q4/checkout", "adoc"), ("collection/2023q4", "draft")],
)
def test_a_folder_named_for_a_quarter_is_a_draft_and_never_outranks_what_was_published(origin: str, form: str) -> None:
    assert readers.read(folder(FILES, origin)).format == form
    assert readers.rank("draft") > readers.rank("mail") > readers.rank("adoc")


def test_a_title_that_comes_back_gets_a_numbered_anchor() -> None:
    report = read({"a.adoc": b"=== Twice", "b.adoc": b"[[mine]]\n=== Other", "c.adoc": b"=== Twice"})
    assert [entry.anchor for entry in report.entries] == ["_twice", "mine", "_twice_2"]


def test_a_numbered_anchor_that_a_title_has_taken_is_left_to_it() -> None:
    report = read({"a.adoc": b"=== Twice 2", "b.adoc": b"=== Twice", "c.adoc": b"=== Twice"})
    assert [entry.anchor for entry in report.entries] == ["_twice_2", "_twice", "_twice_3"]


def test_more_passages_than_can_be_set_aside_are_shown_none_the_less() -> None:
    assert body("{amp}" * 70_000) == "&" * 70_000


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        (
            "*bold*, _slanted_, `mono`, **un**bold, __in__side, #mark#, x^2^, H~2~O",
            "bold, slanted, mono, unbold, inside, mark, x2, H2O",
        ),
        ("`+{id}+` and pass:[*x*] and ++*++BSD", "{id} and *x* and *BSD"),
        ("{unknown} {plus} {nbsp}{startsb}", "{unknown} + ["),
        ("(C) (R) (TM) a->b", "© ® ™ a→b"),
        ("see https://example.org/a_b_c_.", "see https://example.org/a_b_c_."),
        ("mailto:ada@example.org[Ada] and mailto:bo@example.org[]", "Ada and bo@example.org"),
        ("see link:https://example.org/a and on", "see link:https://example.org/a and on"),
        ("<<section,there>> and <<other>>", "there and [other]"),
        ("\"`double`\" and '`single`'", "“double” and ‘single’"),
        ("[[here]]text", "text"),
        ("term:: meaning", "term meaning"),
        ("ifdef::x[]\nshown\nendif::[]", "shown endif::[]"),
        ("one\n// a remark\ntwo", "one two"),
        (" literal *stays*", "literal *stays*"),
        ("....\n*stays*\n....", "*stays*"),
        ("====\nexample\n====", "example"),
        (":a: b\n\n{a} {A}", "b b"),
        (":a: b \\\nc\n\n{a}\n\n:!a:\n\n{a}", "b c {a}"),
    ],
)
def test_inline_mark_up_becomes_what_the_page_shows(source: str, shown: str) -> None:
    assert body(source) == shown


def test_a_single_file_is_refused_with_the_advice_to_give_the_folder() -> None:
    document = Document("kitchen.adoc", FILES["kitchen.adoc"])
    assert adoc.claims(document)
    with pytest.raises(NotAReportError, match="give the folder"):
        readers.read(document)


@pytest.mark.parametrize(
    "files",
    [{"_index.adoc": FILES["_index.adoc"]}, {"a.adoc": b""}, {"a.adoc": b"text only"}, {"a.adoc": b"x" * 2_000_000}],
)
def test_a_folder_without_entries_is_refused(files: Mapping[str, bytes]) -> None:
    with pytest.raises(NotAReportError):
        read(files)


def test_a_folder_that_names_no_period_is_refused() -> None:
    with pytest.raises(NotAReportError, match="which months"):
        read({"a.adoc": b"=== T"}, "somewhere")


def test_files_that_include_each_other_end() -> None:
    report = read(
        {"_index.adoc": b"include::a.adoc[]", "a.adoc": b"=== T\n\ninclude::_index.adoc[]\n\ninclude::a.adoc[]"}
    )
    assert len(report.entries) == 1
    assert any("over and over" in problem for problem in report.problems)


@pytest.mark.parametrize(
    "text",
    [
        *("*" * 50_000, " *a" * 20_000, "__" * 30_000, "`+" * 30_000, "link:" * 10_000, "https://a[" * 6_000),
        *(
            "man:a[" * 10_000,
            "pass:[" * 10_000,
            "Contact: a." * 6_000,
            "Contact: " + "a." * 30_000,
            "Links: " + "URL " * 15_000,
        ),
        ":a: " + "x" * 3000 + "\n" + ":a: {a}{a}\n" * 30 + "\n" + "{a}" * 20_000,
        "include::a.adoc[]\n" * 5_000,
        "=== T\n\n" * 10_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_input_takes_bounded_time_and_room(text: str) -> None:
    start = time.process_time()
    report = read({"a.adoc": f"=== T\n\n{text}".encode()})
    assert time.process_time() - start < 5
    assert sum(len(entry.body) for entry in report.entries) < 1_000_000


@settings(max_examples=50)
@given(st.sampled_from(sorted(FILES)), st.integers(0, 2000), st.integers(0, 60), st.binary(max_size=20))
def test_a_damaged_folder_is_read_or_refused(name: str, start: int, length: int, put: bytes) -> None:
    content = FILES[name][:start] + put + FILES[name][start + length :]
    try:
        report = read({**FILES, name: content})
    except NotAReportError:
        return
    if name not in ("_index.adoc", "too-deep.adoc"):
        assert "Cups of arm64" in [entry.title for entry in report.entries]
