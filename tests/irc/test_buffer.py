"""Bytes become lines in any encoding, in any portions, within bounded memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.irc.buffer import EndlessLineError, LineBuffer


@given(
    st.lists(st.binary(max_size=20).filter(lambda line: b"\n" not in line and not line.endswith(b"\r"))),
    st.integers(1, 7),
)
def test_portions_do_not_matter(lines: list[bytes], portion: int) -> None:
    stream = b"".join(line + b"\r\n" for line in lines)
    whole, parts = LineBuffer(), LineBuffer()
    whole.feed(stream)
    got = []
    for start in range(0, len(stream), portion):
        parts.feed(stream[start : start + portion])
        got += list(parts)
    assert got == list(whole)
    assert len(got) == len(lines)


def test_bytes_that_are_not_utf8_are_read_as_western() -> None:
    buffer = LineBuffer()
    buffer.feed(b"Ol\xe9 \x80\n" + "Olé\n".encode() + b"\x81\xff\n")
    assert list(buffer) == ["Olé €", "Olé", "\ufffdÿ"]


def test_a_line_that_is_too_long_is_dropped_and_the_next_one_read() -> None:
    buffer = LineBuffer()
    for _ in range(100):
        buffer.feed(b"x" * 1000)
        assert len(buffer) <= 16 * 1024
    buffer.feed(b"\nPING\n")
    assert list(buffer) == ["PING"]
    assert buffer.dropped == 1


def test_a_line_without_end_is_an_error() -> None:
    buffer = LineBuffer()
    for _ in range(1000):
        buffer.feed(b"x" * 1000)
    with pytest.raises(EndlessLineError):
        buffer.feed(b"x" * 100_000)
