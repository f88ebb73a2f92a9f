"""A web side in a thread of its own, for clients that are not asynchronous."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot.web.app import make_app
from bot.web.server import listening
from bot.web.site import Site


@contextmanager
def serving(site: Site) -> Iterator[str]:
    """Serve a site while the context lasts; yield its address, without a slash at the end."""
    loop = asyncio.new_event_loop()
    stopped = asyncio.Event()
    started = threading.Event()
    ports: list[int] = []

    async def serve() -> None:
        async with listening(make_app(site), "127.0.0.1", 0) as port:
            ports.append(port)
            started.set()
            await stopped.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert started.wait(20)
        yield f"http://127.0.0.1:{ports[0]}"
    finally:
        loop.call_soon_threadsafe(stopped.set)
        thread.join(20)
        loop.close()
