"""What the words and numbers of a period mean, one function a way of writing it."""

import calendar
import re
from collections.abc import Callable

from bot.model import Period
from bot.periods.span import OPEN_END, OPEN_START, Span, months

MONTHS = {
    name.lower(): number - 1
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 8}
ORDINALS = {
    **dict.fromkeys(("first", "1st", "one"), 1),
    **dict.fromkeys(("second", "2nd", "two"), 2),
    **dict.fromkeys(("third", "3rd", "three"), 3),
    **dict.fromkeys(("fourth", "4th", "four", "last", "final"), 4),
}
NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "few": 3, "couple": 2}
HALVES = {
    **dict.fromkeys(("h1", "first", "1st", "early", "start", "beginning"), 0),
    **dict.fromkeys(("mid", "middle"), 3),
    **dict.fromkeys(("h2", "second", "2nd", "late", "end"), 6),
}
SEASONS = {"winter": 0, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}
UNITS = {"month": 1, "quarter": 3, "report": 3, "year": 12}


def _year(text: str) -> int:
    """Return the year meant by two or four digits; reports began in 2001, so `99` is 1999 and `19` 2019."""
    number = int(text.lstrip("'"))
    if number >= 100:
        return number
    return number + (1900 if number >= 90 else 2000)


def quarter(match: re.Match[str], newest: Period) -> Span:
    """Return a quarter; one without a year is the latest of its number, one of no number 1 to 4 does not exist."""
    number = match["q"].lower()
    which = ORDINALS.get(number) or int(number)
    month = (which - 1) * 3
    first = _year(match["y"]) * 12 + month if match["y"] else _latest_of_its_kind(month, newest)
    if not 1 <= which <= 4:
        return Span(first, first - 1, match[0].strip())
    return Span(first, first + 2, match[0].strip())


def half(match: re.Match[str], newest: Period) -> Span:
    """Return half a year; its middle is one, too."""
    del newest
    first = _year(match["y"]) * 12 + HALVES[match["h"].lower()]
    return Span(first, first + 5, match[0].strip())


def season(match: re.Match[str], newest: Period) -> Span:
    """Return the quarter that a season of the northern half of the world mostly is."""
    month = SEASONS[match["s"].lower()]
    first = int(match["y"]) * 12 + month if match["y"] else _latest_of_its_kind(month, newest)
    return Span(first, first + 2, match[0].strip())


def named_month(match: re.Match[str], newest: Period) -> Span:
    """Return a month by its name."""
    month = MONTHS[match["m"].lower()]
    first = _year(match["y"]) * 12 + month if match["y"] else _latest_of_its_kind(month, newest)
    return Span(first, first, match[0].strip())


def numbered_month(match: re.Match[str], newest: Period) -> Span:
    """Return a month by its number."""
    del newest
    first = int(match["y"]) * 12 + int(match["m"]) - 1
    return Span(first, first, match[0].strip())


def months_of_a_year(match: re.Match[str], newest: Period) -> Span | None:
    """Return a run of months: `apr-jun 2019`."""
    del newest
    last_year = _year(match["y"])
    first_year = _year(match["y0"]) if match["y0"] else last_year
    first, last = first_year * 12 + MONTHS[match["m0"].lower()], last_year * 12 + MONTHS[match["m"].lower()]
    return Span(first, last, match[0].strip()) if first <= last else None


def months_of_an_id(match: re.Match[str], newest: Period) -> Span | None:
    """Return the months that a report's id names."""
    del newest
    first = int(match["y0"]) * 12 + int(match["m0"]) - 1
    last = int(match["y"]) * 12 + int(match["m"]) - 1
    return Span(first, last, match[0].strip()) if first <= last else None


def whole_year(match: re.Match[str], newest: Period) -> Span:
    """Return a year."""
    del newest
    first = _year(match["y"]) * 12
    return Span(first, first + 11, match[0].strip())


def years(match: re.Match[str], newest: Period) -> Span | None:
    """Return a run of years."""
    del newest
    first, last = int(match["y0"]) * 12, int(match["y"]) * 12 + 11
    return Span(first, last, match[0].strip()) if first <= last else None


def open_span(match: re.Match[str], edge: Span) -> Span:
    """Return the span that begins or ends at an edge: `since 2015`, `before 2010`."""
    word, written = match["word"].lower(), match[0].strip()
    if word == "after":
        return Span(edge.last + 1, OPEN_END, written)
    if word in ("since", "from"):
        return Span(edge.first, OPEN_END, written)
    return Span(OPEN_START, edge.first - 1 if word == "before" else edge.last, written)


def this_or_last_year(match: re.Match[str], newest: Period) -> Span:
    """Return the newest report's year, or the one before."""
    year = int(newest.end[:4]) - (match["word"].lower() in ("last", "previous"))
    return Span(year * 12, year * 12 + 11, match[0].strip())


def decade(match: re.Match[str], newest: Period) -> Span:
    """Return ten years."""
    del newest
    first = int(match["y"]) * 12
    return Span(first, first + 119, match[0].strip())


def past(match: re.Match[str], newest: Period) -> Span:
    """Return the last so many months, quarters, years or reports."""
    count, last = _number(match["n"]), months(newest)[1]
    if match["unit"].lower() == "report":
        return Span(*months(newest), match[0].strip(), back=0, count=count)
    return Span(last - count * UNITS[match["unit"].lower()] + 1, last, match[0].strip())


def ago(match: re.Match[str], newest: Period) -> Span:
    """Return the report that came so many before the newest one, or the year or month that lies so far back."""
    count, unit = _number(match["n"]), match["unit"].lower()
    if unit in ("report", "quarter"):
        return Span(*months(newest), match[0].strip(), back=count)
    if unit == "year":
        first = (int(newest.end[:4]) - count) * 12
        return Span(first, first + 11, match[0].strip())
    month = months(newest)[1] - count
    return Span(month, month, match[0].strip())


def one_report(back: int) -> Callable[[re.Match[str], Period], Span]:
    """Return what means the newest report, or one so many before it."""

    def meaning(match: re.Match[str], newest: Period) -> Span:
        return Span(*months(newest), match[0].strip(), back=back)

    return meaning


def _number(text: str) -> int:
    return NUMBERS.get(text.lower()) or int(text)


def _latest_of_its_kind(month: int, newest: Period) -> int:
    """Return the last month of that name (0 is January) that is not later than the newest report."""
    last = months(newest)[1]
    return last - (last - month) % 12
