"""When submissions for the next reports are called for and due."""

from dataclasses import dataclass
from datetime import date

from bot.deadlines import Deadlines, coming, of_quarter
from bot.web.site import Site

_SHOWN = _QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One day of a quarter's report; `days` are left until then, negative if it is past."""

    name: str
    day: date
    days: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """The days of one quarter's report; `next` is the one that comes next, None if all are past."""

    name: str
    steps: tuple[Step, ...]
    next: Step | None
    source: str


@dataclass(frozen=True, slots=True)
class DeadlinesView:
    """What the page about deadlines says: the coming quarters, the next one first."""

    title: str
    today: date
    quarters: tuple[Quarter, ...]


def deadlines(site: Site) -> DeadlinesView:
    """Show when submissions for the coming reports are due."""
    today = site.today
    shown = [coming(today)]
    while len(shown) < _SHOWN:
        shown.append(_after(shown[-1]))
    return DeadlinesView("Deadlines for submissions", today, tuple(_quarter(each, today) for each in shown))


def quarter(today: date) -> Quarter:
    """Return the days of the quarter whose standard deadline is next."""
    return _quarter(coming(today), today)


def _after(days: Deadlines) -> Deadlines:
    return of_quarter(days.year + 1, 1) if days.quarter == _QUARTERS else of_quarter(days.year, days.quarter + 1)


def _quarter(days: Deadlines, today: date) -> Quarter:
    named = (
        ("First call", days.first_call),
        ("Two weeks left", days.two_weeks_left),
        ("Last reminder", days.last_reminder),
        ("Standard deadline", days.standard),
        ("Extended deadline", days.extended),
    )
    steps = tuple(Step(name, day, (day - today).days) for name, day in named)
    return Quarter(days.name, steps, next((step for step in steps if step.days >= 0), None), days.source)
