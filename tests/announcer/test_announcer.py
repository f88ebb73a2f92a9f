"""A new report reaches every channel once, whatever happens on the way."""

from datetime import timedelta
from functools import partial

import pytest

from bot.announcement import lines
from bot.delivery import Target
from bot.irc.message import Delivered, Refused
from bot.store import outbox
from config.settings import ChannelSettings
from tests.announcer.stage import DIGEST, HARBOUR, LINES, NEW, NEWER, NOW, QUAY, Stage, until


async def test_a_new_report_is_said_once_in_every_channel_that_wants_it(stage: Stage) -> None:
    stage.targets |= {QUAY: DIGEST, Target("net", "#quiet"): ChannelSettings()}
    async with stage.running():
        await stage.news()
        await stage.becomes("confirmed", "confirmed")
        await stage.announcer.fan_out()
        await stage.looked()
    assert len(stage.said) == 2 * len(LINES)
    for target in (HARBOUR, QUAY):
        assert [line for where, line in stage.way.carried if where == target] == LINES


async def test_what_was_there_before_is_never_said(stage: Stage) -> None:
    async with stage.running():
        await stage.announcer.fan_out()
        await stage.news()
        await stage.becomes("confirmed")
    assert stage.said == LINES


async def test_a_refused_line_is_tried_again_and_only_that_line(stage: Stage) -> None:
    stage.way.answers = [Delivered(), Refused("cannot send to channel (+m)"), Delivered()]
    async with stage.running():
        await stage.news()
        await until(lambda: not stage.way.answers[1:] and stage.states() == ["pending"])
        (waiting,) = stage.items()
        assert (waiting.said, waiting.attempts, waiting.reason) == (1, 1, "cannot send to channel (+m)")
        stage.clock.forward(1)
        await stage.becomes("confirmed")
    assert stage.said == LINES


async def test_a_failed_line_waits_for_its_pause(stage: Stage) -> None:
    stage.way.answers = [Refused("no"), Refused("no")]
    async with stage.running():
        await stage.news()
        await stage.tried(1)
        stage.clock.forward(1)
        await stage.tried(2)
        stage.clock.forward(3599)
        await stage.looked()
        assert stage.said == []
        stage.clock.forward(1)
        await stage.becomes("confirmed")


async def test_coming_back_into_the_channel_ends_the_pause(stage: Stage) -> None:
    stage.way.answers = [Refused("banned"), Refused("banned")]
    async with stage.running():
        await stage.news()
        await stage.tried(1)
        stage.clock.forward(1)
        await stage.tried(2)
        stage.clock.forward(1)
        stage.announcer.reached(HARBOUR)
        await stage.becomes("confirmed")
    assert stage.said == LINES


async def test_a_channel_that_the_bot_is_not_in_gets_it_when_it_is(stage: Stage) -> None:
    stage.way.absent.add(HARBOUR)
    stage.targets[QUAY] = DIGEST
    async with stage.running():
        await stage.news()
        await stage.becomes("pending", "confirmed")
        stage.way.absent.clear()
        stage.announcer.reached(HARBOUR)
        await stage.becomes("confirmed", "confirmed")


async def test_channels_that_come_and_go_while_it_runs_are_served_and_left_alone(stage: Stage) -> None:
    abroad = Target("other", "#abroad")
    async with stage.running():
        await stage.news()
        await stage.becomes("confirmed")
        del stage.targets[HARBOUR]
        stage.targets[abroad] = DIGEST
        await stage.news(NEWER)
        await until(lambda: stage.states(NEWER.id) == ["confirmed"])
    assert stage.way.carried == [(HARBOUR, line) for line in LINES] + [(abroad, line) for line in lines(NEWER, DIGEST)]


async def test_what_was_begun_is_ended_as_it_was_begun(stage: Stage) -> None:
    stage.way.answers = [Delivered(), Refused("cannot send to channel (+m)")]
    async with stage.running():
        await stage.news()
        await stage.tried(1)
        stage.targets[HARBOUR] = ChannelSettings(announce=False, style="headline", notice=True)
        stage.clock.forward(1)
        await stage.becomes("confirmed")
    assert stage.said == LINES
    assert stage.way.notices == {False}


async def test_what_nobody_has_seen_is_said_by_the_settings_of_now(stage: Stage) -> None:
    stage.way.answers = [Refused("cannot send to channel (+m)")]
    async with stage.running():
        await stage.news()
        await stage.tried(1)
        stage.targets[HARBOUR] = ChannelSettings(announce=True, notice=True)
        stage.clock.forward(1)
        await stage.becomes("confirmed")
    assert stage.said == LINES[:1]
    assert stage.way.notices == {True}


async def test_a_channel_that_wants_no_more_announcements_gets_none_that_were_waiting(stage: Stage) -> None:
    stage.way.absent.add(HARBOUR)
    async with stage.running():
        await stage.news()
        stage.targets[HARBOUR] = ChannelSettings()
        stage.way.absent.clear()
        await stage.becomes("given up")
    assert stage.said == []
    assert stage.words == []


@pytest.mark.parametrize("where", [HARBOUR, Target("net", "#gone")])
async def test_what_cannot_be_said_expires_with_a_word_to_the_owner(stage: Stage, where: Target) -> None:
    stage.way.answers = [Refused("cannot send to channel (+m)")]
    place = (where.way, where.network, where.channel)
    stage.database.write_now(lambda connection: outbox.add(connection, "report", NEW.id, [place], NOW))
    stage.bring(NEW)
    async with stage.running():
        await until(lambda: stage.items()[0].attempts == 1 or where != HARBOUR)
        stage.clock.forward(days=14)
        await stage.becomes("given up")
        await until(lambda: bool(stage.words))
    assert stage.said == []
    ((network, sentence),) = stage.words
    assert network == "net"
    assert sentence.startswith(f"Given up for {where.channel} on net: report {NEW.id}. expired: ")


async def test_what_waits_for_the_same_place_follows_at_once(stage: Stage) -> None:
    stage.bring(NEW)
    stage.bring(NEWER)
    await stage.announcer.announce_now(NEW.id)
    await stage.announcer.announce_now(NEWER.id)
    stage.announcer = stage.another(pauses=[timedelta(hours=1)])
    async with stage.running():
        await until(lambda: stage.states() + stage.states(NEWER.id) == ["confirmed"] * 2)


async def test_a_report_that_is_gone_is_not_announced(stage: Stage) -> None:
    stage.database.write_now(
        lambda connection: outbox.add(connection, "report", "report-2099", [("irc", "net", "#harbour")], NOW)
    )
    async with stage.running():
        await until(lambda: stage.states("report-2099") == ["given up"])
    assert stage.said == []


async def test_one_announcement_that_cannot_be_said_is_not_the_end_of_all_others(stage: Stage) -> None:
    stage.targets[QUAY] = DIGEST
    stage.way.answers = [ValueError("a fault of the bot's own")]  # type: ignore[list-item]  # what must not be
    async with stage.running():
        await stage.news()
        await stage.becomes("confirmed", "confirmed")
    assert len(stage.said) == 1 + 2 * len(LINES)  # what the fault was about may have been seen


async def test_lines_of_an_announcement_from_before_the_outbox_are_not_said_again(stage: Stage) -> None:
    stage.bring(NEW)
    await stage.announcer.announce_now(NEW.id)
    (row,) = stage.items()
    done = partial(outbox.said, lines=len(LINES), last=False)
    stage.database.write_now(lambda connection: done(connection, row.id, NOW))
    async with stage.running():
        await stage.becomes("confirmed")
    assert stage.said == []
