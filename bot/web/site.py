"""What every page is made from: the archive as it is now, the database behind it, the time and the site's address."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from typing import Any, TypeVar, cast

from bot.archive import Archive
from bot.store.database import Database
from bot.web.catalogue import Catalogue

T = TypeVar("T")


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Seen:
    """An archive, since when it is the current one, and what was worked out from it."""

    archive: Archive
    catalogue: Catalogue
    since: datetime
    made: dict[Callable[..., Any], object]


@dataclass(frozen=True, slots=True)
class NotFound:
    """What a view returns if there is no such page; `why` is one sentence that says what to do."""

    why: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What a view returns if its page has another address; `path` is that."""

    path: str


class Site:
    """The archive as views see it; what `archive` returns may be replaced at any time, and is taken in by `renew`.

    `database` has what the archive does not hold; None where there is none. Views only ever read it.
    """

    def __init__(
        self,
        archive: Callable[[], Archive],
        *,
        database: Database | None = None,
        public_url: str | None = None,
        clock: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._archive = archive
        self.database = database
        self.public_url = public_url.rstrip("/") if public_url else None
        self.clock = clock
        self.version = version("quarterdeck")
        self._seen: _Seen | None = None

    @property
    def archive(self) -> Archive:
        """Return the archive that pages are made from now."""
        return self._current().archive

    @property
    def catalogue(self) -> Catalogue:
        """Return everything in the archive by its address."""
        return self._current().catalogue

    @property
    def since(self) -> datetime:
        """Return since when the archive is as it is, as far as this process knows."""
        return self._current().since

    @property
    def today(self) -> date:
        """Return the date (UTC)."""
        return self.clock().date()

    def absolute(self, path: str) -> str:
        """Return the whole address of a path; the path itself if the site does not know its own address."""
        return f"{self.public_url or ''}{path}"

    def once(self, make: Callable[[Archive, Catalogue], T]) -> T:
        """Return what `make` works out from the archive, which is done once as long as it stays the same."""
        now = self._current()
        if make not in now.made:
            now.made[make] = make(now.archive, now.catalogue)
        return cast("T", now.made[make])

    @property
    def outdated(self) -> bool:
        """Tell whether another archive is to be taken in."""
        return self._seen is None or self._seen.archive is not self._archive()

    async def renew(self) -> None:
        """Take in the archive that has replaced the one before; the pages go on meanwhile, and so does IRC."""
        if self.outdated:
            archive = self._archive()
            self._seen = _Seen(archive, await asyncio.to_thread(Catalogue, archive), self.clock(), {})

    def _current(self) -> _Seen:
        if self._seen is None:
            archive = self._archive()
            self._seen = _Seen(archive, Catalogue(archive), self.clock(), {})
        return self._seen
