"""Which documents were read before, so that one that has not changed is not read again."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """A document that was read: its digest then, the report it is and the form of the report that it has."""

    digest: str
    report: str
    format: str


def known(connection: sqlite3.Connection) -> dict[str, Known]:
    """Return all documents that were read, by their origin."""
    rows = connection.execute("SELECT * FROM documents")
    return {row["origin"]: Known(row["digest"], row["report"], row["format"]) for row in rows}


def remember(connection: sqlite3.Connection, origin: str, document: Known) -> None:
    """Note that a document was read; in the same transaction in which its report is stored."""
    connection.execute(
        "INSERT OR REPLACE INTO documents (origin, digest, report, format) VALUES (?, ?, ?, ?)",
        (origin, document.digest, document.report, document.format),
    )


def forget(connection: sqlite3.Connection, report_id: str, form: str) -> None:
    """Forget the documents that are this form of a report, as what is stored of it is no longer what they hold.

    Their pages are to be sent anew, and so is the index page that leads to them.
    """
    connection.execute("DELETE FROM documents WHERE report = ? AND format = ?", (report_id, form))
    connection.execute("DELETE FROM pages WHERE url NOT IN (SELECT origin FROM documents)")


def hand_over(connection: sqlite3.Connection, report_id: str, to: str) -> None:
    """Note that the documents of one report are forms of another one."""
    connection.execute("UPDATE documents SET report = ? WHERE report = ?", (to, report_id))
