"""What is remembered of a page, so that a site need not send it again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was last sent: its validators (RFC 9110, 8.8) and how the index page words its period.

    `asked` is when it was last asked for, in ISO 8601 (UTC).
    """

    etag: str | None = None
    modified: str | None = None
    label: str | None = None
    asked: str = ""
