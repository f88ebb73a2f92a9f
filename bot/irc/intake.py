"""Lines that have arrived are handled a few at a time, so that one busy network stops nothing else."""

from collections import deque
from collections.abc import Callable, Iterable

SLICE = 0.01  # seconds of handling after which others get their turn
MANY = 2000  # lines in waiting after which no more are read


class Intake:
    """A queue of lines of one connection; `soon` and `clock` are the event loop's call_soon and time.

    `hold` asks the connection to read no more for now, `go_on` to read again.
    """

    def __init__(
        self,
        handle: Callable[[str], None],
        soon: Callable[[Callable[[], None]], object],
        clock: Callable[[], float],
        hold: Callable[[], None],
        go_on: Callable[[], None],
    ) -> None:
        self._handle, self._soon, self._clock = handle, soon, clock
        self._hold, self._go_on = hold, go_on
        self._lines: deque[str] = deque()
        self._working = self._held = False
        self._then: Callable[[], None] = lambda: None

    def add(self, lines: Iterable[str]) -> None:
        """Take lines in and handle what can be handled at once."""
        self._lines.extend(lines)
        if not self._working:
            self._work()

    def finish(self, then: Callable[[], None]) -> None:
        """Call `then` after the last line has been handled."""
        self._then = then
        self.add(())

    def drop(self) -> None:
        """Handle nothing more."""
        self._lines.clear()

    def _work(self) -> None:
        until = self._clock() + SLICE
        while self._lines and self._clock() < until:
            self._handle(self._lines.popleft())
        self._working = bool(self._lines)
        if self._working:
            self._soon(self._work)
        else:
            self._then()
        self._pace()

    def _pace(self) -> None:
        if len(self._lines) > MANY and not self._held:
            self._held = True
            self._hold()
        elif self._held and not self._lines:
            self._held = False
            self._go_on()
