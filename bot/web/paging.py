"""Where the other pages of a list are, as a Link header (RFC 8288)."""

from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlencode


class Numbered(Protocol):
    """Which page of how many is shown."""

    @property
    def number(self) -> int:
        """Return the page's number, from 1."""

    @property
    def count(self) -> int:
        """Return how many pages there are."""


def address(path: str, query: Mapping[str, object]) -> str:
    """Return a path with a query."""
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def link_header(path: str, query: Mapping[str, object], pages: Numbered | None) -> dict[str, str]:
    """Return the header that leads to the first, previous, next and last page, empty if there is only one."""
    if pages is None or pages.count == 1:
        return {}
    ways = {"first": 1, "prev": pages.number - 1, "next": pages.number + 1, "last": pages.count}
    links = (
        f'<{address(path, {**query, "page": number})}>; rel="{name}"'
        for name, number in ways.items()
        if 1 <= number <= pages.count
    )
    return {"Link": ", ".join(links)}
