"""What happened and what was in the way when: by this it is judged whether a missing answer is the bot's fault."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

EVERYWHERE = ""


@dataclass
class Trouble:
    """Something in the way in a channel, a network (`channel` is empty) or everywhere; `end` is None till it ends."""

    network: str
    channel: str
    start: float
    end: float | None = None

    def touches(self, since: float, network: str, channel: str) -> bool:
        """Tell whether it was in the way in a place at any time since then."""
        here = self.network in {EVERYWHERE, network} and self.channel in {EVERYWHERE, channel}
        return here and (self.end is None or self.end >= since)


class Ledger:
    """The story so far; times are in seconds since it began."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._troubles: list[Trouble] = []
        self.story: list[str] = []
        self.waits: list[tuple[float, str]] = []
        self.excused = 0

    def now(self) -> float:
        """Return the time."""
        return time.monotonic() - self._began

    def tell(self, what: str) -> None:
        """Note a sentence for who reads why it went wrong."""
        self.story.append(f"{self.now():7.1f} s  {what}")

    @contextmanager
    def trouble(self, what: str, network: str = EVERYWHERE, channel: str = EVERYWHERE) -> Iterator[None]:
        """Note that something is in the way as long as the context lasts."""
        self.tell(" ".join(part for part in (network, channel, what) if part))
        trouble = Trouble(network, channel, self.now())
        self._troubles.append(trouble)
        try:
            yield
        finally:
            trouble.end = self.now()

    def answered(self, asked: float, what: str, network: str, channel: str = EVERYWHERE) -> None:
        """Note that what was asked then has been answered now; how long it took counts where nothing was in the way."""
        if not self._troubled(asked, network, channel):
            self.waits.append((self.now() - asked, what))

    def unanswered(self, asked: float, what: str, network: str, channel: str = EVERYWHERE) -> None:
        """Note that there was no answer; AssertionError if nothing was in the way since it was asked."""
        if not self._troubled(asked, network, channel):
            self.tell(f"{network} {channel} NOT ANSWERED: {what}")
            raise AssertionError(f"not answered within the limit: {what} ({network} {channel})")
        self.excused += 1

    def _troubled(self, since: float, network: str, channel: str) -> bool:
        return any(trouble.touches(since, network, channel) for trouble in self._troubles)
