"""The mail form: entries found by the table of contents, their lines unwrapped."""

import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotAReportError
from bot.model import Document, Link
from bot.readers import mail
from bot.readers.charset import decode
from bot.readers.labels import harmless
from tests.fidelity import measure
from tests.golden import needs_archive
from tests.readers.pages import HUGO, OLD, expected
from tests.readers.texts import NEW_MAIL, NO_REPORTS, OLD_MAIL, SEED, changed, document

RULE = "━" * 79


def test_the_mail_of_an_old_report_has_what_its_page_has() -> None:
    report = mail.read(document(OLD_MAIL))
    page = expected(OLD)
    assert (report.id, report.title, report.url, report.intro) == tuple(
        page[k] for k in ("id", "title", "url", "intro")
    )
    assert list(report.problems) == page["problems"]
    for entry, wanted in zip(report.entries, page["entries"], strict=True):
        assert (entry.title, entry.category, entry.body) == (wanted["title"], wanted["category"], wanted["body"])
        assert [{"name": contact.name, "email": contact.email} for contact in entry.contacts] == wanted["contacts"]
        assert [{"label": link.label, "url": link.url} for link in entry.links] == wanted["links"]
        assert [list(entry.sponsors), list(entry.tasks)] == [wanted["sponsors"], wanted["tasks"]]
        assert entry.anchor is None


def test_the_mail_of_a_new_report_has_what_its_page_shows() -> None:
    report = mail.read(document(NEW_MAIL))
    page = expected(HUGO)
    assert (report.id, report.title, report.url, report.intro) == tuple(
        page[k] for k in ("id", "title", "url", "intro")
    )
    for entry, wanted in zip(report.entries, page["entries"], strict=True):
        assert (entry.title, entry.category) == (wanted["title"], wanted["category"])
        assert [{"name": contact.name, "email": contact.email} for contact in entry.contacts] == wanted["contacts"]
        assert list(entry.sponsors) == wanted["sponsors"]
    shown = [link for link in report.entries[0].links if link.label]
    assert Link("tea/pot port", "https://teapot.example/code") in shown
    assert Link("Macro", "https://teapot.example/macro") in shown


def test_a_rule_inside_an_entry_does_not_end_it() -> None:
    assert "Even after a rule." in mail.read(document(OLD_MAIL)).entries[1].body


def test_an_entry_that_the_contents_do_not_list_is_found_by_its_contacts_and_said() -> None:
    report = mail.read(changed(OLD_MAIL, ("  • kettle(4)\n", "")))
    assert [entry.title for entry in report.entries] == ["Blue Teapot", "kettle(4)"]
    assert any("kettle(4)" in problem for problem in report.problems)


def test_a_line_that_looks_like_a_title_inside_an_entry_stays_there() -> None:
    report = mail.read(changed(OLD_MAIL, ("\nLater\n", "\nKernel\n")))
    assert [entry.title for entry in report.entries] == ["Blue Teapot", "kettle(4)"]
    assert "Kernel" in report.entries[0].body


def test_a_paragraph_before_the_first_entry_is_left_out_and_said() -> None:
    report = mail.read(changed(OLD_MAIL, ("\nProjects\n\nWhat", "\nThis is a stray line.\n\n\nProjects\n\nWhat")))
    assert [entry.title for entry in report.entries] == ["Blue Teapot", "kettle(4)"]
    assert "a paragraph before the first entry is left out: 'This is a stray line.'" in report.problems


def test_without_a_table_of_contents_titles_are_what_contacts_follow() -> None:
    text = OLD_MAIL.read_text("utf-8")
    start = text.index("Projects\n\n  •")
    report = mail.read(Document("text", (text[:start] + text[text.index("\nProjects\n\nWhat") :]).encode()))
    assert [(entry.title, entry.category) for entry in report.entries] == [
        ("Blue Teapot", "Projects"),
        ("kettle(4)", "Kernel"),
    ]
    assert "no table of contents" in report.problems[0]


def test_a_wrapped_title_is_one() -> None:
    long = "A kettle for every kitchen and a teapot for every table in this house and the next"
    in_contents = "  • A kettle for every kitchen and a teapot for every table in this house and\n    the next\n"
    in_text = (
        "A kettle for every kitchen and a teapot for every table in this house and the\nnext\n\nLinks\n\nContact: Sev"
    )
    changes = ("  • kettle(4)\n", in_contents), ("kettle(4)\n\nLinks\n\nContact: Sev", in_text)
    assert mail.read(changed(OLD_MAIL, *changes)).entries[1].title == long


def test_a_name_flush_with_the_rule_after_a_list_is_the_sponsor() -> None:
    report = mail.read(
        changed(OLD_MAIL, ("Sponsor: Copper Works Ltd Sponsor: The Tea Board", f"Copper Works\n{RULE}\n"))
    )
    assert report.entries[1].sponsors == ("Copper Works",)


def test_a_mail_message_around_the_text_is_taken_off() -> None:
    head = b"From: a@b.example\nSubject: Report\nContent-Type: text/plain; charset=utf-8\n"
    body = b"Content-Transfer-Encoding: quoted-printable\n\n" + quopri.encodestring(OLD_MAIL.read_bytes())
    assert mail.read(Document("mail", head + body)) == mail.read(document(OLD_MAIL))


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbf" + OLD_MAIL.read_bytes(), OLD_MAIL.read_bytes().replace(b"\n", b"\r\n")]
)
def test_a_byte_order_mark_and_dos_lines_change_nothing(content: bytes) -> None:
    assert mail.claims(Document("text", content))
    assert mail.read(Document("text", content)) == mail.read(document(OLD_MAIL))


@pytest.mark.parametrize("text", NO_REPORTS.values(), ids=NO_REPORTS)
def test_other_texts_are_not_claimed(text: str) -> None:
    assert not mail.claims(Document("text", text.encode()))


def test_pages_scrapes_and_binary_files_are_not_claimed() -> None:
    assert not any(map(mail.claims, (document(OLD), document(SEED), Document("x", b"\x00" + OLD_MAIL.read_bytes()))))


def test_a_mail_cut_off_before_its_entries_is_an_error() -> None:
    text = OLD_MAIL.read_text("utf-8")
    with pytest.raises(NotAReportError, match="cut off"):
        mail.read(Document("text", text[: text.index("kettle(4)")].encode()))


@given(st.data())
def test_whatever_is_cut_out_doubled_or_put_in_it_is_read_or_refused(data: st.DataObject) -> None:
    content = data.draw(st.sampled_from([OLD_MAIL, NEW_MAIL])).read_bytes()
    for _ in range(data.draw(st.integers(1, 4))):
        start, there = data.draw(st.integers(0, len(content))), data.draw(st.integers(0, len(content)))
        piece = data.draw(
            st.sampled_from(
                [b"", RULE.encode(), b"\n\n", b"Links\n", b"URL:", b"Contact:", b"\xff", b"\n  \xe2\x80\xa2 "]
            )
        )
        content = content[:start] + piece + content[min(start, there) :]
    there_is = "".join(harmless(decode(content)).split())
    try:
        report = mail.read(Document("report-2010-10-2010-12.txt", content))
    except NotAReportError:
        return
    for entry in report.entries:
        for text in (entry.title, *(contact.name or "" for contact in entry.contacts)):
            assert "".join(text.split()) in there_is


@needs_archive
def test_the_archive_s_mails_are_read_without_a_miss() -> None:
    exact = ("entries", "title", "category", "contact name", "contact email", "sponsors", "tasks", "intro")
    for fields in measure(["mail"]).table.values():
        assert [field for field in exact if fields[field].percent < 100] == []
