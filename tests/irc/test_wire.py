"""Lines are taken apart without trust and put together without danger."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.irc.lines import without_formatting
from bot.irc.wire import Line, UnsafeLineError, encode, parse, plain, redact


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("PING", Line("PING")),
        ("ping x", Line("PING", ("x",))),
        (":s 005 n PREFIX=ov :are supported", Line("005", ("n", "PREFIX=ov", "are supported"), "s")),
        (":a!b@c PRIVMSG #c ::)", Line("PRIVMSG", ("#c", ":)"), "a!b@c")),
        (":a!b@c PRIVMSG #c :", Line("PRIVMSG", ("#c", ""), "a!b@c")),
        ("@a=1;b;c=\\:\\s\\\\\\x  :n  QUIT", Line("QUIT", (), "n", {"a": "1", "b": "", "c": "; \\x"})),
        (":a PRIVMSG #c\u3000x :y\u00a0\tz", Line("PRIVMSG", ("#c\u3000x", "y\u00a0z"), "a")),
        (":a\x07!b@c JOIN #c\x07\x10x key", Line("JOIN", ("#cx", "key"), "a!b@c")),
        (":a PRIVMSG x :one\x10rQUIT :two\x00\r", Line("PRIVMSG", ("x", "onerQUIT :two"), "a")),
    ],
)
def test_a_line_is_taken_apart_at_blanks_only(raw: str, line: Line) -> None:
    assert parse(raw) == line


@pytest.mark.parametrize("raw", ["", " ", "   ", ":", ":a", "@a", "@a :b", ":a 12 x", "\x01\x02"])
def test_what_is_no_line_is_nothing(raw: str) -> None:
    assert parse(raw) is None


@given(st.text())
def test_any_text_is_a_line_or_nothing_and_never_an_error(raw: str) -> None:
    line = parse(raw)
    if line is not None:
        assert not any(character in param for param in line.params for character in "\r\n\0\x10")


@pytest.mark.parametrize("bad", ["QUIT\r", "PRIVMSG #c :a\nQUIT", "PRIVMSG #c :\0", "PRIVMSG #c :" + "é" * 250])
def test_the_gate_lets_nothing_through_that_is_not_one_line(bad: str) -> None:
    with pytest.raises(UnsafeLineError):
        encode(bad)


@given(st.text())
def test_what_the_gate_lets_through_is_one_line(text: str) -> None:
    try:
        data = encode(text)
    except UnsafeLineError:
        return
    assert data.endswith(b"\r\n")
    assert not set(data[:-2]) & set(b"\r\n\0")


def test_a_line_may_be_as_long_as_a_server_takes_and_no_longer() -> None:
    longest = f"PRIVMSG #c :{'y' * (510 - len('PRIVMSG #c :'))}"
    assert encode(longest) == longest.encode() + b"\r\n"
    with pytest.raises(UnsafeLineError, match="511 bytes"):
        encode(f"{longest}y")
    tagged = f"@label={'x' * (4096 - len('@label='))}"
    assert encode(f"{tagged} {longest}") == f"{tagged} {longest}\r\n".encode()
    with pytest.raises(UnsafeLineError, match="tags: 4097"):
        encode(f"{tagged}x {longest}")


def test_half_a_character_is_sent_as_a_question_mark() -> None:
    assert encode("PRIVMSG #c :a\ud800b") == b"PRIVMSG #c :a?b\r\n"


def test_tags_do_not_count_as_line() -> None:
    assert encode(f"@label={'x' * 600} PRIVMSG #c :{'y' * 480}").startswith(b"@label=")


@given(st.text())
def test_a_plain_text_has_neither_line_ends_nor_ctcp(text: str) -> None:
    assert not set("\r\n\0\x01") & set(plain(text))


def test_every_printable_sign_passes_unchanged_also_beside_controls() -> None:
    signs = "".join(sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isprintable())
    assert len(signs) > 100_000
    assert plain(f"\0{signs}") == f" {signs}"
    assert parse(f"PRIVMSG #c :\5{signs}") == Line("PRIVMSG", ("#c", signs))
    assert without_formatting(f"\x02{signs}") == signs


def test_a_plain_text_has_a_blank_for_each_run_of_controls() -> None:
    assert plain("a\r\n\0b\x02c\x7f\u2028d") == "a b\x02c d"


@pytest.mark.parametrize(
    "line",
    [
        "PASS :hunter2",
        "AUTHENTICATE hunter2",
        "OPER bot hunter2",
        "JOIN #secret hunter2",
        "PRIVMSG NickServ :IDENTIFY bot hunter2",
        "PRIVMSG NickServ@services.example :GHOST bot hunter2",
        "@label=1 NS IDENTIFY hunter2",
        "@time=1 :bot!b@h PRIVMSG NickServ :IDENTIFY hunter2",
        ":eve!e@h MODE #c +k hunter2",
        ":eve!e@h MODE #c +o-kl eve hunter2",
        ":s 324 deck #c +ntk :hunter2",
        "@time=1 :alice!a@h PRIVMSG deck :join #secret hunter2",
        ":alice!a@h PRIVMSG #c :!join #secret hunter2",
    ],
)
def test_secrets_do_not_stand_in_logs(line: str) -> None:
    assert "hunter2" not in redact(line)


def test_other_lines_stand_in_logs_as_they_are() -> None:
    assert redact("PRIVMSG #c :the PASS is hunter2") == "PRIVMSG #c :the PASS is hunter2"
    assert redact("PRIVMSG deck :join #c") == "PRIVMSG deck :join #c"
    assert redact(":eve!e@h MODE #c +o bob") == ":eve!e@h MODE #c +o bob"
    assert redact("AUTHENTICATE +") == "AUTHENTICATE +"
