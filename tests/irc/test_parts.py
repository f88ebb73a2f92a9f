"""Small parts without a socket: PINGs, CTCP, certificates, the log, nicks to get back."""

import hashlib
import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog.testing

from bot.errors import NetworkError
from bot.irc.ctcp import Ctcp
from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.pings import Pings
from bot.irc.regain import Regain
from bot.irc.tls import context, is_listed
from bot.irc.trace import Trace
from bot.irc.wire import parse
from config.settings import TlsSettings


def test_a_pong_settles_all_pings_up_to_its_own() -> None:
    pings = Pings()
    for number in range(4):
        pings.sent(f"t{number}", float(number))
    assert pings.overdue(10.0) == 10.0
    assert pings.answered("t1", 5.0) == ["t0", "t1"]
    assert pings.lag == 4.0
    assert pings.answered("a server without tokens", 6.0) == ["t2"]
    assert pings.answered("t3", 6.0) == ["t3"]
    assert pings.answered("t3", 7.0) == []
    assert pings.overdue(99.0) == 0.0


def test_ctcp_answers_what_is_asked_and_no_more() -> None:
    ctcp = Ctcp(lambda: 0.0, lambda: datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert ctcp.answer("\x01TIME\x01") == "\x01TIME Thu, 02 Jan 2025 03:04:05 +0000\x01"
    assert ctcp.answer("\x01DCC SEND x\x01") is None
    assert ctcp.answer("VERSION") is None
    assert ctcp.answer("\x01PING " + "x" * 500) == f"\x01PING {'x' * 64}\x01"


def test_strict_transport_security_verifies_what_settings_would_not() -> None:
    lax = TlsSettings(verify=False)
    assert context("x", lax).verify_mode is ssl.CERT_NONE
    strict = context("x", lax, strict=True)
    assert (strict.verify_mode, strict.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_a_certificate_file_that_cannot_be_used_is_named_with_its_network(tmp_path: Path) -> None:
    wrong = tmp_path / "bot.pem"
    wrong.write_text("no certificate")
    for settings in (TlsSettings(client_certificate=wrong), TlsSettings(ca_file=wrong)):
        with pytest.raises(NetworkError, match="oftc: a certificate file cannot be used"):
            context("oftc", settings)


def test_a_failure_is_logged_with_its_line_but_without_secrets() -> None:
    with structlog.testing.capture_logs() as logs:
        Trace("oftc", ["secret99"]).failed("no answer", ":eve PRIVMSG deck :is it secret99?")
    assert [(each["event"], each["line"]) for each in logs] == [("no answer", ":eve PRIVMSG deck :is it ***?")]


def test_a_certificate_is_listed_by_either_digest() -> None:
    for algorithm in ("sha256", "sha512"):
        assert is_listed(b"der", (f"{algorithm}:{hashlib.new(algorithm, b'der').hexdigest()}",))
    assert not is_listed(b"der", ("sha256:00",))
    assert not is_listed(None, ("sha256:00",))


class Watch:
    """A bot called other that wants to be deck, and what it sends for that."""

    def __init__(self, *tokens: str, logged_in: bool = False) -> None:
        isupport = ISupport()
        isupport.load(tokens)
        self.sent: list[str] = []
        self.me = Myself("other", isupport)
        self.regain = Regain("deck", self.me, isupport, self.sent.append, lambda: logged_in)

    def hears(self, line: str) -> list[str]:
        self.sent.clear()
        parsed = parse(line)
        assert parsed is not None
        self.regain.receive(parsed)
        return self.sent


def test_a_nick_is_watched_with_monitor_where_there_is_such() -> None:
    watch = Watch("MONITOR=30")
    watch.regain.tick()
    watch.regain.tick()
    assert watch.sent == ["MONITOR + deck", "MONITOR S"]
    assert watch.hears(":s 730 other :deck!d@h") == []
    assert watch.hears(":s 731 other :DECK") == ["NICK deck"]
    watch.sent.clear()
    watch.me.nick = "deck"
    watch.regain.tick()
    watch.regain.tick()
    assert watch.sent == ["MONITOR - deck"]
    assert watch.hears(":s 731 deck :deck") == []


def test_a_nick_is_asked_for_with_ison_elsewhere() -> None:
    watch = Watch()
    watch.regain.tick()
    assert watch.sent == ["ISON deck"]
    assert watch.hears(":s 303 other :Deck ") == []
    assert watch.hears(":s 303 other :") == ["NICK deck"]


def whois(nick: str, host: str, server: str, *more: str) -> list[str]:
    """Return what irc.example answers about somebody."""
    about = (f"311 other {nick} user {host} * :Nicks", f"312 other {nick} {server} :A server", *more)
    return [f":irc.example {line}" for line in (*about, f"318 other {nick} :End")]


@pytest.mark.parametrize(
    ("answer", "real"),
    [
        (whois("NickServ", "services.example", "services.example"), True),
        (whois("nickserv", "hidden", "irc.example", "313 other nickserv :is a Network Service"), True),
        (whois("NickServ", "services.example", "leaf.example"), False),
        (whois("NickServ", "irc.example", "irc.example"), False),
        (whois("NickServ", "h", "irc.example", "313 other NickServ :is an IRC operator"), False),
        (whois("eve", "services.example", "services.example"), False),
        ([":irc.example 401 other NickServ :No such nick"], False),
    ],
)
def test_services_are_asked_once_by_who_is_logged_in_and_only_if_they_are_real(answer: list[str], real: bool) -> None:
    watch = Watch(logged_in=True)
    watch.regain.tick()
    watch.regain.tick()
    assert [line for line in watch.sent if "NickServ" in line] == ["WHOIS NickServ"]
    said = [line for text in answer for line in watch.hears(text)]
    assert said == ([f"PRIVMSG NickServ :{word} deck" for word in ("GHOST", "RECOVER", "RELEASE")] if real else [])
    assert watch.hears(answer[-1]) == []


def test_services_are_left_alone_by_who_is_not_logged_in() -> None:
    watch = Watch()
    watch.regain.tick()
    assert watch.sent == ["ISON deck"]
