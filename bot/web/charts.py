"""Plots as shapes: where bars, ticks and lines stand, in per cent of the width and pixels of the height.

Widths in per cent let a plot fill any screen while its words keep their size.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.web.views.statistics import ReportCount, YearCount
from bot.web.views.timeline import Timeline

HEIGHT = 180
"""Pixels of the area in which bars stand."""
_LEAST_WIDTH = 0.3
_FULL = 0.85
"""How much of its place a bar fills."""
_YEARS_A_LABEL = 5
_MONTHS = 12
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
_MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: `x` and `width` in per cent, `y` and `height` in pixels, `part` that of its marked lower part."""

    x: float
    width: float
    y: float
    height: float
    part: float
    label: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, in per cent (below) or pixels (beside), and what stands there; not every one has a label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Bars over time, the ticks below and the lines beside them."""

    bars: tuple[Bar, ...]
    below: tuple[Tick, ...]
    beside: tuple[Tick, ...] = ()
    height: int = HEIGHT


def reported(timeline: Timeline) -> Plot:
    """Plot in which reports something stands, over the time of the whole archive."""
    scale = _Months(timeline.start, timeline.end)
    bars = (Bar(*scale.span(mark.start, mark.end), 0, 0, 0, mark.name) for mark in timeline.marks)
    return Plot(tuple(bars), scale.ticks(), height=0)


def by_report(reports: Sequence[ReportCount]) -> Plot:
    """Plot the entries of reports over time; the marked part is those that name a sponsor."""
    if not reports:
        return Plot((), ())
    scale = _Months(min(each.start for each in reports), max(each.end for each in reports))
    lines, pixels = _heights(each.entries for each in reports)
    bars = tuple(
        Bar(
            *scale.span(each.start, each.end),
            y=HEIGHT - each.entries * pixels,
            height=each.entries * pixels,
            part=each.sponsored * pixels,
            label=f"{each.name}: {each.entries} entries, {each.sponsored} with a sponsor",
        )
        for each in reports
    )
    return Plot(bars, scale.ticks(), lines)


def by_year(years: Sequence[YearCount]) -> Plot:
    """Plot how many people reported in each year; the marked part is those who did for the first time."""
    if not years:
        return Plot((), ())
    first, last = years[0].year, years[-1].year
    wide = 100 / (last - first + 1)
    lines, pixels = _heights(each.people for each in years)
    bars = tuple(
        Bar(
            x=(each.year - first) * wide,
            width=wide * _FULL,
            y=HEIGHT - each.people * pixels,
            height=each.people * pixels,
            part=each.new * pixels,
            label=f"{each.year}: {each.people} people, {each.new} of them new",
        )
        for each in years
    )
    middle = wide * _FULL / 2
    return Plot(bars, _ticks(range(first, last + 1), lambda year: (year - first) * wide + middle), lines)


class _Months:
    """A scale from the first to the last month of a time, both included."""

    def __init__(self, start: str, end: str) -> None:
        self._first, self._last = _month(start), _month(end)
        self._wide = 100 / (self._last - self._first + 1)

    def span(self, start: str, end: str) -> tuple[float, float]:
        """Return where a period begins and how wide it is, with a little room behind it."""
        wide = (_month(end) - _month(start) + 1) * self._wide
        return (_month(start) - self._first) * self._wide, max(_LEAST_WIDTH, wide * _FULL)

    def ticks(self) -> tuple[Tick, ...]:
        """Return a tick for every January."""
        years = range(-(-self._first // _MONTHS), self._last // _MONTHS + 1)
        return _ticks(years, lambda year: (year * _MONTHS - self._first) * self._wide)


def _ticks(years: range, at: Callable[[int], float]) -> tuple[Tick, ...]:
    """Return a tick for every year, with a label on each of a few, else every five years."""
    often = 1 if len(years) <= _YEARS_A_LABEL else _YEARS_A_LABEL
    return tuple(Tick(at(year), "" if year % often else str(year)) for year in years)


def _month(month: str) -> int:
    return int(month[:4]) * _MONTHS + int(month[5:]) - 1


def _heights(counts: Iterable[int]) -> tuple[tuple[Tick, ...], float]:
    """Return lines at round numbers up to the highest count, and the pixels of one."""
    most = max(*counts, 1, 1)
    step = next((step for step in _STEPS if most / step <= _MOST_LINES), _STEPS[-1])
    top = -(-most // step) * step
    pixels = HEIGHT / top
    return tuple(Tick(HEIGHT - count * pixels, str(count)) for count in range(0, top + 1, step)), pixels
