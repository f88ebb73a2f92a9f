"""Ways out of the bot for announcements, one module each."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Sequence
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
    """Something that carries text to targets and knows what became of it."""

    repeatable: bool
    """A text that comes twice does no harm, as the other side can tell."""

    def ready(self, target: Target) -> bool:
        """Tell whether it makes sense to try now."""
        ...

    async def turn(self, target: Target) -> None:
        """Wait until a line may leave for the target; the next one that is delivered then leaves at once."""
        ...

    def another_turn(self, target: Target) -> bool:
        """Take a further turn if it is to be had without waiting; tell whether it is."""
        ...

    def together(self, targets: Sequence[Target], text: str, *, notice: bool) -> Sequence[Target]:
        """Return those of the targets (of one network) that one line reaches, the first of them always."""
        ...

    def deliver(self, targets: Sequence[Target], text: str, *, notice: bool) -> Sequence[Awaitable[Outcome]]:
        """Send one line to the targets at once, and return what will be known of each.

        Delivered only if the other side has shown that it has it.
        """
        ...


class OneByOne(ABC):
    """A way out on which every target gets a line, and a turn, of its own."""

    def another_turn(self, target: Target) -> bool:
        """Take none."""
        del target
        return False

    def together(self, targets: Sequence[Target], text: str, *, notice: bool) -> Sequence[Target]:
        """Return the first."""
        del text, notice
        return targets[:1]

    def deliver(self, targets: Sequence[Target], text: str, *, notice: bool) -> Sequence[Awaitable[Outcome]]:
        """Begin to carry a line to each target."""
        return [asyncio.create_task(self.carry(target, text, notice=notice)) for target in targets]

    @abstractmethod
    async def carry(self, target: Target, text: str, *, notice: bool) -> Outcome:
        """Carry one line to the target; Delivered only if the other side has shown that it has it."""
