"""Announcements by HTTP to a real server: signed, repeatable, and never led astray."""

import asyncio
import hashlib
import hmac
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.delivery import Target
from bot.delivery.webhook import WebhookDelivery
from bot.irc.message import Delivered, Outcome, Refused, Unknown
from config.settings import WebhookSettings

HARBOUR = Target("", "harbour", "webhook")
SECRET = "the tide table"
TEXT = '{"event": "report", "text": "Höhe"}'


@dataclass
class Receiver:
    """A program that takes webhooks, answers as told and remembers what it got."""

    status: int = 204
    hangs: bool = False
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    address: str = ""

    async def take(self, request: web.Request) -> web.Response:
        self.got.append((dict(request.headers), await request.read()))
        if self.hangs:
            await asyncio.sleep(60)
        return web.Response(status=self.status, headers={"Location": "/elsewhere"})

    def delivery(self, *, timeout: float = 5.0, secret: str | None = SECRET, address: str = "") -> WebhookDelivery:
        settings = WebhookSettings.model_validate({"url": address or self.address, "secret": secret})
        return WebhookDelivery(lambda: {"harbour": settings}, timeout=timeout, clock=lambda: 1_900_000_000.7)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    found, app = Receiver(), web.Application()
    app.router.add_post("/{path:.*}", found.take)
    async with TestServer(app) as server:
        found.address = str(server.make_url("/hook?key=hidden"))
        yield found


async def post(delivery: WebhookDelivery) -> Outcome:
    return await delivery.carry(HARBOUR, TEXT, notice=False)


async def test_an_announcement_is_json_signed_with_the_secret_and_the_time(receiver: Receiver) -> None:
    assert await post(receiver.delivery()) == Delivered()
    ((headers, body),) = receiver.got
    assert body == TEXT.encode()
    assert headers["Content-Type"] == "application/json"
    expected = hmac.new(SECRET.encode(), b"1900000000." + body, hashlib.sha256).hexdigest()
    assert headers["X-Quarterdeck-Signature"] == f"t=1900000000,v1={expected}"


async def test_without_a_secret_nothing_is_signed(receiver: Receiver) -> None:
    assert await post(receiver.delivery(secret=None)) == Delivered()
    assert "X-Quarterdeck-Signature" not in receiver.got[0][0]


async def test_a_repeat_can_be_told_and_another_announcement_is_none(receiver: Receiver) -> None:
    delivery = receiver.delivery()
    for text in (TEXT, TEXT, TEXT.replace("report", "correction")):
        await delivery.carry(HARBOUR, text, notice=False)
    first, repeat, other = [headers["Idempotency-Key"] for headers, _ in receiver.got]
    assert first == repeat != other


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 404, 410, 429, 500, 503])
async def test_any_other_answer_is_a_refusal_and_no_redirect_is_followed(receiver: Receiver, status: int) -> None:
    receiver.status = status
    assert await post(receiver.delivery()) == Refused(f"the answer was {status}")
    assert len(receiver.got) == 1


async def test_who_does_not_answer_is_not_waited_for_for_ever(receiver: Receiver) -> None:
    receiver.hangs = True
    assert await post(receiver.delivery(timeout=0.3)) == Unknown("there was no answer in time")


async def test_who_is_not_there_is_told_without_the_address_which_may_hold_a_key(receiver: Receiver) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    outcome = await post(receiver.delivery(address=f"http://127.0.0.1:{port}/hook?key=hidden"))
    assert isinstance(outcome, Unknown)
    assert "hidden" not in outcome.reason


async def test_a_webhook_that_is_gone_from_the_configuration_gets_nothing() -> None:
    delivery = WebhookDelivery(dict)
    assert delivery.targets() == {}
    assert not delivery.ready(HARBOUR)
    assert isinstance(await post(delivery), Refused)
