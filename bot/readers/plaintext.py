"""The text inside a plain-text document: bytes decoded, a mail around it taken off."""

import re
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from bot.model import Document
from bot.readers.charset import decode

_BOM = b"\xef\xbb\xbf"
_OLD_CHARSET = re.compile(r"(?:iso-8859-|windows-|koi8-)\w{1,8}", re.IGNORECASE)
_HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]{0,60}:[ \t])[^\r\n]*\r?\n")
_MAIL = re.compile(rb"^(?:Subject|Message-ID|MIME-Version|From):", re.IGNORECASE | re.MULTILINE)
_MAX_LINES = 50_000  # twenty times those of the longest report
_MAX_SUBJECT = 1000  # characters; decoding a header takes quadratic time
_MAX_NESTING = 20  # the email package walks nested parts recursively
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a]")


@dataclass(frozen=True, slots=True)
class PlainText:
    """The words of a document; `subject` is that of the mail around it, else empty."""

    text: str
    subject: str = ""


def plain_text(document: Document) -> PlainText:
    """Return the text of a document, lines ended by newlines; empty if it cannot be the text of a report.

    Folders, binary files, pages with mark-up and texts of very many lines give the empty text. A mail
    (RFC 822, MIME) gives its first part of plain text.
    """
    content = document.content.removeprefix(_BOM)
    if content[:200].lstrip().startswith(b"<"):
        return PlainText("")
    if _HEADER.match(content) and _MAIL.search(content, 0, 65536):
        return _mail(content)
    return PlainText(_decoded(content, document.charset))


def _mail(content: bytes) -> PlainText:
    if content.lower().count(b"boundary=") > _MAX_NESTING:
        return PlainText("")
    message = message_from_bytes(content)
    part = next((part for part in message.walk() if part.get_content_type() == "text/plain"), None)
    payload = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(payload, bytes):
        return PlainText("")
    return PlainText(_decoded(payload, part.get_content_charset()), _subject(str(message["Subject"])))


def _subject(header: str) -> str:
    if len(header) > _MAX_SUBJECT:
        return ""
    try:
        return str(make_header(decode_header(header)))
    except (HeaderParseError, ValueError, LookupError):
        return header


def _decoded(content: bytes, charset: str | None) -> str:
    """Decode what is not UTF-8 as claimed, where the claim is a charset that reports were ever written in."""
    if charset and _OLD_CHARSET.fullmatch(charset):
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            with suppress(LookupError, UnicodeDecodeError):
                return _lines(content.decode(charset))
    return _lines(decode(content))


def _lines(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return "" if _BINARY.search(text) or lines.count("\n") > _MAX_LINES else lines
