"""Which report a document is: its id, the months it covers and its address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.errors import NotAReportError
from bot.model import Document, Period

SITE = "https://www.freebsd.org/status/"
_LAST_OLD_PAGE = "2020-12"  # later reports are directories of the site's new generator

_MONTHS = {
    name: f"{number:02}"
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}

_ID = re.compile(r"report-((?:19|20)\d\d-\d\d)(?:-((?:19|20)\d\d-\d\d)|-([a-z][a-z0-9-]*))?(?![\w-])", re.IGNORECASE)
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))}|(?<!\d)(?:0[1-9]|1[0-2]))"
_YEAR = r"(?:19|20)\d\d"
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)})"
_QUARTER = re.compile(
    rf"\b(?P<word>{_ORDINAL})\s+quarter,?(?:\s+of)?(?:\s+the\s+year)?\s+(?P<year>{_YEAR})\b"
    rf"|\bQ(?P<digit>[1-4])[ /-]?(?P<year2>{_YEAR})\b|(?<!\d)(?P<year3>{_YEAR})[ /-]?Q(?P<digit3>[1-4])(?!\d)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"(?<!\w)(?P<first>{_MONTH})(?:,?\s+(?P<from>{_YEAR}))?\s*(?:-|–|—|to|through|until|and)\s*"
    rf"(?P<last>{_MONTH}),?\s+(?P<to>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"(?<!\w)(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR})(?!\d)", re.IGNORECASE)
_LONG = 100
_OTHER_PERIOD = re.compile(r"deadline|submission|submit|next\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identity:
    """What names a report: `report-2019-04-2019-06`, its months and the page's address."""

    id: str
    period: Period
    url: str


def identify(document: Document, *words: str) -> Identity:
    """Return which report a document is.

    The document's origin decides if it names a report, then `words` in the order given: texts from
    inside the document (canonical address, title, introduction). The index page's label overrides
    the period. Raises NotAReportError if nothing tells the period.
    """
    named = _named(document.origin) or next(filter(None, map(_named, words)), None)
    spoken = period(document.label or "")
    if named is None:
        found = (
            spoken
            or _quarter(document.origin.rstrip("/").rpartition("/")[2])
            or next(filter(None, map(period, words)), None)
        )
        if found is None:
            why = "nothing in it says which months it covers; name it like its report, e.g. report-2019-04-2019-06"
            raise NotAReportError(document.origin, why)
        named = (report_id(found), found)
    return Identity(named[0], spoken or named[1], address(named[0], named[1]))


def report_id(months: Period) -> str:
    """Return the id that a report on these months has: `report-2001-06`, `report-2019-04-2019-06`."""
    return f"report-{months.start}" if months.start == months.end else f"report-{months.start}-{months.end}"


def address(name: str, months: Period) -> str:
    """Return the address of a report's page on the site."""
    return f"{SITE}{name}.html" if months.end <= _LAST_OLD_PAGE else f"{SITE}{name}/"


def period(text: str) -> Period | None:
    """Return the months that a text is about: "First Quarter 2022", "April-June 2019", "June, 2001".

    Sentences on other periods (deadlines, the next report) do not count; quarters go before ranges of
    months, these before single months, which long texts mention for other reasons.
    """
    sentences = [part for part in re.split(r"(?<=[.!?])\s+", text) if not _OTHER_PERIOD.search(part)]
    for find in (_quarter, _range) if len(text) > _LONG else (_quarter, _range, _single):
        if found := next(filter(None, map(find, sentences)), None):
            return found
    return None


def _named(text: str) -> tuple[str, Period] | None:
    """Return the last report id in a path or address, with its months."""
    for found in reversed(list(_ID.finditer(text))):
        if months := _months(found[1], found[2] or found[1]):
            special = f"-{found[3].lower()}" if found[3] else ""
            return (f"report-{found[1]}{special}" if special else report_id(months)), months
    return None


def _quarter(text: str) -> Period | None:
    for found in _QUARTER.finditer(text):
        number = _ORDINALS[found["word"].lower()] if found["word"] else int(found["digit"] or found["digit3"])
        year = found["year"] or found["year2"] or found["year3"]
        return Period(f"{year}-{number * 3 - 2:02}", f"{year}-{number * 3:02}")
    return None


def _range(text: str) -> Period | None:
    for found in _RANGE.finditer(text):
        end = f"{found['to']}-{_number(found['last'])}"
        if months := _months(f"{found['from'] or found['to']}-{_number(found['first'])}", end):
            return months
    return None


def _single(text: str) -> Period | None:
    return next((_months(month, month) for month in _singles(text)), None)


def _singles(text: str) -> Iterator[str]:
    for found in _SINGLE.finditer(text):
        yield f"{found['year']}-{_number(found['month'])}"


def _number(month: str) -> str:
    return _MONTHS.get(month.lower(), month)


def _months(start: str, end: str) -> Period | None:
    try:
        return Period(start, end)
    except ValueError:
        return None
