"""Pauses between attempts: random, growing, forgotten after a stable time, longer where the bot is unwelcome."""

from hypothesis import given
from hypothesis import strategies as st

from bot.irc.backoff import STABLE, Backoff


def test_the_limit_doubles_up_to_the_most() -> None:
    backoff = Backoff(5, 300, lambda: 1.0)
    assert [backoff.failed(lasted=0) for _ in range(8)] == [5, 10, 20, 40, 80, 160, 300, 300]


def test_five_stable_minutes_make_it_forget() -> None:
    backoff = Backoff(5, 300, lambda: 1.0)
    for _ in range(5):
        backoff.failed(lasted=STABLE - 1)
    assert backoff.failed(lasted=STABLE) == 5


def test_it_waits_longer_where_it_is_unwelcome() -> None:
    backoff = Backoff(5, 300, lambda: 0.0)
    assert backoff.failed(lasted=0) == 0
    assert backoff.failed(lasted=0, unwelcome=True) == 150


def test_one_refusal_counts_for_several_failures() -> None:
    chances = iter([0.5, 0.0])
    backoff = Backoff(1, 1000, lambda: next(chances, 1.0))
    assert backoff.failed(lasted=0, unwelcome=True) == 24
    assert backoff.failed(lasted=0) == 0
    assert backoff.failed(lasted=0) == 64


@given(st.floats(0, 1, exclude_max=True), st.lists(st.booleans(), max_size=100))
def test_no_pause_is_longer_than_the_most(chance: float, unwelcome: list[bool]) -> None:
    backoff = Backoff(5, 300, lambda: chance)
    for each in unwelcome:
        assert 0 <= backoff.failed(lasted=0, unwelcome=each) <= 300
