"""When submissions for a quarter's report are called for, reminded of and due, by the status report process."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

_MONTHS_OF_A_QUARTER = 3
_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The days of one quarter's report; `source` is the address of the page that sets them."""

    year: int
    quarter: int
    first_call: date
    two_weeks_left: date
    last_reminder: date
    standard: date
    extended: date
    source: str

    @property
    def name(self) -> str:
        """Return the quarter as people write it."""
        return f"Q{self.quarter} {self.year}"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One of the days of a quarter's report, which is worth a word from `day` to `last`, both included.

    A call or reminder holds until the next one, a deadline on its own day. `due` is the deadline that it is about.
    """

    quarter: Deadlines
    name: str
    day: date
    last: date
    due: date

    @property
    def id(self) -> str:
        """Return what tells it from all others: `2025Q4-two_weeks_left`."""
        return f"{self.quarter.year}Q{self.quarter.quarter}-{self.name}"


def of_quarter(year: int, quarter: int) -> Deadlines:
    """Return the days of a quarter, 1 to 4."""
    days = {name: _day(year, quarter, text) for name, text in _process()["quarters"][quarter - 1].items()}
    return Deadlines(year, quarter, **days, source=_process()["source"])


def coming(today: date) -> Deadlines:
    """Return the days of the quarter whose standard deadline is next, today included."""
    return of_quarter(today.year, (today.month - 1) // _MONTHS_OF_A_QUARTER + 1)


def milestones(days: Deadlines) -> tuple[Milestone, ...]:
    """Return the milestones of a quarter, first to last."""
    calls = [(name, getattr(days, name)) for name in ("first_call", "two_weeks_left", "last_reminder", "standard")]
    eve = timedelta(days=1)
    return (
        *(Milestone(days, name, day, after - eve, days.standard) for (name, day), (_, after) in pairwise(calls)),
        Milestone(days, "standard", days.standard, days.standard, days.standard),
        Milestone(days, "extended", days.extended, days.extended, days.extended),
    )


def holding(today: date) -> Milestone | None:
    """Return the milestone that is worth a word today, None if none is."""
    return next((each for each in _around(today) if each.day <= today <= each.last), None)


def _around(today: date) -> tuple[Milestone, ...]:
    """Return the milestones of the quarter before today's, whose extended deadline may be to come, and of today's."""
    now = coming(today)
    year, quarter = (now.year, now.quarter - 1) if now.quarter > 1 else (now.year - 1, _QUARTERS)
    return milestones(of_quarter(year, quarter)) + milestones(now)


@cache
def _process() -> dict[str, Any]:
    return tomllib.loads(files("config").joinpath("deadlines.toml").read_text("utf-8"))


def _day(year: int, quarter: int, text: str) -> date:
    month, day = map(int, text.split("-"))
    return date(year + (month < quarter * _MONTHS_OF_A_QUARTER), month, day)
