"""Webhooks get what channels get: as JSON, once, through whatever happens on the way."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.announcer import Announcer
from bot.delivery.webhook import WebhookDelivery
from bot.model import Contact, Entry
from bot.store import outbox
from config.settings import WebhookSettings
from tests.announcer.stage import PAUSES, Stage, until
from tests.invented import report

BROUGHT = report(
    "2031-04",
    "2031-06",
    Entry("Lamp", "Kernel", (Contact("Ada Quill", None),), sponsors=("Optics",), body="Dims.", anchor="lamp"),
    Entry("Rope", "Userland"),
)


@asynccontextmanager
async def receiver(stage: Stage, answers: list[int], **settings: object) -> AsyncIterator[list[tuple[str, str]]]:
    """Have the stage announce to a server that answers so, then with 200; yields the keys and bodies that it got."""
    got: list[tuple[str, str]] = []

    async def take(request: web.Request) -> web.Response:
        got.append((request.headers["Idempotency-Key"], await request.text()))
        return web.Response(status=answers.pop(0) if answers else 200)

    app = web.Application()
    app.router.add_post("/hook", take)
    async with TestServer(app) as server:
        hook = WebhookSettings.model_validate({"url": str(server.make_url("/hook")), **settings})
        way = WebhookDelivery(lambda: {"harbour": hook})
        stage.announcer = Announcer(
            stage.database, way.targets, {"irc": stage.way, "webhook": way}, now=stage.clock, pauses=PAUSES
        )
        yield got


async def test_a_webhook_gets_a_new_report_with_the_entries_that_pass_its_filters(stage: Stage) -> None:
    async with receiver(stage, [], categories=["kernel"]) as got, stage.running():
        await stage.news(BROUGHT)
        await stage.becomes("confirmed")
    ((_, body),) = got
    assert json.loads(body) == {
        "event": "report",
        "text": f"New FreeBSD status report: Q2 2031 (April–June), 2 entries: 1 Kernel, 1 Userland. {BROUGHT.url}",
        "report": {
            "id": BROUGHT.id,
            "title": BROUGHT.title,
            "period": {"start": "2031-04", "end": "2031-06"},
            "quarter": "2031Q2",
            "url": BROUGHT.url,
            "entries": 2,
        },
        "entries": [
            {
                "title": "Lamp",
                "category": "Kernel",
                "contacts": [{"name": "Ada Quill", "email": None}],
                "sponsors": ["Optics"],
                "url": f"{BROUGHT.url}#lamp",
            }
        ],
    }


async def test_what_a_webhook_refuses_is_sent_again_unchanged_until_it_takes_it(stage: Stage) -> None:
    async with receiver(stage, [500, 503, 302]) as got, stage.running():
        await stage.news(BROUGHT)
        for attempts in (1, 2, 3):
            await stage.tried(attempts)
            stage.clock.forward(3600)
        await stage.becomes("confirmed")
    assert len(got) == 4
    assert len(set(got)) == 1


async def test_a_webhook_that_wants_deadlines_gets_them_and_no_reports_if_told_so(stage: Stage) -> None:
    stage.clock.time = datetime(2031, 6, 15, 9, tzinfo=UTC)
    async with receiver(stage, [], announce=False, deadlines=True) as got, stage.running():
        await stage.news(BROUGHT)
        await until(lambda: bool(got) and not outbox.unfinished(stage.database.reader))
    ((_, body),) = got
    said = json.loads(body)
    assert (said["event"], said["deadline"]["milestone"], said["deadline"]["due"]) == (
        "deadline",
        "two_weeks_left",
        "2031-06-30",
    )


async def test_an_ordered_correction_is_told_as_one(stage: Stage) -> None:
    async with receiver(stage, []) as got, stage.running():
        await stage.news(BROUGHT)
        await stage.becomes("confirmed")
        stage.bring(report("2031-04", "2031-06", Entry("Lamp", "Kernel", body="Glows.")))
        assert await stage.announcer.announce_now(BROUGHT.id) == 1
        await stage.becomes("confirmed", "confirmed")
    assert [json.loads(body)["event"] for _, body in got] == ["report", "correction"]
    assert len({key for key, _ in got}) == 2
