"""Which form of a report is kept: the best that was read. Drafts give way to the report in which they came out."""

import sqlite3

from bot import readers
from bot.errors import NotAReportError
from bot.model import Report
from bot.store import documents, identity, reports, saving
from bot.store.saving import Changes

_LEAST = 0.5  # of its entries that a report has to have when it is read again; with fewer it is taken for broken


def keep(connection: sqlite3.Connection, origin: str, report: Report) -> tuple[str, Changes]:
    """Store a report unless a better form of it is there; return the id of the stored one and what changed.

    The months of a draft may have come out in a report on more months, which then is the better form. Raises
    NotAReportError if the report lost so much of what is stored of it that it looks broken.
    """
    if published := _published(connection, report):
        return published, Changes()
    stored = reports.head(connection, report.id)
    if stored and readers.rank(report.format) > readers.rank(stored.format):
        return report.id, Changes()
    _refuse_remains(connection, origin, report)
    changes = saving.save(connection, report)
    if changes:
        identity.outdate(connection)
        documents.forget(connection, report.id, report.format)
    if report.format not in readers.DRAFTS:
        _replace_drafts(connection, report)
    return report.id, changes


def is_first(connection: sqlite3.Connection, report: Report) -> bool:
    """Tell, before a report is kept, whether it comes out now: it is no draft, and at most a draft of it is stored."""
    stored = reports.head(connection, report.id)
    return report.format not in readers.DRAFTS and (stored is None or stored.format in readers.DRAFTS)


def _published(connection: sqlite3.Connection, report: Report) -> str | None:
    """Return the id of the report in which a draft came out; None if it did not, or under its own id."""
    if report.format not in readers.DRAFTS:
        return None
    around = (head for head in reports.heads(connection) if _contains(head, report))
    return next((head.id for head in around if head.format not in readers.DRAFTS), None)


def _replace_drafts(connection: sqlite3.Connection, report: Report) -> None:
    for draft in reports.heads(connection, readers.DRAFTS):
        if _contains(report, draft):
            documents.hand_over(connection, draft.id, report.id)
            saving.delete(connection, draft.id)


def _contains(report: Report, other: Report) -> bool:
    """Tell whether another report is on months of this one only."""
    inside = report.period.start <= other.period.start and other.period.end <= report.period.end
    return inside and other.id != report.id


def _refuse_remains(connection: sqlite3.Connection, origin: str, report: Report) -> None:
    before, found = reports.entry_count(connection, report.id), len(report.entries)
    if found < _LEAST * before:
        why = f"it has only {found} of the {before} entries that are stored; it looks broken and was not taken"
        raise NotAReportError(origin, why)
