from hypothesis import given
from hypothesis import strategies as st

from bot.web.charts import HEIGHT, by_report, by_year, reported
from bot.web.views.statistics import ReportCount, YearCount
from bot.web.views.timeline import Mark, Timeline

MONTHS = [f"{year}-{month:02}" for year in range(2001, 2031) for month in range(1, 13)]
SPANS = st.lists(st.sampled_from(MONTHS), min_size=2, max_size=2).map(sorted)


def test_a_mark_stands_where_its_period_lies_in_the_whole_time() -> None:
    plot = reported(
        Timeline("2020-01", "2024-12", (Mark("2022-07", "2022-12", "x", 1), Mark("2020-01", "2020-06", "y", 1)))
    )
    assert [round(bar.x) for bar in plot.bars] == [50, 0]
    assert [tick.label for tick in plot.below] == ["2020", "2021", "2022", "2023", "2024"]
    assert [round(tick.at) for tick in plot.below] == [0, 20, 40, 60, 80]


def test_over_many_years_every_fifth_has_a_label() -> None:
    plot = reported(Timeline("2001-06", "2025-09", ()))
    assert [tick.label for tick in plot.below if tick.label] == ["2005", "2010", "2015", "2020", "2025"]
    assert len(plot.below) == 24


def test_bars_are_as_high_as_their_counts_and_lines_stand_at_round_numbers() -> None:
    plot = by_year([YearCount(2020, 30, 15), YearCount(2021, 60, 0)])
    assert [tick.label for tick in plot.beside] == ["0", "20", "40", "60"]
    assert [bar.height / HEIGHT for bar in plot.bars] == [0.5, 1]
    assert [bar.part / HEIGHT for bar in plot.bars] == [0.25, 0]


def test_nothing_is_no_bars() -> None:
    assert by_report([]).bars == ()
    assert by_year([]).bars == ()


@given(st.lists(st.tuples(SPANS, st.integers(0, 5000)), min_size=1, max_size=30))
def test_whatever_is_counted_all_bars_lie_within_the_plot(counted: list[tuple[list[str], int]]) -> None:
    plot = by_report([ReportCount("x", "/", start, end, count, count // 2) for (start, end), count in counted])
    for bar in plot.bars:
        assert -0.01 <= bar.x <= 100
        assert bar.x + bar.width <= 100.31
        assert -0.01 <= bar.y <= HEIGHT
        assert abs(bar.y + bar.height - HEIGHT) < 0.01
        assert bar.part <= bar.height
    assert len(plot.beside) <= 11
