"""How much there is in the archive."""

from dataclasses import dataclass

from bot.archive import Archive
from bot.web.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is in the archive; `people` counts teams, too."""

    reports: int
    entries: int
    projects: int
    people: int
    sponsors: int


def totals(archive: Archive, catalogue: Catalogue) -> Totals:
    """Return how much there is in an archive."""
    return Totals(
        reports=len(archive.reports),
        entries=len(archive.items),
        projects=archive.project_count,
        people=len(archive.people),
        sponsors=len(catalogue.sponsors),
    )
