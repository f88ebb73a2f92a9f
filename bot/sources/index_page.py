"""The page that lists all reports: where each is, and how it words the report's period."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

_REPORT = re.compile(r"report-(?:19|20)\d\d-\d\d[\w-]*")


@dataclass(frozen=True, slots=True)
class Listed:
    """A report as an index page lists it: its address there, and the words of the link."""

    url: str
    label: str


def name(address: str) -> str | None:
    """Return the report that an address or path leads to, `report-2001-06` for one, or None if it is no report's."""
    try:
        path = urlsplit(address).path
    except ValueError:  # not an address at all
        return None
    steps = [step for step in path.split("/") if step and step != "index.html"]
    found = _REPORT.fullmatch(steps[-1].removesuffix(".html")) if steps else None
    return found.group() if found else None


def listed(content: bytes, base: str) -> list[Listed]:
    """Return the reports that a page lists, in its order and each once; addresses are resolved against `base`."""
    found: dict[str, Listed] = {}
    for link in LexborHTMLParser(content).css("a[href]"):
        href = link.attributes["href"] or ""
        report = name(href.split("#")[0])
        label = " ".join(link.text().split())
        if report and label:
            found.setdefault(report, Listed(urljoin(base, href), label))
    return list(found.values())
