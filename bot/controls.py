"""What commands may do to the running bot; without one (console, command line) there is none of this."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.channels import Channels
from bot.ignores import Ignores
from bot.store.audit import Deed


@dataclass(frozen=True, slots=True)
class Controls:
    """The parts of the running bot that commands reach; one field a family of commands.

    `audit` returns so many of the last changes, newest first.
    """

    channels: Channels
    ignores: Ignores
    audit: Callable[[int], tuple[Deed, ...]]
