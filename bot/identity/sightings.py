"""Which names and addresses were published where."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.identity.names import parts
from bot.model import EntryKey, Report


@dataclass(slots=True)
class Sightings:
    """Names (as published) and addresses (lower case), each with the entries that it stands in, oldest first.

    `names_at` are the names at each address, in the order of their first use; `order` numbers the entries in time.
    """

    names: defaultdict[str, list[EntryKey]] = field(default_factory=lambda: defaultdict(list))
    emails: defaultdict[str, list[EntryKey]] = field(default_factory=lambda: defaultdict(list))
    names_at: defaultdict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    order: dict[EntryKey, int] = field(default_factory=dict)

    def add(self, where: EntryKey, name: str, email: str) -> None:
        """Note one contact of an entry; what it lacks is an empty string."""
        if name:
            self.names[name].append(where)
        if email:
            self.emails[email].append(where)
            self.names_at[email].update({name: None} if name else {})


def sightings(reports: Iterable[Report]) -> Sightings:
    """Return all contacts of all entries in the order of time."""
    seen = Sightings()
    for report in sorted(reports, key=lambda report: (report.period, report.id)):
        for entry in report.entries:
            where = (report.id, entry.title)
            seen.order.setdefault(where, len(seen.order))
            for contact in entry.contacts:
                name = " ".join((contact.name or "").split())
                seen.add(where, name if parts(name) else "", (contact.email or "").strip().lower())
    return seen
