"""A span of months that somebody asked for, and how reports lie to it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.model import Period

OPEN_START, OPEN_END = 0, 12 * 10_000
"""The first month of a span without a beginning, and the last one of a span without an end."""

_ADVERB = re.compile(r"this\b|(?:last|previous) year\b|.* ago$", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?:last|past|previous|current|latest|newest|most|quarter|second|first|(?:beginning|start|middle|end) of"
    r"|\d{4}s)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """The months somebody asked for, first and last, both included, counted from the year 0.

    `back` is set for a span that is one report: 0 the newest, 1 the one before it; or so many, of which
    that is the newest: `count`. A span whose
    `last` lies before its `first` is a period that does not exist (`2019q5`).
    """

    first: int
    last: int
    written: str
    back: int | None = None
    count: int = 1

    @property
    def exists(self) -> bool:
        """Tell whether there is such a period in any calendar."""
        return self.first <= self.last

    def after(self, preposition: str) -> str:
        """Return how the span stands in a sentence: `in 2019`, `in the last report`, but `since 2019`, `last year`."""
        if self.first == OPEN_START or self.last == OPEN_END or _ADVERB.match(self.written):
            return self.written
        return f"{preposition} {'the ' * bool(_RELATIVE.match(self.written))}{self.written}"

    def overlap(self, period: Period) -> float:
        """Return how much of the shorter of the two lies in the other: 0 nothing, 1 all of it."""
        first, last = months(period)
        common = min(last, self.last) - max(first, self.first) + 1
        return max(0, common) / min(last - first + 1, max(1, self.last - self.first + 1))

    def distance(self, period: Period) -> int:
        """Return how many months lie between the two; 0 if they touch or overlap."""
        first, last = months(period)
        return max(0, first - self.last, self.first - last)


@lru_cache(maxsize=4096)
def months(period: Period) -> tuple[int, int]:
    """Return the first and last month of a period, counted as in `Span`."""
    return _month_count(period.start), _month_count(period.end)


def _month_count(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1
