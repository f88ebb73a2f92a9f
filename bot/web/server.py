"""The application listening on an address, from entering to leaving a context."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.errors import ListenError
from bot.web.door import Door

_LONGEST_LINE = 16_384  # bytes; so that what is only too long for us is refused in our own words


@asynccontextmanager
async def listening(app: web.Application, host: str, port: int, *, door: Door | None = None) -> AsyncIterator[int]:
    """Serve an application while the context lasts; yield the port, which is chosen where 0 is given.

    Raises ListenError if that address cannot be listened on.
    """
    door = door or Door()
    app.middlewares.insert(0, door.middleware)
    runner = web.AppRunner(
        app, access_log=None, keepalive_timeout=15, lingering_time=1, max_line_size=_LONGEST_LINE, shutdown_timeout=2
    )
    await runner.setup()
    door.server = runner.server
    try:
        server = await _listen(door, host, port)
        watching = asyncio.create_task(door.watch())
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            watching.cancel()
            server.close()
    finally:
        await runner.cleanup()


async def _listen(door: Door, host: str, port: int) -> asyncio.Server:
    try:
        return await asyncio.get_running_loop().create_server(door, host, port, backlog=128)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror or str(error)
        raise ListenError(f"{host}:{port}", why) from error
