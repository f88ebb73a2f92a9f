import io
import logging
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from random import Random

import pytest
import structlog

from bot import logs
from bot.answers import Answer
from bot.archive import Archive
from bot.cooldown import USER
from bot.dispatch import Dispatcher, Reply
from bot.interpreter import found_plugins
from bot.irc.message import Message
from bot.model import Entry
from bot.plugin import commands_of
from bot.search.findings import Findings
from config.settings import ChannelSettings
from tests.invented import archive, report

NOW = datetime(2025, 12, 17, 12, tzinfo=UTC)


def handled(bot: Dispatcher, message: Message, prefix: str = "!") -> Reply:
    reply = bot.handle(message, here=ChannelSettings(prefix=prefix))
    assert reply is None or isinstance(reply, list)
    return reply


def dispatcher() -> Dispatcher:
    return Dispatcher(archive(), now=lambda: NOW, random=Random(1))  # noqa: S311 - not for secrets


def said(text: str, channel: str | None = "#reports", nick: str = "eve") -> Message:
    target = channel or "quarterdeck"
    return Message("net", nick, f"{nick}!e@host", None, target, channel, text, nicks=("quarterdeck", "my-quarte"))


def reply(text: str, channel: str | None = "#reports") -> list[str] | None:
    return handled(dispatcher(), said(text, channel))


def test_a_command_is_answered_where_the_prefix_stands_before_it() -> None:
    lines = reply("!project lanternfs")
    assert lines is not None
    assert lines[0].startswith("Lanternfs 4.2 (Q1 2021, Kernel):")


@pytest.mark.parametrize("call", ["quarterdeck: ", "quarterdeck, ", "Quarterdeck: ", "quarterdeck:", "my-quarte: "])
def test_a_question_is_answered_with_the_name_of_who_asked_where_the_nick_stands_before_it(call: str) -> None:
    lines = reply(f"{call}who works on tidewheel?")
    assert lines is not None
    assert lines[0].startswith("eve: Tidewheel reaches the tree")


def test_in_private_neither_is_needed() -> None:
    for text in ("project lanternfs", "!project lanternfs", "what about lanternfs?"):
        lines = reply(text, None)
        assert lines is not None
        assert lines[0].startswith("Lanternfs 4.2")


@pytest.mark.parametrize(
    "text",
    [
        "who works on tidewheel?",
        "quarterdeck is nice",
        "!",
        "!!!",
        "! project x",
        "!karma eve",
        "quarterdeck:",
        "hello",
    ],
)
def test_talk_that_is_not_meant_for_the_bot_is_not_answered(text: str) -> None:
    assert reply(text) is None


PING = said("!ping")


@pytest.mark.parametrize(
    "message",
    [replace(PING, notice=True), replace(PING, echo=True), replace(PING, bot=True), replace(PING, history=True)],
)
def test_notices_bots_and_what_was_said_long_ago_are_never_answered(message: Message) -> None:
    assert handled(dispatcher(), message) is None


def test_a_command_that_is_nearly_one_is_asked_back() -> None:
    assert reply("!projct lanternfs") == ["Did you mean !project?"]


def test_in_private_an_unknown_command_gets_a_word() -> None:
    assert reply("!karma eve", None) == ["There is no command karma; help lists them."]


def test_a_command_without_what_it_needs_says_how_it_is_used() -> None:
    assert reply("!project") == ["Usage: !project NAME [PERIOD], for example !project bhyve"]


@pytest.mark.parametrize(
    "text", ["history of lanternfs", "who is working on lanternfs", "random thoughts on lanternfs"]
)
def test_a_sentence_that_begins_like_a_command_is_a_question(text: str) -> None:
    lines = reply(text, None)
    assert lines is not None
    assert "Lanternfs" in lines[0]


def test_formatting_does_not_hide_a_command() -> None:
    assert reply("\x0304,01!ping\x0f hello") == ["hello"]


def test_more_belongs_to_the_person_who_asked() -> None:
    bot = dispatcher()
    first = handled(bot, said("!entries 2020q4"))
    assert first is not None
    long = handled(bot, said("!search lanternfs snapshots tidewheel"))
    assert long is not None
    changes = handled(bot, said("!changes 2021q4"))
    assert changes is not None
    assert changes[-1].endswith("(1 more: !more)")
    assert handled(bot, said("!more", nick="ben")) == ["There is no more."]
    assert handled(bot, said("!more")) == ["https://www.example.org/status/report-2021-10-2021-12/"]
    assert handled(bot, said("!more")) == ["There is no more."]


