"""What people write for a period: `2019q2`, `apr-jun 2019`, `second quarter of 2019`, `last`, `since 2015`."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.model import Period

_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_OPEN_START, _OPEN_END = 0, 12 * 10_000

_MONTHS = {
    name: number
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
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        )
    )
    for name in names
}
_ORDINALS = {
    **dict.fromkeys(("first", "1st", "one"), 1),
    **dict.fromkeys(("second", "2nd", "two"), 2),
    **dict.fromkeys(("third", "3rd", "three"), 3),
    **dict.fromkeys(("fourth", "4th", "four", "last", "final"), 4),
}
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "few": 3, "couple": 2}
_UNITS = {"month": 1, "quarter": 3, "report": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Span:
    """The months somebody asked for, first and last, both included, counted from the year 0.

    `back` is set for a span that is one report: 0 the newest, 1 the one before it. A span whose
    `last` lies before its `first` is a period that does not exist (`2019q5`).
    """

    first: int
    last: int
    written: str
    back: int | None = None

    @property
    def exists(self) -> bool:
        """Tell whether there is such a period in any calendar."""
        return self.first <= self.last

    def overlap(self, period: Period) -> float:
        """Return how much of the shorter of the two lies in the other: 0 nothing, 1 all of it."""
        first, last = months(period)
        common = min(last, self.last) - max(first, self.first) + 1
        return max(0, common) / min(last - first + 1, max(1, self.last - self.first + 1))

    def distance(self, period: Period) -> int:
        """Return how many months lie between the two; 0 if they touch or overlap."""
        first, last = months(period)
        return max(0, first - self.last, self.first - last)


@dataclass(frozen=True, slots=True)
class Found:
    """A period within a text: what it means and the text before and after it."""

    span: Span
    before: str
    after: str

    @property
    def rest(self) -> str:
        """Return the text without the period."""
        return f"{self.before} {self.after}".strip()


def months(period: Period) -> tuple[int, int]:
    """Return the first and last month of a period, counted as in `Span`."""
    return _month_count(period.start), _month_count(period.end)


def parse(text: str, newest: Period) -> Span | None:
    """Return the period that the whole text means, or None; `newest` is the newest report's period."""
    text = text.strip(" .,?!")
    if _BARE.fullmatch(text):
        return Span(*months(newest), text, back=0)
    found = find(text, newest)
    return found.span if found and not found.rest.strip(" .,?!") else None


def find(text: str, newest: Period) -> Found | None:
    """Return the first period that a text names, with the text around it, or None.

    `newest` is the period of the newest report: `last`, `this year` and a quarter without a year
    are understood from there, as people who talk about reports do.
    """
    if not _HINT.search(text):
        return None
    for pattern, meaning in _FORMS:
        for match in pattern.finditer(text):
            if span := meaning(match, newest):
                before = _LEADING.sub("", text[: match.start()])
                return Found(span, before.strip(), text[match.end() :].strip())
    return None


