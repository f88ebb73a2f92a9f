"""The dialogue until 001, played without a socket."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from bot.irc.login import Credentials, Login
from bot.irc.mechanisms import External, Plain
from bot.irc.sasl import Aside, Exchange
from bot.irc.wire import parse


class Dialogue:
    """A login, what it sent, and the timers that it set."""

    def __init__(self, *, sts: bool = False, aside: Aside = lambda work, then: then(work), **options: object) -> None:
        self.sent: list[str] = []
        self.timers: list[Callable[[], None]] = []
        who: dict[str, Any] = {"nicks": ("deck", "deck_"), "username": "deck", "realname": "A deck", **options}
        self.login = Login(
            Credentials(**who),
            self.sent.append,
            later=lambda _, call: self.timers.append(call),
            sts=lambda _: sts,
            aside=aside,
        )
        self.login.start()

    def hears(self, *lines: str) -> list[str]:
        """Return what is sent after these lines."""
        self.sent.clear()
        for line in lines:
            parsed = parse(line)
            assert parsed is not None
            self.login.receive(parsed)
        return self.sent


SASL: dict[str, Any] = {"mechanisms": (partial(Plain, "deck", "secret"),)}


def test_capabilities_come_first_and_nothing_else() -> None:
    assert Dialogue(password="secret").sent == ["CAP LS 302"]


def test_an_empty_list_is_answered_with_the_end() -> None:
    assert Dialogue().hears("CAP * LS :") == ["NICK deck", "USER deck 0 * :A deck", "CAP END"]


def test_what_is_offered_and_known_is_asked_for_and_then_it_ends() -> None:
    dialogue = Dialogue(password="pw")
    assert dialogue.hears(":s CAP * LS * :batch inspircd.org/poison") == []
    asked = dialogue.hears(":s CAP * LS :account-tag sasl=PLAIN server-time ")
    assert asked == ["CAP REQ :account-tag batch server-time", "PASS :pw", "NICK deck", "USER deck 0 * :A deck"]
    assert dialogue.hears(":s CAP deck ACK :account-tag batch server-time ") == ["CAP END"]
    assert dialogue.login.capabilities.active == {"account-tag", "batch", "server-time"}


def test_what_is_refused_together_is_asked_for_one_by_one() -> None:
    dialogue = Dialogue()
    dialogue.hears("CAP * LS :batch chghost")
    assert dialogue.hears("CAP * NAK :batch chghost") == ["CAP REQ :batch", "CAP REQ :chghost"]
    assert dialogue.hears("CAP * NAK :batch", "CAP * ACK :chghost") == ["CAP END"]
    assert dialogue.login.capabilities.active == {"chghost"}


@pytest.mark.parametrize(
    "refusal", [":s 421 * CAP :Unknown command", ":s 451 * :You have not registered", "421 CAP :no"]
)
def test_a_server_without_capabilities_is_greeted_as_of_old(refusal: str) -> None:
    assert Dialogue().hears(refusal) == ["NICK deck", "USER deck 0 * :A deck"]


def test_a_server_that_says_nothing_is_greeted_after_a_while() -> None:
    dialogue = Dialogue()
    dialogue.timers[0]()
    assert dialogue.sent == ["CAP LS 302", "NICK deck", "USER deck 0 * :A deck"]
    assert dialogue.hears(":s CAP * LS :batch") == ["CAP REQ :batch"]


def test_no_password_is_sent_where_the_server_asks_for_tls_first() -> None:
    dialogue = Dialogue(sts=True, password="secret")
    assert dialogue.hears("CAP * LS :sts=port=6697 batch") == ["CAP REQ :batch"]
    assert "TLS" in dialogue.login.failed


def test_a_taken_nick_gives_way_to_the_next_and_then_to_numbers() -> None:
    dialogue = Dialogue(nicks=("quarterdeck", "other"))
    dialogue.hears("CAP * LS :")
    assert dialogue.hears("433 * quarterdeck :taken") == ["NICK other"]
    assert dialogue.hears("432 * other :bad", "433 * quarter1 :taken") == ["NICK quarter1", "NICK quarter2"]
    dialogue.hears("001 quarter2 :hi")
    assert dialogue.login.welcomed
    assert dialogue.login.nick == "quarter2"


def test_a_nick_that_is_refused_before_it_was_said_is_not_said() -> None:
    dialogue = Dialogue()
    assert dialogue.hears("433 * deck :taken") == []
    assert dialogue.hears("CAP * LS :") == ["NICK deck_", "USER deck 0 * :A deck", "CAP END"]


def test_a_network_where_every_nick_is_taken_is_left() -> None:
    dialogue = Dialogue()
    assert dialogue.hears("CAP * LS :", *["433 * deck :taken"] * 100)[-1] == "NICK deck99"
    assert dialogue.hears("433 * deck99 :taken") == []
    assert dialogue.login.failed == "no nick is free"


def test_nothing_that_comes_after_the_end_of_a_login_undoes_it() -> None:
    dialogue = Dialogue(**SASL)
    dialogue.hears("CAP * LS :sasl=PLAIN", "CAP * ACK :sasl", "AUTHENTICATE +")
    assert dialogue.hears("900 deck deck!d@h deck :in", "903 deck :yes") == ["CAP END"]
    dialogue.timers[-1]()
    assert dialogue.hears("904 deck :no", "AUTHENTICATE +") == []
    assert not dialogue.login.failed


def test_an_exchange_that_is_over_takes_no_more_lines() -> None:
    sent, done = list[str](), list[str]()
    exchange = Exchange(SASL["mechanisms"], sent.append, done.append, lambda work, then: then(work))
    exchange.start("PLAIN")
    for text in ("AUTHENTICATE +", "903 deck :yes", "904 deck :no", "AUTHENTICATE +"):
        line = parse(text)
        assert line is not None
        exchange.receive(line)
    assert sent == ["AUTHENTICATE PLAIN", "AUTHENTICATE ZGVjawBkZWNrAHNlY3JldA=="]
    assert done == [""]


def test_sasl_with_a_password() -> None:
    dialogue = Dialogue(**SASL)
    assert dialogue.hears("CAP * LS :sasl=PLAIN,EXTERNAL")[0] == "CAP REQ :sasl"
    assert dialogue.hears("CAP * ACK :sasl ") == ["AUTHENTICATE PLAIN"]
    assert dialogue.hears("AUTHENTICATE +") == ["AUTHENTICATE ZGVjawBkZWNrAHNlY3JldA=="]
    assert dialogue.hears("900 deck deck!d@h deck :in", "903 deck :yes") == ["CAP END"]
    dialogue.hears("001 deck :hi")
    assert dialogue.login.account == "deck"
    assert not dialogue.login.failed


def test_a_mechanism_that_is_not_offered_is_not_tried() -> None:
    dialogue = Dialogue(**SASL)
    assert dialogue.hears("CAP * LS :sasl=EXTERNAL")[0] == "CAP REQ :sasl"
    assert dialogue.hears("CAP * ACK :sasl") == []
    assert "none of the configured" in dialogue.login.failed


def test_without_sasl_it_goes_on_only_where_that_is_allowed() -> None:
    strict, lenient = Dialogue(**SASL), Dialogue(**SASL, sasl_required=False)
    assert "CAP END" not in strict.hears("CAP * LS :batch", "CAP * ACK :batch")
    assert strict.login.failed
    assert lenient.hears("CAP * LS :batch", "CAP * ACK :batch")[-1] == "CAP END"
    assert not lenient.login.failed


def test_a_server_that_welcomes_without_sasl_is_left() -> None:
    dialogue = Dialogue(**SASL)
    dialogue.hears("421 CAP :Unknown command", "001 deck :hi")
    assert "without SASL" in dialogue.login.failed


@pytest.mark.parametrize("answer", ["902", "904", "905", "906"])
def test_the_next_mechanism_is_tried_after_a_failure(answer: str) -> None:
    dialogue = Dialogue(mechanisms=(External, partial(Plain, "deck", "secret")))
    dialogue.hears("CAP * LS :sasl=PLAIN,EXTERNAL", "CAP * ACK :sasl")
    assert dialogue.hears("AUTHENTICATE +") == ["AUTHENTICATE +"]
    assert dialogue.hears(f"{answer} deck :no") == ["AUTHENTICATE PLAIN"]
    dialogue.hears("AUTHENTICATE +", "904 deck :wrong password")
    assert "EXTERNAL: no; PLAIN: wrong password" in dialogue.login.failed


def test_an_answer_that_was_found_too_late_is_not_sent() -> None:
    late: list[Callable[[], None]] = []
    who = (partial(Plain, "deck", "secret"), External)
    dialogue = Dialogue(mechanisms=who, aside=lambda work, then: late.append(partial(then, work)))
    dialogue.hears("CAP * LS :sasl=PLAIN,EXTERNAL", "CAP * ACK :sasl")
    assert dialogue.hears("AUTHENTICATE +", "904 deck :too slow") == ["AUTHENTICATE EXTERNAL"]
    late[0]()
    assert dialogue.sent == ["AUTHENTICATE EXTERNAL"]


@pytest.mark.parametrize("after", [[], ["904 deck :failed"]])
def test_a_list_of_mechanisms_counts_as_refusal_with_or_without_one(after: list[str]) -> None:
    dialogue = Dialogue(mechanisms=(External, partial(Plain, "deck", "secret")))
    dialogue.hears("CAP * LS :sasl", "CAP * ACK :sasl")
    assert dialogue.hears("908 deck PLAIN :are available", *after) == ["AUTHENTICATE PLAIN"]
    assert dialogue.hears("AUTHENTICATE +") == ["AUTHENTICATE ZGVjawBkZWNrAHNlY3JldA=="]


@pytest.mark.parametrize("required", [True, False])
def test_services_that_never_answer_do_not_hold_the_login_up(required: bool) -> None:
    dialogue = Dialogue(**SASL, sasl_required=required)
    dialogue.hears("CAP * LS :sasl=PLAIN", "CAP * ACK :sasl")
    dialogue.sent.clear()
    dialogue.timers[-1]()
    assert dialogue.sent == ["AUTHENTICATE *"] + ([] if required else ["CAP END"])
    assert bool(dialogue.login.failed) is required


@pytest.mark.parametrize(("length", "pieces"), [(298, [400, 1]), (299, [400, 4]), (10, [16])])
def test_long_answers_go_out_in_pieces(length: int, pieces: list[int]) -> None:
    dialogue = Dialogue(mechanisms=(partial(Plain, "", "p" * length),))
    dialogue.hears("CAP * LS :sasl=PLAIN", "CAP * ACK :sasl")
    sent = dialogue.hears("AUTHENTICATE +")
    assert [len(line) - len("AUTHENTICATE ") for line in sent] == pieces


@pytest.mark.parametrize("rubbish", ["AUTHENTICATE ???", "AUTHENTICATE " + "é" * 10])
def test_a_challenge_that_is_none_is_aborted(rubbish: str) -> None:
    dialogue = Dialogue(**SASL)
    dialogue.hears("CAP * LS :sasl=PLAIN", "CAP * ACK :sasl")
    assert dialogue.hears(rubbish) == ["AUTHENTICATE *"]
    dialogue.hears("906 deck :aborted")
    assert dialogue.login.failed


def test_a_ban_and_a_wrong_password_end_it_with_their_reason() -> None:
    banned, wrong = Dialogue(), Dialogue(password="x")
    banned.hears("465 * :You are banned")
    assert "You are banned" in banned.login.failed
    wrong.hears("464 * :Password mismatch")
    assert "Password mismatch" in wrong.login.failed


def after_login_without_account(*lines: str) -> Dialogue:
    """Return a dialogue that went on without SASL, which is not required, and was welcomed."""
    dialogue = Dialogue(**SASL, sasl_required=False)
    dialogue.hears(*lines, "001 deck :hi")
    dialogue.sent.clear()
    dialogue.login.retry()
    return dialogue


def test_services_that_were_away_are_looked_for_again() -> None:
    dialogue = after_login_without_account("CAP * LS :batch", "CAP * ACK :batch")
    assert dialogue.sent == ["CAP LS 302"]
    assert dialogue.hears("CAP deck LS :batch") == []
    assert dialogue.hears("CAP deck NEW :sasl=PLAIN", "CAP deck ACK :sasl") == ["CAP REQ :sasl", "AUTHENTICATE PLAIN"]


def test_a_password_that_was_refused_is_not_tried_again_and_again() -> None:
    refused = after_login_without_account(
        "CAP * LS :sasl=PLAIN", "CAP * ACK :sasl", "AUTHENTICATE +", "904 deck :wrong password"
    )
    assert refused.sent == []
    assert refused.hears("CAP deck NEW :sasl=PLAIN") == []


def test_a_logout_is_followed_by_a_login() -> None:
    dialogue = Dialogue(**SASL)
    dialogue.hears("CAP * LS :sasl=PLAIN", "CAP * ACK :sasl", "AUTHENTICATE +", "900 d m deck :in", "903 d :yes")
    dialogue.hears("001 deck :hi", "901 deck deck!d@h :out")
    dialogue.sent.clear()
    dialogue.login.retry()
    assert dialogue.hears("CAP deck LS :sasl=PLAIN") == ["AUTHENTICATE PLAIN"]
