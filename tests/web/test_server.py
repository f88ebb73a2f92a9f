"""Slow clients, crowds and ports in use: what a server in the open has to stand."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from bot.errors import ListenError
from bot.web.app import make_app
from bot.web.door import Door
from bot.web.server import listening
from bot.web.site import Site

HOST = "127.0.0.1"
GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


@asynccontextmanager
async def connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def ended(reader: asyncio.StreamReader) -> bool:
    """Tell whether the server ends a connection, whatever it says before that, within a few seconds."""
    async with asyncio.timeout(5):
        try:
            await reader.read()
        except ConnectionResetError:
            return True
    return True


async def until(reached: Callable[[], bool]) -> None:
    while not reached():  # noqa: ASYNC110 - aiohttp tells nobody when a connection is gone
        await asyncio.sleep(0.01)


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    writer.write(GET)
    async with asyncio.timeout(5):
        return await reader.readuntil(b"alive\n")


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n", b"GET / HT"], ids=["none", "half", "a word"])
async def test_who_does_not_finish_a_request_is_dropped(site: Site, sent: bytes) -> None:
    async with listening(make_app(site), HOST, 0, door=Door(patience=0.2)) as port, connected(port) as (reader, writer):
        writer.write(sent)
        assert await ended(reader)


async def test_who_does_not_take_the_answer_is_dropped(site: Site) -> None:
    door = Door(patience=0.3)
    async with listening(make_app(site), HOST, 0, door=door) as port, connected(port) as (_, writer):
        writer.write(GET.replace(b"/healthz", b"/openapi.json") * 500)  # far more than fits into any buffer
        async with asyncio.timeout(5):
            await until(lambda: bool(door.server and door.server.connections))
            await until(lambda: bool(door.server and not door.server.connections))


async def test_a_crowd_of_silent_connections_does_not_keep_others_out(site: Site) -> None:
    async with listening(make_app(site), HOST, 0, door=Door(most=5)) as port:
        silent = [await asyncio.open_connection(HOST, port) for _ in range(20)]
        async with connected(port) as (reader, writer):
            assert b"200 OK" in await answer(reader, writer)
        for _, writer in silent:
            writer.close()


async def test_a_port_that_is_in_use_is_said_in_one_sentence(site: Site) -> None:
    async with listening(make_app(site), HOST, 0) as port:
        with pytest.raises(ListenError, match=rf"^127.0.0.1:{port}: cannot be listened on: Address already in use; "):
            async with listening(make_app(site), HOST, port):
                pass


@pytest.mark.parametrize(
    "request_line",
    [b"GET / HTTP/9.9", b"\x00\x01\x02", b"GET /" + b"x" * 100_000 + b" HTTP/1.1", b"GET http://[ HTTP/1.1"],
    ids=["version", "noise", "endless", "address"],
)
async def test_what_is_no_http_is_refused_and_the_next_client_is_served(site: Site, request_line: bytes) -> None:
    async with listening(make_app(site), HOST, 0) as port:
        async with connected(port) as (reader, writer):
            writer.write(request_line + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert await ended(reader)
        async with connected(port) as (reader, writer):
            assert b"200 OK" in await answer(reader, writer)
