"""The seed form: entries found though their marks are lost, a lost title inferred."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import readers
from bot.errors import NotAReportError
from bot.model import Contact, Document, Link, Report
from bot.readers import mail, seed
from bot.readers.charset import decode
from bot.readers.labels import harmless
from tests.golden import ARCHIVE, needs_archive
from tests.golden import report as golden
from tests.readers.scrape import scrape
from tests.readers.texts import NEW_MAIL, NO_REPORTS, OLD_MAIL, SEED, changed, document

MAILS = sorted(path for path in (ARCHIVE / "text").glob("report-*.txt") if not path.name.endswith(".seed.txt"))


def read() -> Report:
    return seed.read(document(SEED))


def test_headings_inside_entries_are_not_titles() -> None:
    assert [entry.title for entry in read().entries] == ["Kitchen Team", "Tea over NFS", "KETTLE", "Harbour Hackathon"]
    assert "Fundraising For Spoons" in read().entries[0].body


def test_a_lost_title_is_inferred_from_what_the_entry_names_and_said() -> None:
    assert any("title" in problem and "'KETTLE'" in problem and "C D" in problem for problem in read().problems)


def test_the_inferred_title_follows_the_text() -> None:
    other = seed.read(changed(SEED, ("KETTLE", "SAMOVAR"), ("kettle driver", "samovar driver")))
    assert other.entries[2].title == "SAMOVAR"


def test_a_lost_category_is_known_by_its_description() -> None:
    assert [entry.category for entry in read().entries] == [
        "FreeBSD Team Reports",
        "Projects",
        "Projects",
        "Third Party Crockery",
    ]
    assert any("'Projects'" in problem and "inferred" in problem for problem in read().problems)


def test_a_heading_lost_without_a_description_leaves_the_category_unknown() -> None:
    report = seed.read(
        changed(SEED, ("    Tea over NFS", "\n\n    Coffee over NFS\n\n    Contact: X Y <>\n\n\n    Tea over NFS"))
    )
    assert [(entry.title, entry.category) for entry in report.entries[1:3]] == [
        ("Coffee over NFS", "Projects"),
        ("Tea over NFS", None),
    ]


def test_an_address_that_is_left_is_kept_and_lost_ones_are_said() -> None:
    report = seed.read(changed(SEED, ("Kitchen wiki URL:", "Kitchen wiki URL: https://teapot.example/")))
    assert report.entries[0].contacts == (Contact("Jörg Kessel", None), Contact("Ana Luça", "ana@teapot.example"))
    assert report.entries[0].links == (Link("Kitchen wiki", "https://teapot.example/"),)
    assert "1 links have lost their addresses and are left out" in report.problems


def test_a_scrape_that_kept_all_addresses_has_lost_none() -> None:
    kept = changed(SEED, (" <>", " <someone@teapot.example>"), (" URL:\n", " URL: https://teapot.example/\n"))
    assert not any("address" in problem for problem in seed.read(kept).problems)


def test_a_line_above_links_that_lost_their_addresses_is_text() -> None:
    report = seed.read(changed(SEED, ("    Kitchen wiki URL:\n", "    Much is to be read:\n    Kitchen wiki URL:\n")))
    assert report.entries[0].body.startswith("Much is to be read: The kitchen team keeps")


def test_what_describes_a_category_further_is_no_text_of_an_entry() -> None:
    report = seed.read(changed(SEED, ("    Tea over NFS\n", "    They are large, all of them.\n\n    Tea over NFS\n")))
    assert not any("large" in entry.body for entry in report.entries)
    assert [entry.title for entry in report.entries] == [entry.title for entry in read().entries]


def test_a_last_line_like_a_heading_is_text_of_the_last_entry() -> None:
    text = SEED.read_text("utf-8").rstrip() + "\n\n    The End\n"
    report = seed.read(Document("text", text.encode()))
    assert report.entries[-1].body.endswith("The End")
    assert len(report.entries) == len(read().entries)


def test_a_text_without_entries_is_refused() -> None:
    with pytest.raises(NotAReportError, match="not the entries of one"):
        seed.read(Document("report-2018-01-2018-03.txt", b"\n"))


def test_a_name_after_a_list_is_the_sponsor() -> None:
    assert [entry.sponsors for entry in read().entries[1:3]] == [("Porcelain Works",), ("The Tea Board",)]


def test_the_introduction_is_without_navigation_and_contents() -> None:
    assert read().intro.startswith("This is an invented report")
    assert read().intro.endswith("Enjoy your tea! -- A Brewer")


def test_the_period_is_that_of_most_paragraphs_if_no_name_tells_it() -> None:
    assert read().id == "report-2018-01-2018-03"
    assert seed.read(document(SEED, origin="report-2019-04-2019-06.seed.txt")).id == "report-2019-04-2019-06"


def test_a_text_without_any_period_is_an_error() -> None:
    with pytest.raises(NotAReportError, match="which months"):
        seed.read(changed(SEED, ("quarter of 2018", "quarter")))


@pytest.mark.parametrize("text", NO_REPORTS.values(), ids=NO_REPORTS)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(NotAReportError):
        readers.read(Document("report-2018-01-2018-03.txt", text.encode()))


@pytest.mark.parametrize("path", [OLD_MAIL, NEW_MAIL])
def test_mails_are_left_to_their_reader(path: Path) -> None:
    assert not seed.claims(document(path))


@given(st.data())
def test_whatever_is_lost_or_put_in_the_text_is_read_or_refused(data: st.DataObject) -> None:
    lines = SEED.read_bytes().split(b"\n")
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(lines)))
        lost = data.draw(st.integers(0, 5))
        lines[place : place + lost] = data.draw(
            st.lists(st.sampled_from([*lines, b"", b"URL:", b"\xff\xfe", b"-"]), max_size=3)
        )
    content = b"\n".join(lines)
    there_is = "".join(harmless(decode(content)).split())
    try:
        report = seed.read(Document("report-2018-01-2018-03.txt", content))
    except NotAReportError:
        return
    for entry in report.entries:
        for text in (entry.title, *(contact.name or "" for contact in entry.contacts)):
            assert "".join(text.split()) in there_is or text == "(title lost)"


@needs_archive
def test_the_archive_s_scrape_gives_every_entry() -> None:
    path = ARCHIVE / "text" / "report-2019-04-2019-06.seed.txt"
    report, wanted = readers.read(document(path)), golden("report-2019-04-2019-06")
    assert (report.format, report.id, report.intro) == ("seed", wanted.id, wanted.intro)
    for entry, right in zip(report.entries, wanted.entries, strict=True):
        assert (entry.title, entry.category) == (right.title, right.category)
        assert [contact.name for contact in entry.contacts] == [contact.name for contact in right.contacts]


@needs_archive
@pytest.mark.parametrize("path", [path for path in MAILS if path.name < "report-2021"], ids=lambda path: path.stem)
def test_a_scrape_made_of_another_report_gives_every_entry_too(path: Path) -> None:
    wanted = mail.read(document(path))
    report = seed.read(Document(path.name, scrape(path.read_text("utf-8")).encode()))
    assert len(report.entries) == len(wanted.entries)
    for entry, right in zip(report.entries, wanted.entries, strict=True):
        if " " in right.title:
            assert entry.title == right.title
        assert entry.category in (right.category, None)
        names = [
            contact.name for contact in right.contacts if contact.name
        ]  # one without loses its address, all it had
        assert [contact.name for contact in entry.contacts] == names