def _month_count(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _year(text: str) -> int:
    """Return the year meant by two or four digits; reports began in 2001, so `99` is 1999 and `19` 2019."""
    number = int(text.lstrip("'"))
    if number >= 100:
        return number
    return number + (1900 if number >= 90 else 2000)


def _quarter(match: re.Match[str], newest: Period) -> Span:
    number = match["q"].lower()
    quarter = _ORDINALS.get(number) or int(number)
    if match["y"]:
        first = _year(match["y"]) * 12 + (quarter - 1) * 3
    else:
        first = _latest_of_its_kind((quarter - 1) * 3, newest)
    if not 1 <= quarter <= 4:
        return Span(first, first - 1, match[0].strip())
    return Span(first, first + 2, match[0].strip())


def _half(match: re.Match[str], newest: Period) -> Span:
    del newest
    half = {"h1": 1, "h2": 2, "first": 1, "1st": 1, "early": 1, "second": 2, "2nd": 2, "late": 2}[match["h"].lower()]
    first = _year(match["y"]) * 12 + (half - 1) * 6
    return Span(first, first + 5, match[0].strip())


def _named_month(match: re.Match[str], newest: Period) -> Span:
    month = _MONTHS[match["m"].lower()]
    first = _year(match["y"]) * 12 + month if match["y"] else _latest_of_its_kind(month, newest)
    return Span(first, first, match[0].strip())


def _numbered_month(match: re.Match[str], newest: Period) -> Span:
    del newest
    first = int(match["y"]) * 12 + int(match["m"]) - 1
    return Span(first, first, match[0].strip())


def _months_of_a_year(match: re.Match[str], newest: Period) -> Span | None:
    del newest
    last_year = _year(match["y"])
    first_year = _year(match["y0"]) if match["y0"] else last_year
    first, last = first_year * 12 + _MONTHS[match["m0"].lower()], last_year * 12 + _MONTHS[match["m"].lower()]
    return Span(first, last, match[0].strip()) if first <= last else None


def _months_of_an_id(match: re.Match[str], newest: Period) -> Span | None:
    del newest
    first = int(match["y0"]) * 12 + int(match["m0"]) - 1
    last = int(match["y"]) * 12 + int(match["m"]) - 1
    return Span(first, last, match[0].strip()) if first <= last else None


def _whole_year(match: re.Match[str], newest: Period) -> Span:
    del newest
    first = _year(match["y"]) * 12
    return Span(first, first + 11, match[0].strip())


def _years(match: re.Match[str], newest: Period) -> Span | None:
    del newest
    first, last = int(match["y0"]) * 12, int(match["y"]) * 12 + 11
    return Span(first, last, match[0].strip()) if first <= last else None


def _open(match: re.Match[str], newest: Period) -> Span | None:
    edge = find(match["edge"], newest)
    if not edge or edge.rest:
        return None
    word, written = match["word"].lower(), match[0].strip()
    if word == "after":
        return Span(edge.span.last + 1, _OPEN_END, written)
    if word in ("since", "from"):
        return Span(edge.span.first, _OPEN_END, written)
    return Span(_OPEN_START, edge.span.last if word == "until" else edge.span.first - 1, written)


def _this_or_last_year(match: re.Match[str], newest: Period) -> Span:
    year = int(newest.end[:4]) - (match["word"].lower() in ("last", "previous"))
    return Span(year * 12, year * 12 + 11, match[0].strip())


def _past(match: re.Match[str], newest: Period) -> Span:
    count = _NUMBERS.get(match["n"].lower()) or int(match["n"])
    last = months(newest)[1]
    return Span(last - count * _UNITS[match["unit"].lower()] + 1, last, match[0].strip())


def _one_report(back: int) -> Callable[[re.Match[str], Period], Span]:
    def meaning(match: re.Match[str], newest: Period) -> Span:
        return Span(*months(newest), match[0].strip(), back=back)

    return meaning


def _latest_of_its_kind(month: int, newest: Period) -> int:
    """Return the last month of that name (0 is January) that is not later than the newest report."""
    last = months(newest)[1]
    return last - (last - month) % 12


_Meaning = Callable[[re.Match[str], Period], Span | None]

_YEAR4 = r"(?:199\d|20\d\d)"
_YEAR = rf"(?P<y>{_YEAR4}|'?\d\d)"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_TO = r"\s*(?:-|–|—|to|through|until|till|and|\.\.+)\s*"
_ORDINAL = "|".join(_ORDINALS)
_EDGE = rf"(?:the\s+)?(?P<edge>q[1-4]\s*{_YEAR4}|{_YEAR4}\s*-?q[1-4]|[1-4]q\d\d|(?:{_MONTH}),?\s+{_YEAR4}|{_YEAR4})"
_OF = r"(?:\s+(?:of|in))?(?:\s+the\s+year)?,?\s+"
_ID_MONTH = r"0[1-9]|1[0-2]"

# What is written more fully stands first: `apr-jun 2019` must not be read as June 2019.
_WRITTEN: tuple[tuple[str, _Meaning], ...] = (
    (rf"(?:report-)?(?P<y0>{_YEAR4})-(?P<m0>{_ID_MONTH})-(?P<y>{_YEAR4})-(?P<m>{_ID_MONTH})", _months_of_an_id),
    (rf"(?P<word>since|after|from)\s+{_EDGE}(?:\s+(?:on|onwards?))", _open),
    (rf"(?P<word>since|after|before|until)\s+{_EDGE}", _open),
    (rf"(?P<y0>{_YEAR4}){_TO}(?P<y>{_YEAR4})", _years),
    (rf"(?P<m0>{_MONTH}),?(?:\s+(?P<y0>{_YEAR4}))?{_TO}(?P<m>{_MONTH}),?\s+{_YEAR}", _months_of_a_year),
    (rf"(?P<y>{_YEAR4}|\d\d)\s*[-/]?\s*q(?P<q>\d)", _quarter),
    (rf"q(?P<q>\d)\s*(?:[-/,]|of|in)?\s*{_YEAR}", _quarter),
    (rf"(?P<q>\d)q\s*[-/]?\s*{_YEAR}", _quarter),
    (rf"(?P<q>{_ORDINAL})\s+(?:quarter|q){_OF}{_YEAR}", _quarter),
    (rf"(?:quarter|q)\s+(?P<q>\d|{_ORDINAL}){_OF}{_YEAR}", _quarter),
    (rf"(?P<y>{_YEAR4})(?:'?s)?,?\s+(?P<q>{_ORDINAL})\s+quarter", _quarter),
    (rf"(?P<h>h[12]|(?:first|1st|second|2nd)(?=\s+half)|early|late)(?:\s+half)?(?:\s+(?:of|in))?[\s-]+{_YEAR}", _half),
    (rf"(?P<m>{_MONTH})\.?,?(?:\s+of)?\s+(?P<y>{_YEAR4}|'\d\d)", _named_month),
    (rf"(?P<y>{_YEAR4})\s+(?P<m>{_MONTH})", _named_month),
    (rf"(?:report-)?(?P<y>{_YEAR4})[-/](?P<m>{_ID_MONTH})", _numbered_month),
    (rf"(?P<m>0?[1-9]|1[0-2])/(?P<y>{_YEAR4})", _numbered_month),
    (rf"(?:last|past|previous)\s+(?P<n>\d\d?|{'|'.join(_NUMBERS)})\s+(?P<unit>{'|'.join(_UNITS)})s", _past),
    (r"(?P<word>this|last|previous|current)\s+year(?:'?s)?", _this_or_last_year),
    (
        r"(?:(?:quarter|report|one)\s+before\s+(?:the\s+)?(?:last|latest|newest)(?:\s+one)?"
        r"|second[\s-]+(?:newest|latest|last)|previous)(?:\s+(?:quarter|report))?",
        _one_report(1),
    ),
    (
        r"(?:latest|last|newest|most\s+recent|current|this)\s+(?:status\s+|quarterly\s+)*(?:quarter|report)(?:'?s)?",
        _one_report(0),
    ),
    (rf"(?P<y>{_YEAR4})(?:'?s)?", _whole_year),
    (r"q(?P<q>[1-4])(?P<y>)", _quarter),
    (r"(?P<q>first|1st|second|2nd|third|3rd|fourth|4th)\s+quarter(?P<y>)", _quarter),
    (rf"(?<=in )(?P<m>{_MONTH})(?P<y>)", _named_month),
)
_FORMS = tuple((re.compile(rf"(?<![\w.]){form}(?!\w|\.\d)", re.IGNORECASE), meaning) for form, meaning in _WRITTEN)
# Most questions name no period: one look for what every form contains saves trying all of them.
_HINT = re.compile(rf"\d|quarter|report|year|months|previous|second|\b(?:{_MONTH})\b", re.IGNORECASE)
_BARE = re.compile(r"(?:the\s+)?(?:latest|last|newest|most recent|current)", re.IGNORECASE)
_LEADING = re.compile(r"(?:\b(?:in|of|for|from|during|at|on|as\s+of|within|over|between|the)\s*)+$", re.IGNORECASE)
