"""Work in a thread brings its outcome back and leaves no complaint behind."""

import asyncio
import gc
import threading
from typing import Any

import pytest

from bot.irc.aside import aside


async def test_the_outcome_comes_back_to_the_event_loop() -> None:
    outcome: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    aside(threading.get_ident, lambda get: outcome.set_result(get()))
    assert await outcome != threading.get_ident()


async def test_an_error_is_the_business_of_who_asks_for_the_outcome() -> None:
    complaints: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    done = asyncio.Event()

    def fail() -> int:
        raise ValueError("no such thing")

    def look(get: object) -> None:
        assert callable(get)
        with pytest.raises(ValueError, match="no such thing"):
            get()
        done.set()

    aside(fail, look)
    await done.wait()
    done.clear()
    aside(fail, lambda _: done.set())
    await done.wait()
    await asyncio.sleep(0)
    gc.collect()
    assert complaints == []
