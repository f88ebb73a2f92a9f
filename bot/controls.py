"""What commands may do to the running bot; without one (console, command line) there is none of this."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.channels import Channels
from bot.delivery import Target
from bot.following import Following
from bot.ignores import Ignores
from bot.permissions import Asker, Permissions
from bot.store.audit import Deed
from bot.store.news import Settling
from bot.store.outbox import Item


class Announcing(Protocol):
    """What is asked of the announcer."""

    def preview(self, report_id: str | None, target: Target) -> list[str]:
        """Return the lines that announce a report in a place."""
        ...

    async def announce_now(
        self, report_id: str, targets: Iterable[Target] | None = None, deed: Deed | None = None
    ) -> int:
        """Announce a report now, in these places or in all that want it; return in how many there is a word to say."""
        ...

    async def skip(self, report_id: str, deed: Deed | None = None) -> int:
        """Never announce a report; return in how many places something was still to be said."""
        ...

    def settling(self) -> tuple[Settling, ...]:
        """Return the new reports that are not announced yet, as they may still change."""
        ...

    def status(self, report_id: str | None = None) -> tuple[Item, ...]:
        """Return what became of the announcements of a report, else of those that changed last, newest first."""
        ...


class Operations(Protocol):
    """How the bot is doing, and what its owner may have it do; all raise a QuarterdeckError that says why not."""

    def status(self) -> list[str]:
        """Return a line for each network, then for the sources and for the bot itself."""
        ...

    async def reload(self, asker: Asker) -> str:
        """Read the configuration again; return what has changed."""
        ...

    async def import_(self, asker: Asker, what: str = "") -> list[str]:
        """Look at all sources now, or only at a page or the reports of a period; return what came of it."""
        ...

    async def quit(self, asker: Asker, reason: str) -> None:
        """End the bot as soon as the answer to that is said."""
        ...


@dataclass(frozen=True, slots=True)
class Controls:
    """The parts of the running bot that commands reach; one field a family of commands.

    `audit` returns so many of the last changes, newest first.
    """

    permissions: Permissions
    channels: Channels
    ignores: Ignores
    announcer: Announcing
    following: Following
    audit: Callable[[int], tuple[Deed, ...]]
    operations: Operations
