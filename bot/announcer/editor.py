"""What a message of the outbox says in its place, worked out from the archive and the calendar as they are now."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot import announcement
from bot.announcer import payload
from bot.deadlines import Milestone, holding
from bot.irc import lines
from bot.model import Report
from bot.store import reports
from bot.store.database import Connection
from bot.store.outbox import Item
from config.settings import ChannelSettings, Wishes

_LINE = 400
"""Bytes that fit one message with any prefix: what is longer would be two, of which one alone could get lost."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What to say, line by line; `version` is that of the report in it."""

    lines: tuple[str, ...]
    notice: bool = False
    version: str = ""


class Editor:
    """Works out what messages say on a day; words each thing once for all who want it alike.

    What it has read and worded it keeps, so it is for one look at the outbox.
    """

    def __init__(self, reader: Connection, today: date) -> None:
        self._reader, self._today = reader, today
        self._reports: dict[str, tuple[Report | None, str]] = {}
        self._drafts: dict[tuple[str, str, Wishes], Draft | None] = {}

    def draft(self, item: Item, wishes: Wishes) -> Draft | None:
        """Return what a message says now; None if it is about nothing that still is so."""
        alike = (item.kind, item.subject, wishes)
        if alike not in self._drafts:
            self._drafts[alike] = self._worded(item, wishes)
        return self._drafts[alike]

    def _worded(self, item: Item, wishes: Wishes) -> Draft | None:
        if item.kind == "deadline":
            milestone = holding(self._today)
            known = milestone and milestone.id == item.subject
            return of_deadline(milestone, wishes, self._today) if milestone and known else None
        if item.report not in self._reports:
            report = reports.load(self._reader, item.report)
            self._reports[item.report] = (report, version(report) if report else "")
        report, its_version = self._reports[item.report]
        return of_report(report, wishes, its_version, corrected=item.kind == "correction") if report else None


def of_report(report: Report, wishes: Wishes, its_version: str = "", *, corrected: bool = False) -> Draft:
    """Return what is said about a new report, or about one that has changed since it was announced."""
    if not isinstance(wishes, ChannelSettings):
        return Draft((payload.of_report(report, wishes, corrected=corrected),), version=its_version)
    said = [announcement.correction(report)] if corrected else announcement.lines(report, wishes)
    return Draft(_cut(said), wishes.notice, its_version)


def of_deadline(milestone: Milestone, wishes: Wishes, today: date) -> Draft:
    """Return what is said on a day of the calendar."""
    if not isinstance(wishes, ChannelSettings):
        return Draft((payload.of_deadline(milestone, today),))
    return Draft(_cut([announcement.deadline(milestone, today, wishes.dates)]), wishes.notice)


def of_note(said: Sequence[str]) -> Draft:
    """Return a note to a person."""
    return Draft(_cut(said), notice=True)


def version(report: Report) -> str:
    """Return what is another if anything is that a report's readers see, whichever form it was read from."""
    entries = [(each.title, each.category, each.contacts, each.sponsors, each.body) for each in report.entries]
    content = repr((report.title, report.period, report.url, report.intro, entries))
    return hashlib.blake2b(content.encode(), digest_size=8).hexdigest()


def _cut(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(piece for text in texts for piece in lines.cut(text, _LINE))
