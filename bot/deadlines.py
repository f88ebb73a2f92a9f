"""When submissions for a quarter's report are called for, reminded of and due, by the status report process."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

_MONTHS_OF_A_QUARTER = 3


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


def of_quarter(year: int, quarter: int) -> Deadlines:
    """Return the days of a quarter, 1 to 4."""
    days = {name: _day(year, quarter, text) for name, text in _process()["quarters"][quarter - 1].items()}
    return Deadlines(year, quarter, **days, source=_process()["source"])


def coming(today: date) -> Deadlines:
    """Return the days of the quarter whose standard deadline is next, today included."""
    return of_quarter(today.year, (today.month - 1) // _MONTHS_OF_A_QUARTER + 1)


@cache
def _process() -> dict[str, Any]:
    return tomllib.loads(files("config").joinpath("deadlines.toml").read_text("utf-8"))


def _day(year: int, quarter: int, text: str) -> date:
    month, day = map(int, text.split("-"))
    return date(year + (month < quarter * _MONTHS_OF_A_QUARTER), month, day)