def test_deadlines_count_from_today() -> None:
    lines = reply("quarterdeck: when is the next deadline?")
    assert lines is not None
    assert lines[0].startswith("eve: Status reports for Q4 2025 are due December 31 (14 days)")
    assert reply("!deadline") == [lines[0].removeprefix("eve: ")]


def test_another_prefix_is_advised_where_it_is_another() -> None:
    lines = handled(dispatcher(), said(".help"), ".")
    assert lines is not None
    assert ".help COMMAND" in lines[0]


class Broken(Archive):
    def find(self, topic: str, *_: object, **__: object) -> Findings:
        raise KeyError(topic)


def test_an_internal_error_is_an_incident_whose_number_stands_in_the_log() -> None:
    broken = Broken(archive().reports, archive().people, ())
    with structlog.testing.capture_logs() as written:
        lines = handled(Dispatcher(broken), said("!project lanternfs"))
    assert lines == [f"Something went wrong; incident {written[0]['incident']} is in the log."]
    assert (written[0]["command"], written[0]["error"]) == ("project", "KeyError")
    assert any(place.startswith("find (test_dispatch.py:") for place in written[0]["where"])


def test_the_log_holds_neither_what_was_said_nor_who_said_it() -> None:
    broken = Broken(archive().reports, archive().people, ())
    log = io.StringIO()
    logs.configure(log, logging.DEBUG)
    for text in ("!project lanternfs", "quarterdeck: what about lanternfs?"):
        assert handled(Dispatcher(broken), said(text, nick="mallory"))
    written = log.getvalue()
    assert written.count("no answer") == 2
    assert not any(secret in written for secret in ("lanternfs", "mallory", "#reports"))


def test_what_begins_like_a_command_and_asks_something_else_is_a_question() -> None:
    for text in ("who sponsors lanternfs", "who paid for lanternfs"):
        assert dispatcher().ask(text).intent == "sponsor", text


def test_a_command_that_finds_nothing_says_so_in_its_own_words() -> None:
    assert reply("search windmills", None) == ["Nothing about windmills."]


def test_who_asks_too_fast_is_warned_once_and_then_not_answered_while_others_are() -> None:
    for channel in ("#reports", None):
        bot = Dispatcher(archive(), clock=lambda: 0.0)
        lines = [handled(bot, said("!ping", channel)) for _ in range(50)]
        assert [["pong"]] * USER.burst == lines[: USER.burst]
        warned = lines[USER.burst]
        assert warned is not None
        assert "please wait" in warned[0]
        assert lines[USER.burst + 1 :] == [None] * (50 - USER.burst - 1)
        other = replace(said("!ping", channel, "ben"), hostmask="ben!ben@elsewhere")
        assert handled(bot, other) == ["pong"]


def test_a_new_nick_is_no_new_user() -> None:
    bot = Dispatcher(archive(), clock=lambda: 0.0)
    answered = [handled(bot, said("!ping", nick=f"eve{number}")) == ["pong"] for number in range(20)]
    assert sum(answered) == USER.burst


def test_the_console_and_the_command_line_are_never_too_fast() -> None:
    bot = Dispatcher(archive(), clock=lambda: 0.0)
    assert all(bot.ask("ping").reply == ("pong",) for _ in range(200))


def test_an_empty_archive_answers_every_command_without_an_incident() -> None:
    bot = Dispatcher(Archive((), (), ()), clock=count(step=3600).__next__)
    for command in {each for each in commands_of(found_plugins()).values() if not each.waits}:
        lines = handled(bot, said(f"!{command.example}"))
        assert lines
        assert "incident" not in lines[0], command.name


def test_an_answer_that_is_cut_names_the_page_where_all_of_it_stands() -> None:
    entries = (Entry(f"The long story of beacon number {number} " + "and so on " * 6, "Kernel") for number in range(20))
    many = Archive([report("2022-04", "2022-06", *entries)], (), ())
    asked = []

    def page(found: Answer, topic: str) -> str:
        asked.append((found.intent, topic))
        return "https://reports.example.org/reports/x"

    lines = handled(Dispatcher(many, page=page), said("!entries kernel 2022Q2"))
    assert lines
    assert "https://reports.example.org/reports/x" in lines[-1]
    assert asked == [("entries", "kernel 2022Q2")]
