"""What is text and what is not, and the mail around it."""

import pytest

from bot.model import Document, Part
from bot.readers.plaintext import plain_text


def test_a_charset_is_believed_only_if_the_text_is_not_utf_8() -> None:
    assert plain_text(Document("x", "Górny".encode("iso-8859-2"), charset="iso-8859-2")).text == "Górny"
    assert plain_text(Document("x", "Górny".encode(), charset="iso-8859-2")).text == "Górny"
    assert plain_text(Document("x", "Jörg".encode("latin-1"), charset="no-such-charset")).text == "Jörg"


def test_lines_end_with_newlines() -> None:
    assert plain_text(Document("x", b"\xef\xbb\xbfa\r\nb\rc\n")).text == "a\nb\nc\n"


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"a\x00b", b"  <!DOCTYPE html><p>", b"<?xml version='1.0'?>", b"\n" * 60_000]
)
def test_other_files_have_no_text(content: bytes) -> None:
    assert plain_text(Document("x", content)).text == ""


def test_a_folder_has_no_text() -> None:
    assert plain_text(Document("x", parts=(Part("a.md", b"text"),))).text == ""


MAIL = b"Received: by x\nSubject: =?utf-8?q?Tea_=C3=BC?=\nMIME-Version: 1.0\n"


def test_the_plain_part_of_a_message_is_read_and_its_subject() -> None:
    parts = b'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/html\n\n<p>x\n--b\n'
    found = plain_text(Document("x", MAIL + parts + b"Content-Transfer-Encoding: base64\n\ndGVh\n--b--\n"))
    assert (found.text, found.subject) == ("tea", "Tea ü")


@pytest.mark.parametrize(
    "rest",
    [
        b"Content-Type: text/html\n\n<p>x",
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 5000,
        b"Content-Type: multipart/mixed\n\nx",
    ],
)
def test_a_message_without_plain_text_or_nested_without_end_is_empty(rest: bytes) -> None:
    assert plain_text(Document("x", MAIL + rest)).text == ""


@pytest.mark.timeout(20)
def test_a_subject_without_end_is_left_out() -> None:
    assert plain_text(Document("x", b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\ntea")).subject == ""


def test_a_subject_that_cannot_be_decoded_stays_as_it_is() -> None:
    broken = "=?utf-8?b?x?= April-June 2019"
    assert plain_text(Document("x", f"Received: by x\nSubject: {broken}\n\ntea".encode())).subject == broken
