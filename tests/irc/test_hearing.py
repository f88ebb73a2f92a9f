"""What is heard, played without a socket: who said it, where, and whether it is news."""

import pytest

from bot.irc.capabilities import Capabilities
from bot.irc.hearing import OLD, Hearing
from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.message import Message
from bot.irc.roster import Roster
from bot.irc.wire import parse

NOW = 1_700_000_000.0  # 2023-11-14T22:13:20Z


class Ear:
    """A bot called deck that hears lines at one moment."""

    def __init__(self, *capabilities: str, wanted: str = "deck", isupport: str = "") -> None:
        features, known = ISupport(), Capabilities()
        features.load(tuple(isupport.split()))
        known.active.update(capabilities)
        me, sent = Myself("deck", features), list[str]()
        self._roster = Roster(me, features, known, sent.append)
        self._hearing = Hearing("test", wanted, me, features, known, self._roster, lambda: NOW)

    def replay_begins(self, text: str) -> str | None:
        """Return the token of a replay that a line begins."""
        line = parse(text)
        assert line is not None
        return self._hearing.replay_begins(line)

    def replay_ended(self, token: str) -> None:
        """Let the server answer a PING with a token."""
        self._hearing.replay_ended(token)

    def hears(self, *lines: str) -> Message | None:
        """Return what the last line says."""
        message = None
        for line in lines:
            parsed = parse(line)
            assert parsed is not None
            self._hearing.receive(parsed)
            self._roster.receive(parsed)
            message = self._hearing.message(parsed) if parsed.command in {"PRIVMSG", "NOTICE"} else None
        return message


@pytest.mark.parametrize(("kind", "history"), [("chathistory", True), ("ZNC.in/playback", True), ("netsplit", False)])
def test_what_stands_in_a_batch_of_history_is_history_until_the_batch_ends(kind: str, history: bool) -> None:
    ear = Ear()
    inside = ear.hears(f"BATCH +r1 {kind} #c", "@batch=r1 :eve!e@h PRIVMSG #c :long ago")
    after = ear.hears("BATCH -r1", "@batch=r1 :eve!e@h PRIVMSG #c :now")
    assert inside is not None
    assert after is not None
    assert (inside.history, after.history) == (history, False)


def test_what_a_server_replays_without_saying_so_is_history_until_it_answers() -> None:
    ear = Ear()
    token = ear.replay_begins(":irc.example NOTICE #c :Replaying up to 5 lines")
    assert token is not None
    inside, elsewhere = ear.hears(":eve!e@h PRIVMSG #C :long ago"), ear.hears(":eve!e@h PRIVMSG #d :now")
    ear.replay_ended(token)
    after = ear.hears(":eve!e@h PRIVMSG #c :now")
    assert [message and message.history for message in (inside, elsewhere, after)] == [True, False, False]


@pytest.mark.parametrize(
    "line",
    [
        ":irc.example NOTICE deck :Replaying up to 5 lines",
        ":irc.example NOTICE #c :Welcome",
        ":eve!e@h NOTICE #c :Replaying nothing",
        ":irc.example PRIVMSG #c :Replaying nothing",
    ],
)
def test_other_notices_begin_no_replay(line: str) -> None:
    assert Ear().replay_begins(line) is None


def test_what_was_said_long_before_the_clock_of_the_server_is_history() -> None:
    ear = Ear()
    late = "@time=2023-11-14T23:13:20.000Z :irc.example PONG irc.example :token"  # an hour ahead of the bot's clock
    said = ear.hears(late, "@time=2023-11-14T23:13:10.000Z :eve!e@h PRIVMSG #c :a moment ago")
    assert said is not None
    assert not said.history
    old = ear.hears("@time=2023-11-14T22:13:20.000Z :eve!e@h PRIVMSG #c :an hour ago")
    assert old is not None
    assert old.history
    assert OLD < 3600


def test_a_time_that_is_none_is_no_history() -> None:
    said = Ear().hears("@time=yesterday :eve!e@h PRIVMSG #c :hello")
    assert said is not None
    assert not said.history


def test_a_server_and_who_says_nothing_to_anybody_are_no_users() -> None:
    assert Ear().hears(":irc.example NOTICE deck :Welcome") is None
    assert Ear().hears(":eve!e@h PRIVMSG") is None


@pytest.mark.parametrize(("tag", "account"), [("@account=eve ", "eve"), ("@account=* ", None), ("", None)])
def test_the_account_is_that_of_the_tag_where_there_are_such(tag: str, account: str | None) -> None:
    said = Ear("account-tag").hears(f"{tag}:eve!e@h PRIVMSG #c :hello")
    assert said is not None
    assert said.account == account


def nicks(*lines: str, wanted: str = "my-quarterdeck", isupport: str = "NICKLEN=9") -> set[str]:
    """Return by which nicks the bot may be called in the channel of what the last line says."""
    message = Ear(wanted=wanted, isupport=isupport).hears(":deck!d@h JOIN #c", *lines)
    assert message is not None
    return set(message.nicks)


HELLO = ":eve!e@h PRIVMSG #c :hello"


@pytest.mark.parametrize(
    ("isupport", "called"),
    [
        ("NICKLEN=9", {"deck", "my-quarterdeck", "my-quarte"}),
        ("NICKLEN=30", {"deck", "my-quarterdeck"}),
        ("", {"deck", "my-quarterdeck"}),
        ("NICKLEN=1", {"deck", "my-quarterdeck", "my-quarte"}),
    ],
)
def test_the_bot_is_called_by_its_nick_by_the_wanted_one_and_by_that_cut_to_the_servers_limit(
    isupport: str, called: set[str]
) -> None:
    assert nicks(HELLO, isupport=isupport) == called


@pytest.mark.parametrize("line", [":My-Quarte!o@h JOIN #c", ":s 353 deck = #c :deck eve @my-quarte"])
def test_it_is_not_called_by_the_nick_of_somebody_else_who_is_there(line: str) -> None:
    assert nicks(line, HELLO) == {"deck", "my-quarterdeck"}
    assert nicks(line, ":my-quarte!o@h PART #c", HELLO) == {"deck", "my-quarterdeck", "my-quarte"}
    assert nicks(line, ":eve!e@h PRIVMSG deck :hello") == {"deck", "my-quarterdeck", "my-quarte"}


def test_a_bot_that_has_the_nick_it_wants_is_called_by_that_alone() -> None:
    assert nicks(HELLO, wanted="deck") == {"deck"}
