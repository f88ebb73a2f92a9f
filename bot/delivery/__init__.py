"""Ways out of the bot for announcements, one module each."""

from dataclasses import dataclass
from typing import Protocol

from bot.irc.message import Outcome


@dataclass(frozen=True, slots=True)
class Target:
    """A place to announce to: a channel of a network, or by another `way` what has a name there and no network."""

    network: str
    channel: str
    way: str = "irc"


class WayOut(Protocol):
    """Something that carries text to a target and knows what became of it."""

    repeatable: bool
    """A text that comes twice does no harm, as the other side can tell."""

    def ready(self, target: Target) -> bool:
        """Tell whether it makes sense to try now."""
        ...

    async def turn(self, target: Target) -> None:
        """Wait until a line may leave for the target; the next one that is delivered then leaves at once."""
        ...

    async def deliver(self, target: Target, text: str, *, notice: bool) -> Outcome:
        """Carry one line to the target; Delivered only if the other side has shown that it has it."""
        ...
