"""What servers say about themselves is read with doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.irc.isupport import ISupport


def loaded(*tokens: str) -> ISupport:
    found = ISupport()
    found.load(tokens)
    return found


def test_a_server_that_says_nothing_is_taken_for_rfc1459() -> None:
    nothing = ISupport()
    assert nothing.fold("A[]\\~É") == "a{}|^É"
    assert nothing.prefixes == {"@": "o", "+": "v"}
    assert nothing.targets("PRIVMSG") == 1


@pytest.mark.parametrize(
    ("mapping", "folded"), [("ascii", "a[]\\~"), ("rfc1459", "a{}|^"), ("strict-rfc1459", "a{}|~"), ("odd", "a{}|^")]
)
def test_names_are_folded_as_the_server_does(mapping: str, folded: str) -> None:
    assert loaded(f"CASEMAPPING={mapping}").fold("A[]\\~") == folded


@pytest.mark.parametrize("token", ["PREFIX=ov", "PREFIX=", "PREFIX", "PREFIX=(ov)", "PREFIX=(o", "PREFIX=)("])
def test_a_broken_prefix_is_the_usual_one(token: str) -> None:
    assert loaded(token).prefixes == {"@": "o", "+": "v"}


def test_values_are_decoded_negated_and_may_be_missing() -> None:
    found = loaded("NETWORK=A\\x20B", "WHOX", "BOT=B")
    assert found.text("NETWORK") == "A B"
    assert "WHOX" in found
    found.load(("-WHOX", "-NOTHING", "", "="))
    assert "WHOX" not in found


@pytest.mark.parametrize("value", ["", "0", "-1", "x", "٣", "1e3"])
def test_a_number_that_is_none_is_the_default(value: str) -> None:
    assert loaded(f"NICKLEN={value}").number("NICKLEN", 9) == 9


@pytest.mark.parametrize(
    ("target", "channel"),
    [("#c", "#c"), ("@#c", "#c"), ("@+#c", "#c"), ("deck", None), ("+x", None), ("", None), ("@", None)],
)
def test_a_target_is_a_channel_or_not(target: str, channel: str | None) -> None:
    assert loaded("CHANTYPES=#", "STATUSMSG=@+").channel(target) == channel


def test_channels_that_start_like_a_status_are_channels() -> None:
    assert loaded("CHANTYPES=#&+", "STATUSMSG=@+").channel("+c") == "+c"


@given(st.lists(st.text()))
def test_no_token_is_an_error(tokens: list[str]) -> None:
    found = loaded(*tokens)
    assert found.prefixes
    assert found.targets("JOIN") >= 1
    assert found.fold("X")


def test_targets_come_from_targmax_before_maxtargets() -> None:
    assert loaded("TARGMAX=JOIN:,PRIVMSG:4", "MAXTARGETS=20").targets("PRIVMSG") == 4
    assert loaded("TARGMAX=JOIN:").targets("JOIN") == 50
    assert loaded("MAXTARGETS=20").targets("JOIN") == 20
