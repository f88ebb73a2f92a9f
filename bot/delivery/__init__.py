"""Ways out of the bot for announcements, one module each."""

from dataclasses import dataclass
from typing import Protocol

from bot.irc.message import Outcome


@dataclass(frozen=True, slots=True)
class Target:
    """A place to announce to."""

    network: str
    channel: str


class WayOut(Protocol):
    """Something that carries text to a target and knows what became of it."""

    def ready(self, target: Target) -> bool:
        """Tell whether it makes sense to try now."""
        ...

    async def deliver(self, target: Target, text: str, *, notice: bool) -> Outcome:
        """Carry one line to the target; Delivered only if the other side has shown that it has it."""
        ...
