"""Durations, names and addresses as people write them."""

from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from config.values import (
    ChannelName,
    Fingerprints,
    Hours,
    HttpUrl,
    Listen,
    Nick,
    Secret,
    TimeZone,
    Who,
    address,
    duration,
    hours,
    written,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("1h", 3600), ("1h 30m", 5400), ("1h30m", 5400), ("2d", 172800), (" 15 m ", 900)],
)
def test_a_duration_is_numbers_with_units(text: str, seconds: int) -> None:
    assert duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "value", ["", "1", "h", "soon", "1.5h", "-1h", "1h-", "٣h", "0s", "99999d", "9" * 5000 + "s", 3600, True]
)
def test_anything_else_is_no_duration_and_says_what_is(value: object) -> None:
    with pytest.raises(ValueError, match="takes a"):
        duration(value)


@given(st.integers(min_value=1, max_value=3650 * 86400))
def test_a_written_duration_reads_as_itself(seconds: int) -> None:
    assert duration(written(timedelta(seconds=seconds))) == timedelta(seconds=seconds)


@given(st.text())
def test_no_text_breaks_the_reading_of_durations_and_addresses(text: str) -> None:
    for read in (duration, address, hours):
        what = "takes it"
        try:
            read(text)
        except ValueError as error:
            what = str(error)
        assert what.startswith("takes")


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("irc.example.org:6697", "irc.example.org", 6697),
        ("irc.example.org", "irc.example.org", None),
        ("127.0.0.1:6667", "127.0.0.1", 6667),
        ("[::1]:6697", "::1", 6697),
        ("[2001:db8::1]", "2001:db8::1", None),
    ],
)
def test_an_address_is_a_host_and_perhaps_a_port(text: str, host: str, port: int | None) -> None:
    assert address(text) == (host, port)


@pytest.mark.parametrize("text", ["", ":6697", "::1", "a:b", "a:", "a:0", "a:65536", "a b:1", "http://a:1", "[x]:1"])
def test_anything_else_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match="takes"):
        address(text)


def _accepts(kind: Any, value: object) -> bool:  # noqa: ANN401 - a type, with its checks
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("name", ["#freebsd", "##c++", "&local", "#", "+x", "#Füße", "#a:b"])
def test_channels_start_with_their_sign(name: str) -> None:
    assert _accepts(ChannelName, name)


@pytest.mark.parametrize("name", ["", "freebsd", "#a b", "#a,b", "#a\x07", "#a\r\nQUIT", "#" + "a" * 200])
def test_what_would_not_be_one_channel_is_refused(name: str) -> None:
    assert not _accepts(ChannelName, name)


@pytest.mark.parametrize(
    ("nick", "good"), [("quarterdeck", True), ("[qd]`", True), ("9lives", False), ("a b", False), ("", False)]
)
def test_nicks_are_words_that_servers_take(nick: str, good: bool) -> None:
    assert _accepts(Nick, nick) is good


def test_fingerprints_come_in_one_form_however_they_are_written() -> None:
    pairs = ":".join(["E1"] * 32)
    assert TypeAdapter(Fingerprints).validate_python([f"SHA256:{pairs}"]) == ("sha256:" + "e1" * 32,)


@pytest.mark.parametrize(
    "text", ["sha256:E1EE", "md5:" + "e1" * 16, "e1" * 32, "sha512:" + "e1" * 32, "sha256:" + "g1" * 32]
)
def test_what_is_no_whole_digest_is_refused(text: str) -> None:
    assert not _accepts(Fingerprints, [text])


def test_an_admin_is_an_account_or_a_certificate() -> None:
    who = TypeAdapter(Who)
    assert who.validate_python("account:alice") == "account:alice"
    assert who.validate_python("certfp:sha256:" + "AB" * 32) == "certfp:sha256:" + "ab" * 32
    for wrong in ("alice", "nick:alice", "account:", "account:a b", "alice!*@*", "certfp:abcd"):
        with pytest.raises(ValidationError):
            who.validate_python(wrong)


@pytest.mark.parametrize(
    ("text", "good"), [("127.0.0.1:8080", True), ("[::]:80", True), ("8080", False), ("localhost", False)]
)
def test_the_web_side_listens_on_a_host_and_a_port(text: str, good: bool) -> None:
    assert _accepts(Listen, text) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://a.example/x", True),
        ("http://[::1]:8/", True),
        ("a.example", False),
        ("ftp://a/", False),
        ("http://[", False),
        ("http://a b", False),
    ],
)
def test_an_address_of_a_page_is_complete(text: str, good: bool) -> None:
    assert _accepts(HttpUrl, text) is good


def test_a_secret_is_one_line_and_shows_in_no_message() -> None:
    assert _accepts(Secret, "hunter2")
    for wrong in ("", "a\r\nQUIT", "a\0"):
        assert not _accepts(Secret, wrong)
    assert "hunter2" not in repr(TypeAdapter(Secret).validate_python("hunter2"))


def test_quiet_hours_are_two_times_on_the_clock() -> None:
    assert hours("22:00-07:30") == (time(22, 0), time(7, 30))
    assert hours("") is None
    for text in ("22-7", "24:00-07:00", "22:60-07:00", "07:00-07:00", "at night", "٢2:00-07:00"):
        assert not _accepts(Hours, text)


def test_a_time_zone_is_named_by_its_place() -> None:
    assert _accepts(TimeZone, "Europe/Berlin")
    assert _accepts(TimeZone, "UTC")
    for text in ("", "Europe", "Berlin", "+02:00", "../etc/passwd", "/etc/localtime", "a\0b", "ü"):
        assert not _accepts(TimeZone, text)
