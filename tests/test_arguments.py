"""Arguments are read out of what people write, by the types of the parameters."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arguments import Channel, MisfitError, Parameter, read
from bot.model import Period
from bot.periods import Span

NEWEST = Period("2025-07", "2025-09")
SET = (Parameter("channel", Channel, False), Parameter("key", str, False), Parameter("value", str, False))
IGNORE = (Parameter("mask", str, False), Parameter("lasting", timedelta, True), Parameter("reason", str, True))
NOW = (Parameter("period", Span, False), Parameter("channel", Channel, True))
AUDIT = (Parameter("count", int, True),)


def arguments(parameters: tuple[Parameter, ...], text: str, here: str | None = "#here") -> dict[str, object]:
    return read(parameters, text, here=here, newest=NEWEST)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("style digest", {"channel": "#here", "key": "style", "value": "digest"}),
        ("#c style digest", {"channel": "#c", "key": "style", "value": "digest"}),
        ("&c  categories   a,  b", {"channel": "&c", "key": "categories", "value": "a, b"}),
        ("prefix #", {"channel": "#here", "key": "prefix", "value": "#"}),
        ("keywords #tag", {"channel": "#here", "key": "keywords", "value": "#tag"}),
    ],
)
def test_a_channel_may_come_first_and_is_else_the_one_where_it_was_said(text: str, found: dict[str, object]) -> None:
    assert arguments(SET, text) == found


@pytest.mark.parametrize("text", ["", "style", "style digest", "#c", "#c style"])
def test_in_private_a_channel_must_be_named_and_nothing_be_missing(text: str) -> None:
    with pytest.raises(MisfitError):
        arguments(SET, text, None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("eve", {"mask": "eve"}),
        ("eve for 2h", {"mask": "eve", "lasting": timedelta(hours=2)}),
        ("eve for 1h 30m flooding", {"mask": "eve", "lasting": timedelta(minutes=90), "reason": "flooding"}),
        ("eve FOR 2H flooding all day", {"mask": "eve", "lasting": timedelta(hours=2), "reason": "flooding all day"}),
        ("eve for flooding", {"mask": "eve", "reason": "for flooding"}),
        ("eve asked for 2hours", {"mask": "eve", "reason": "asked for 2hours"}),
    ],
)
def test_a_duration_is_what_follows_for(text: str, found: dict[str, object]) -> None:
    assert arguments(IGNORE, text) == found


@pytest.mark.parametrize(
    ("text", "channel"), [("last", None), ("last #c", "#c"), ("#c 2019q2", "#c"), ("2019q2 #c", "#c")]
)
def test_a_channel_that_may_be_left_out_is_only_what_is_named(text: str, channel: str | None) -> None:
    found = arguments(NOW, text)
    assert isinstance(found["period"], Span)
    assert found.get("channel") == channel


def test_a_period_that_is_needed_must_be_there() -> None:
    for text in ("", "#c", "soon"):
        with pytest.raises(MisfitError):
            arguments(NOW, text)


@pytest.mark.parametrize(("text", "found"), [("", {}), ("10", {"count": 10})])
def test_a_number_is_a_number(text: str, found: dict[str, object]) -> None:
    assert arguments(AUDIT, text) == found


@pytest.mark.parametrize("text", ["ten", "-1", "1.5", "٣", "1 2", "9999999"])
def test_what_is_no_number_does_not_fit(text: str) -> None:
    with pytest.raises(MisfitError):
        arguments(AUDIT, text)


@given(st.sampled_from([SET, IGNORE, NOW, AUDIT]), st.text(max_size=60), st.sampled_from([None, "#here"]))
def test_any_text_fits_or_does_not(parameters: tuple[Parameter, ...], text: str, here: str | None) -> None:
    try:
        found = arguments(parameters, text, here)
    except MisfitError:
        return
    assert found.keys() <= {each.name for each in parameters}
    assert all(each.optional or each.name in found for each in parameters)
