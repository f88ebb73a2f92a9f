"""What an admin can order: show it, say it now, never say it, tell what became of it."""

from dataclasses import replace

from bot.irc.message import Refused
from bot.store import news
from config.settings import ChannelSettings
from tests.announcer.stage import DIGEST, HARBOUR, LINES, NEW, OLD, QUAY, Stage, until

CORRECTED = replace(NEW, entries=(replace(NEW.entries[0], body="Put right."), *NEW.entries[1:]))
NIGHT = ChannelSettings(announce=True, quiet="00:00-23:59")


async def test_a_preview_shows_the_lines_of_a_place_by_its_settings(stage: Stage) -> None:
    stage.bring(NEW)
    assert stage.announcer.preview(NEW.id, HARBOUR) == LINES
    assert stage.announcer.preview(None, HARBOUR) == LINES
    assert stage.announcer.preview("report-2099", HARBOUR) == []
    assert stage.announcer.preview(None, QUAY) == []


async def test_an_old_report_can_be_said_now(stage: Stage) -> None:
    async with stage.running():
        assert await stage.announcer.announce_now(OLD.id) == 1
        await until(lambda: stage.states(OLD.id) == ["confirmed"])
        assert await stage.announcer.announce_now(OLD.id) == 0
    assert stage.said[0].startswith("New FreeBSD status report: Q1 2031")


async def test_said_now_is_said_at_any_hour_and_where_announcements_are_off_if_that_is_named(stage: Stage) -> None:
    stage.targets |= {HARBOUR: NIGHT, QUAY: ChannelSettings()}
    stage.bring(NEW)
    async with stage.running():
        assert await stage.announcer.announce_now(NEW.id) == 1
        assert await stage.announcer.announce_now(NEW.id, [QUAY]) == 1
        await stage.becomes("confirmed", "confirmed")
    assert {target for target, _ in stage.way.carried} == {HARBOUR, QUAY}


async def test_an_order_for_what_waits_ends_its_pause_and_makes_no_second(stage: Stage) -> None:
    stage.way.answers = [Refused("moderated")]
    async with stage.running():
        await stage.news()
        await stage.tried(1)
        assert await stage.announcer.announce_now(NEW.id) == 1
        await stage.becomes("confirmed")
    assert stage.said == LINES


async def test_a_corrected_report_is_announced_as_such_once_and_only_by_order(stage: Stage) -> None:
    async with stage.running():
        await stage.news()
        await stage.becomes("confirmed")
        await stage.news(CORRECTED)
        await stage.looked()
        assert stage.said == LINES
        assert await stage.announcer.announce_now(NEW.id) == 1
        await stage.becomes("confirmed", "confirmed")
        assert await stage.announcer.announce_now(NEW.id) == 0
    assert stage.said[len(LINES) :] == [LINES[0].replace("New ", "Corrected ")]


async def test_what_is_skipped_is_never_said(stage: Stage) -> None:
    stage.way.absent.add(HARBOUR)
    async with stage.running():
        await stage.news()
        assert await stage.announcer.skip(NEW.id) == 1
        stage.way.absent.clear()
        await stage.announcer.fan_out()
        await stage.looked()
    assert stage.said == []
    assert stage.items()[0].reason == "skipped by order"


async def test_news_that_is_skipped_before_it_is_fanned_out_makes_nothing(stage: Stage) -> None:
    stage.bring(NEW)
    assert await stage.announcer.skip(NEW.id) == 0
    assert news.pending_news(stage.database.reader) == ()
    await stage.announcer.fan_out()
    assert stage.items() == ()


async def test_skipped_half_way_the_rest_is_not_said(stage: Stage) -> None:
    stage.way.go_on.clear()
    async with stage.running():
        await stage.news()
        await stage.way.on_its_way.wait()
        assert await stage.announcer.skip(NEW.id) == 1
        stage.way.go_on.set()
        await stage.looked()
    assert stage.said == LINES[:1]
    assert stage.states() == ["given up"]


async def test_what_was_skipped_can_still_be_ordered(stage: Stage) -> None:
    await stage.news()
    await stage.announcer.skip(NEW.id)
    async with stage.running():
        assert await stage.announcer.announce_now(NEW.id) == 1
        await stage.becomes("confirmed")
    assert stage.said == LINES


async def test_the_status_tells_what_became_of_each(stage: Stage) -> None:
    stage.targets[QUAY] = DIGEST
    stage.way.absent.add(QUAY)
    async with stage.running():
        await stage.news()
        await stage.becomes("confirmed", "pending")
    rows = [(item.target, item.state, item.said) for item in stage.announcer.status(NEW.id)]
    assert rows == [("#harbour", "confirmed", 3), ("#quay", "pending", 0)]
    assert {item.id for item in stage.announcer.status()} == {item.id for item in stage.items()}
