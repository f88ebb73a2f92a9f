"""Every form in which a report was published, the best one first; a new form is one module and one name here."""

from types import ModuleType

from bot.errors import NotAReportError
from bot.model import Document, Report
from bot.readers import adoc, adoc_draft, html, hugo, mail, markdown, seed, xml

READERS: tuple[ModuleType, ...] = (hugo, html, adoc, xml, mail, adoc_draft, markdown, seed)

DRAFTS = frozenset((adoc_draft.FORMAT, markdown.FORMAT))
"""The forms of what was collected for a report; it may have come out as part of a report on more months."""

_MAX_SIZE = 4 * 1024 * 1024  # the largest report so far has a quarter of a mebibyte


def read(document: Document) -> Report:
    """Read a document with the reader that claims it; raises NotAReportError if none does or it is too large."""
    size = len(document.content) + sum(len(part.content) for part in document.parts)
    if size == 0:
        raise NotAReportError(document.origin, "it is empty; fetch it again")
    if size > _MAX_SIZE:
        raise NotAReportError(document.origin, f"its {size:,} bytes are more than a report can have ({_MAX_SIZE:,})")
    for reader in READERS:
        if reader.claims(document):
            return _read(reader, document)
    raise NotAReportError(document.origin, "it is in none of the forms in which status reports are published")


def rank(form: str) -> int:
    """Return the place of a report form in `READERS`; the lowest is the best. Unknown forms come last."""
    return next((place for place, reader in enumerate(READERS) if form == reader.FORMAT), len(READERS))


def _read(reader: ModuleType, document: Document) -> Report:
    try:
        report: Report = reader.read(document)
    except RecursionError:
        raise NotAReportError(document.origin, "its parts are nested too deeply; no report looks like that") from None
    return report
