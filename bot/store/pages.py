"""Which pages of a site were read, with what makes the site send them only if they changed."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from bot.sources.pages import Page


def known(connection: sqlite3.Connection, readers: str) -> dict[str, Page]:
    """Return the pages that these readers read, by their address; those that others read are to be sent anew."""
    rows = connection.execute("SELECT * FROM pages WHERE readers = ?", (readers,))
    return {row["url"]: Page(row["etag"], row["modified"], row["label"], row["asked"]) for row in rows}


def remember(connection: sqlite3.Connection, url: str, page: Page, readers: str) -> None:
    """Note that a page was read; in the same transaction in which its report is stored."""
    connection.execute(
        "INSERT OR REPLACE INTO pages (url, etag, modified, label, readers, asked) VALUES (?, ?, ?, ?, ?, ?)",
        (url, page.etag, page.modified, page.label, readers, page.asked),
    )


def note_asked(connection: sqlite3.Connection, urls: Iterable[str], asked: str) -> None:
    """Note that pages were asked for and had not changed."""
    connection.executemany("UPDATE pages SET asked = ? WHERE url = ?", [(asked, url) for url in urls])


def last_asked(connection: sqlite3.Connection) -> datetime | None:
    """Return when any page was last asked for, None if none ever was."""
    (asked,) = connection.execute("SELECT max(asked) FROM pages WHERE asked > ''").fetchone()
    return datetime.fromisoformat(asked) if asked else None
