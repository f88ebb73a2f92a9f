"""How long to wait before the next attempt to connect."""

from collections.abc import Callable

STABLE = 300.0  # seconds of connection after which the past is forgotten
_PUNISHED = 5  # failures that one ban or throttling counts for


class Backoff:
    """Full jitter: a random part of a limit that doubles with every failure.

    (Exponential Backoff And Jitter, AWS Architecture Blog 2015.) `random` returns numbers from 0 up to 1.
    """

    def __init__(self, first: float, most: float, random: Callable[[], float]) -> None:
        self.limits(first, most)
        self._random = random
        self._failures = 0

    def limits(self, first: float, most: float) -> None:
        """Go by other limits from now on: the first one, in seconds, and the most that a pause takes."""
        self._first, self._most = first, most

    def failed(self, *, lasted: float, unwelcome: bool = False) -> float:
        """Return the seconds to wait after a connection that lasted so long (0 if it never stood).

        `unwelcome` means that the server keeps the bot out on purpose (K-line, throttling): then longer.
        """
        if lasted >= STABLE:
            self._failures = 0
        limit = min(self._most, self._first * 2.0 ** min(self._failures, 32))
        self._failures += _PUNISHED if unwelcome else 1
        if unwelcome:
            limit = min(self._most, limit * 2.0**_PUNISHED)
            return limit / 2 + self._random() * limit / 2
        return self._random() * limit
