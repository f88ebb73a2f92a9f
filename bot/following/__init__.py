"""What people follow: chosen by name, kept by account, told of in a note when a new report has something on it."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot.archive import Archive
from bot.following import matching, notes
from bot.following.subjects import FollowError, Meaning, meaning
from bot.model import Report
from bot.search.items import Item
from bot.search.spelling import Spelling
from bot.search.words import words
from bot.store import follows
from bot.store.database import Connection, Database
from bot.store.follows import Subject
from bot.store.outbox import PERSON, Place
from config.settings import ChannelSettings

MOST = 50  # things that one account may follow
NOTES = ChannelSettings(expires=timedelta(days=90))
"""How notes are delivered: for so long they wait for whom they are for."""


class Server(Protocol):
    """What is asked of a network."""

    def fold(self, name: str) -> str:
        """Return an account as this server compares them."""
        ...


class Following:
    """Who follows what; nobody but they themselves learns of it. `archive` is asked for at each use.

    `works` tells whether people can be known again on a network.
    """

    def __init__(
        self,
        database: Database,
        servers: Mapping[str, Server],
        archive: Callable[[], Archive],
        works: Callable[[str], bool],
    ) -> None:
        self._database, self._servers, self._archive = database, servers, archive
        self.works = works
        self._entries: dict[tuple[str, Subject], list[Item]] = {}
        self._made_of: Archive | None = None

    async def follow(self, network: str, account: str, name: str, now: datetime) -> tuple[Meaning, list[Item]]:
        """Have an account follow what a name means; return that and the entries on it so far, newest first.

        Raises FollowError if it is not clear what that is, is followed already, or would be one too many.
        """
        archive, account = self._archive(), self._servers[network].fold(account)
        found = meaning(archive, name)
        entries = matching.entries(archive, found.subject)

        def work(connection: Connection) -> None:
            before = follows.of(connection, network, account)
            if any(_same(each, found.subject) for each in before):
                raise FollowError(f"You follow {found.subject.name} already.")
            if len(before) >= MOST:
                raise FollowError(f"You follow {MOST} things, which is as many as I keep; unfollow one of them first.")
            follows.follow(connection, network, account, found.subject, now)

        await self._database.write(work)
        return found, entries

    async def unfollow(self, network: str, account: str, name: str) -> tuple[Subject, ...]:
        """Have an account not follow something any more; return what that was.

        Where a name may be several of those that it follows nothing is changed, and all of them are returned.
        """
        account = self._servers[network].fold(account)
        found = _named(follows.of(self._database.reader, network, account), name)
        if len(found) == 1:
            await self._database.write(partial(follows.unfollow, network=network, account=account, subject=found[0]))
        return found

    def of(self, network: str, account: str) -> tuple[Subject, ...]:
        """Return what an account follows."""
        return follows.of(self._database.reader, network, self._servers[network].fold(account))

    async def places(self, report_id: str) -> list[Place] | None:
        """Return whom to send a note about a report, None if the archive does not have it yet."""
        if (report := self._report(report_id)) is None:
            return None
        found: dict[Place, None] = {}
        for subject, people in follows.everybody(self._database.reader).items():
            if self._in(report, subject):
                found |= {(PERSON, network, account): None for network, account in people}
            await asyncio.sleep(0)  # each is worked out in milliseconds, but there may be thousands
        return list(found)

    def lines(self, report_id: str, network: str, account: str) -> tuple[str, ...]:
        """Return the note about a report for an account, nothing if it has nothing to say (any more)."""
        if (report := self._report(report_id)) is None:
            return ()
        found = {each: self._in(report, each) for each in follows.of(self._database.reader, network, account)}
        return notes.lines(report, found)

    def _report(self, report_id: str) -> Report | None:
        return next((report for report in reversed(self._archive().reports) if report.id == report_id), None)

    def _in(self, report: Report, subject: Subject) -> list[Item]:
        """Return the entries of a report on what is followed, in the order of its page."""
        archive = self._archive()
        if archive is not self._made_of:
            self._entries, self._made_of = {}, archive
        if (known := self._entries.get((report.id, subject))) is None:
            items = matching.entries(archive, subject)
            known = [item for item in reversed(items) if item.report.id == report.id]
            self._entries[report.id, subject] = known
        return known


def _same(one: Subject, other: Subject) -> bool:
    """Tell whether two things are the same to somebody who follows them: one's entries are all the other's."""
    return one.kind == other.kind and (one.key == other.key or words(one.name) == words(other.name))


def _named(followed: tuple[Subject, ...], name: str) -> tuple[Subject, ...]:
    """Return what a name calls: by all of it, by some of its words, or misspelt."""
    asked = words(name)
    kinds = {each.kind for each in followed}
    if asked[:1] and asked[0] in kinds and len(asked) > 1:
        followed, asked = tuple(each for each in followed if each.kind == asked[0]), asked[1:]
    whole = tuple(each for each in followed if words(each.name) == asked)
    if whole or not asked:
        return whole
    known = {word for each in followed for word in words(each.name)}
    spelling = Spelling(known)
    read = [word if word in known else next((near for near, _ in spelling.near(word)), word) for word in asked]
    return tuple(each for each in followed if set(read) <= set(words(each.name)))
