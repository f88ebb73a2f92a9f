"""The log: JSON or colour, context, and no secret in any of it."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.logs import HIDDEN, configure, hide_secrets

SECRET = "hunter2"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:], root.level = handlers, level


def logged(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_a_json_object_with_its_context() -> None:
    configure(stream := io.StringIO())
    with structlog.contextvars.bound_contextvars(network="libera"):
        structlog.get_logger("bot.irc").info("joined", channel="#Füße")
    (line,) = logged(stream)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "joined", "level": "info", "logger": "bot.irc", "network": "libera", "channel": "#Füße"}


def test_what_libraries_log_looks_the_same() -> None:
    configure(stream := io.StringIO())
    with structlog.contextvars.bound_contextvars(network="libera"):
        logging.getLogger("irc.client").warning("lost %s", "it")
    (line,) = logged(stream)
    assert (line["event"], line["logger"], line["network"]) == ("lost it", "irc.client", "libera")


def test_below_the_level_nothing_is_said() -> None:
    configure(stream := io.StringIO(), logging.WARNING)
    structlog.get_logger("bot.irc").info("joined")
    logging.getLogger("irc.client").info("joined")
    assert stream.getvalue() == ""


def test_configured_again_it_goes_to_the_new_place_only() -> None:
    configure(first := io.StringIO())
    configure(second := io.StringIO())
    structlog.get_logger("bot.irc").info("joined")
    assert (first.getvalue(), len(logged(second))) == ("", 1)


def test_a_terminal_gets_colours_and_no_json() -> None:
    configure(stream := Terminal())
    structlog.get_logger("bot.irc").info("joined", channel="#a")
    assert "\x1b[" in stream.getvalue()
    assert "{" not in stream.getvalue()


def test_what_strangers_say_cannot_steer_a_terminal_or_forge_a_line() -> None:
    configure(stream := Terminal())
    structlog.get_logger("bot.irc").info("heard \x1b[2J\r\n2026 error \x9b", text="\x1b[2J\r\nforged\x9b")
    (line,) = stream.getvalue().splitlines()
    assert r"heard \x1b[2J\x0d\x0a2026 error \x9b" in line
    assert r"'\x1b[2J\r\nforged\x9b'" in line


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["json", "terminal"])
def test_an_exception_is_logged_with_its_traceback_but_not_its_variables(stream: io.StringIO) -> None:
    configure(stream)

    def log_in(password: str) -> None:
        raise ValueError(f"refused: PASS {password}")

    try:
        log_in(SECRET)
    except ValueError:
        structlog.get_logger("bot.irc").exception("login failed", incident="1a2b")
    assert "Traceback" in stream.getvalue()
    assert "refused: PASS [hidden]" in stream.getvalue()
    assert "1a2b" in stream.getvalue()
    assert SECRET not in stream.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        f"TO SERVER: PASS {SECRET}",
        f"TO SERVER: PASS :{SECRET}",
        f"AUTHENTICATE {SECRET}",
        f"OPER admin {SECRET}",
        f"JOIN #private {SECRET}",
        f"PRIVMSG NickServ :IDENTIFY bot {SECRET}",
        f"NICKSERV IDENTIFY {SECRET}",
        f"ircs://bot:{SECRET}@irc.example.org/",
    ],
)
def test_a_secret_in_a_line_of_irc_is_hidden(text: str) -> None:
    configure(stream := io.StringIO(), logging.DEBUG)
    logging.getLogger("irc.client").debug("%s", text)
    structlog.get_logger("bot.irc").debug("sent", lines=[text], line={"text": text})
    assert HIDDEN in stream.getvalue()
    assert SECRET not in stream.getvalue()


def test_a_secret_under_a_telling_name_is_hidden() -> None:
    configure(stream := io.StringIO())
    structlog.get_logger("bot.irc").info("x", password=SECRET, sasl={"token": SECRET}, other=SecretStr(SECRET))
    assert SECRET not in stream.getvalue()


@pytest.mark.parametrize(
    "text", ["JOIN #freebsd", "PASS", "the tests pass", "https://www.freebsd.org/status/", "a:b@c"]
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert hide_secrets(None, "info", {"event": text}) == {"event": text}


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text()))))
def test_hiding_never_fails_and_keeps_every_key(event: dict[str, Any]) -> None:
    assert hide_secrets(None, "info", event).keys() == event.keys()
