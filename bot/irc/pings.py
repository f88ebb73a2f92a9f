"""PINGs that are under way: a server answers in order, so each PONG says what is done before it."""

from collections import deque


class Pings:
    """The bot's own PINGs without an answer yet, oldest first; pure, times come in as seconds."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[str, float]] = deque()
        self.lag = 0.0

    def sent(self, token: str, now: float) -> None:
        """Note that a PING went out."""
        self._waiting.append((token, now))

    def answered(self, token: str, now: float) -> list[str]:
        """Return the tokens of all PINGs that a PONG settles: those up to its token.

        Servers that send no token back answer the oldest.
        """
        count = next((n for n, (name, _) in enumerate(self._waiting, 1) if name == token), 1)
        settled = [self._waiting.popleft() for _ in range(min(count, len(self._waiting)))]
        if settled:
            self.lag = now - settled[-1][1]
        return [name for name, _ in settled]

    def overdue(self, now: float) -> float:
        """Return for how many seconds the oldest PING has waited."""
        return now - self._waiting[0][1] if self._waiting else 0.0
