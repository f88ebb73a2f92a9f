"""The archive as the search sees it: every entry with its report, numbered from the oldest to the newest."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import Entry, EntryKey, Report


@dataclass(frozen=True, slots=True)
class Item:
    """One entry in its report; a higher number is a newer entry, or one further down the same page."""

    number: int
    report: Report
    entry: Entry

    @property
    def key(self) -> EntryKey:
        """Return where the entry stands, as people and projects refer to it."""
        return self.report.id, self.entry.title

    @property
    def url(self) -> str:
        """Return the address of the entry itself on its report's page."""
        return f"{self.report.url}#{self.entry.anchor}" if self.entry.anchor else self.report.url


def numbered(reports: Iterable[Report]) -> list[Item]:
    """Return all entries of the reports, oldest report first, in the order of their pages."""
    ordered = sorted(reports, key=lambda report: (report.period.end, report.period.start, report.id))
    pairs = [(report, entry) for report in ordered for entry in report.entries]
    return [Item(number, report, entry) for number, (report, entry) in enumerate(pairs)]
