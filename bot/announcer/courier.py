"""Carry a message of the outbox to its target, line by line, with its state noted before and after each."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog

from bot.announcer.convoy import Convoy
from bot.announcer.editor import Draft
from bot.announcer.ledger import Ledger
from bot.delivery import Target, WayOut
from bot.errors import DatabaseError, QuarterdeckError
from bot.irc.message import Delivered, Outcome, Refused, Unknown
from bot.store import outbox
from bot.store.database import Connection, Database
from bot.store.outbox import Item

log = structlog.get_logger(__name__)

_DOUBTS = 2
"""What nobody knows to have got through is said once more, and after that no more."""


class Courier:
    """Carries messages; `tell_owner(network, sentence)` hears of those that are given up."""

    def __init__(
        self,
        database: Database,
        ways: Mapping[str, WayOut],
        *,
        now: Callable[[], datetime],
        patience: float,
        tell_owner: Callable[[str, str], None],
    ) -> None:
        self._ledger = Ledger(database)
        self._convoys: dict[tuple[str, str], Convoy] = {}
        self._ways = ways
        self._now = now
        self._patience = patience
        self._tell_owner = tell_owner
        self._ending = False

    def end(self) -> None:
        """Begin no further line."""
        self._ending = True

    def ready(self, target: Target) -> bool:
        """Tell whether it makes sense to carry something there now."""
        return not self._ending and self._ways[target.way].ready(target)

    async def carry(self, item: Item, target: Target, draft: Draft | None) -> bool:
        """Say what is still to be said of a message; `draft` is how it reads now, None if it is no longer true.

        Returns whether it has been said.

        Nothing of it seen yet: it is said as it reads now. Else what was begun is ended as it was begun.
        """
        doubts, where = item.doubts, self._log(item)
        if item.state == "sent":
            doubts = await self._failed(item, doubts, Unknown("the bot ended while it was on its way, or failed"))
        if doubts >= _DOUBTS:
            return False
        if draft is None:
            await self.give_up(item, "it is no longer true")
            return False
        draft = await self._settled(item, draft, begun=bool(item.said or doubts))
        if doubts:
            where.warning("it is unknown whether this line was seen; it is said once more", line=item.said + 1)
        if item.said >= len(draft.lines):
            await self._note(partial(outbox.said, lines=item.said, last=True), item)
        for number, line in enumerate(draft.lines[item.said :], start=item.said + 1):
            outcome = await self._say(item, target, line, notice=draft.notice)
            if not isinstance(outcome, Delivered):
                if outcome:
                    await self._failed(item, doubts, outcome)
                return False
            doubts = 0
            await self._note(partial(outbox.said, lines=number, last=number == len(draft.lines)), item)
        where.info("announced", lines=len(draft.lines))
        return True

    async def _settled(self, item: Item, draft: Draft, *, begun: bool) -> Draft:
        """Return what is said exactly, which from now on is noted."""
        if item.lines is not None and begun:
            return replace(draft, lines=item.lines, notice=item.notice)
        work = partial(outbox.settle, lines=draft.lines, notice=draft.notice, version=draft.version)
        await self._ledger.write(lambda connection: work(connection, item.id, self._now()))
        return draft

    async def give_up(self, item: Item, why: str, *, tell: bool = True) -> None:
        """Note that a message is not to be said, and tell the owner."""
        await self._note(partial(outbox.give_up, reason=why), item)
        self._log(item).warning("announcement given up", why=why)
        if tell and not item.private:
            where = f"{item.target} on {item.network}" if item.network else f"the {item.way} {item.target}"
            self._tell_owner(item.network, f"Given up for {where}: {item.kind} {item.subject}. {why}")

    async def _say(self, item: Item, target: Target, line: str, *, notice: bool) -> Outcome | None:
        """Say one line; None if it cannot be said now, or must not be any more."""
        try:
            return await self._convoy(target).say(item.id, target, line, notice=notice)
        except DatabaseError:
            raise
        except QuarterdeckError as error:
            return Refused(str(error))

    def _convoy(self, target: Target) -> Convoy:
        key = (target.way, target.network)
        if key not in self._convoys:
            self._convoys[key] = Convoy(self._ways[target.way], self.ready, self._sending)
        return self._convoys[key]

    async def _sending(self, item_ids: Sequence[int]) -> list[bool]:
        return await self._ledger.write(
            lambda connection: [outbox.sending(connection, item_id, self._now()) for item_id in item_ids]
        )

    async def _failed(self, item: Item, doubts: int, outcome: Refused | Unknown) -> int:
        """Note that a line did not get through, or may not have; return how often it may have been seen."""
        if isinstance(outcome, Unknown) and not self._ways[item.way].repeatable:
            doubts += 1
        self._log(item).warning("announcement not confirmed", reason=outcome.reason, times_maybe_seen=doubts)
        if doubts >= _DOUBTS:
            await self.give_up(item, f"maybe seen, twice: {outcome.reason}")
        else:
            await self._note(partial(outbox.failed, reason=outcome.reason, doubts=doubts), item)
        return doubts

    async def _note(self, change: Callable[[Connection, int, datetime], None], item: Item) -> None:
        """Note what happened, however long the database takes: what is forgotten would be said again."""
        while True:
            try:
                await self._ledger.write(lambda connection: change(connection, item.id, self._now()))
            except DatabaseError as error:
                self._log(item).warning("what became of an announcement waits for the database", why=str(error))
                await asyncio.sleep(self._patience)
            else:
                return

    def _log(self, item: Item) -> structlog.stdlib.BoundLogger:
        bound: structlog.stdlib.BoundLogger = log.bind(
            kind=item.kind, subject=item.subject, network=item.network, target=item.whom
        )
        return bound
