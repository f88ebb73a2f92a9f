"""Work that would hold the event loop up is done in a thread, its outcome brought back."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def aside(work: Callable[[], T], then: Callable[[Callable[[], T]], None]) -> None:
    """Do work in a thread, then call `then` in the event loop with what returns or raises the outcome."""

    def done(future: asyncio.Future[T]) -> None:
        future.exception()  # looked at, so that nobody complains where it is wanted no more
        then(future.result)

    asyncio.get_running_loop().run_in_executor(None, work).add_done_callback(done)
