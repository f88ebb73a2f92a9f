"""The days of the coming reports as a calendar that calendar programs subscribe to (RFC 5545, RFC 7986)."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from aiohttp import web
from icalendar import Calendar, Event, vDuration

from bot.deadlines import Deadlines, coming, of_quarter
from bot.web.content import Content
from bot.web.headers import OPEN
from bot.web.publishing import Publisher

TYPE = "text/calendar; charset=utf-8"
_QUARTERS = 4
_SHOWN = 8
_REFRESH = timedelta(days=1)


def handler(publisher: Publisher) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Return what answers requests for the calendar."""

    def make() -> Content:
        return publisher.content(calendar(publisher.site.today, publisher.site.version), TYPE, dict(OPEN))

    async def answer(request: web.Request) -> web.Response:
        return await publisher.answer(request, request.path, make)

    return answer


def calendar(today: date, version: str) -> bytes:
    """Return the calendar of two years from the current quarter on."""
    found = Calendar()
    found.add("prodid", f"-//quarterdeck//{version}//EN")
    found.add("version", "2.0")
    for name in ("name", "x-wr-calname"):
        found.add(name, "FreeBSD status reports: deadlines")
    found.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
    found.add("x-published-ttl", vDuration(_REFRESH))  # the older name of the same
    for days in _quarters(coming(today)):
        for event in _events(days, datetime.combine(today, time(), UTC)):
            found.add_component(event)
    return bytes(found.to_ical())


def _quarters(first: Deadlines) -> Iterator[Deadlines]:
    for number in range(first.quarter - 1, first.quarter - 1 + _SHOWN):
        yield of_quarter(first.year + number // _QUARTERS, number % _QUARTERS + 1)


def _events(days: Deadlines, stamp: datetime) -> Iterator[Event]:
    named = {
        "call": (days.first_call, f"Call for {days.name} status reports"),
        "reminder": (days.last_reminder, f"Last reminder: {days.name} status reports"),
        "standard": (days.standard, f"{days.name} status reports are due"),
        "extended": (days.extended, f"{days.name} status reports are due at the latest"),
    }
    for kind, (day, words) in named.items():
        event = Event()
        event.add("uid", f"{days.year}q{days.quarter}-{kind}@quarterdeck")
        event.add("dtstamp", stamp)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", words)
        event.add("url", days.source)
        event.add("transp", "TRANSPARENT")
        yield event
