"""Sponsors: the list of them, and one of them with all it paid for."""

from dataclasses import dataclass
from functools import partial

from bot.archive import Archive
from bot.web.catalogue import Catalogue
from bot.web.parameters import Name, PageNumber, PerPage
from bot.web.site import NotFound, Site
from bot.web.views.alphabet import NAMES_PER_PAGE, Alphabet, Letter, NamesView, by_title
from bot.web.views.parts import PER_PAGE, EntryLine, Pages, counted_sponsor, line, page_of, sponsor_name
from bot.web.views.timeline import Timeline, timeline


@dataclass(frozen=True, slots=True)
class SponsorView:
    """What the page of a sponsor says; entries are newest first, `names` the other ways the name was published."""

    title: str
    path: str
    names: tuple[str, ...]
    first: str
    last: str
    timeline: Timeline
    entries: tuple[EntryLine, ...]
    pages: Pages


def sponsors(site: Site, letter: Letter = "", page: PageNumber = 1, per_page: PerPage = NAMES_PER_PAGE) -> NamesView:
    """Show everybody who paid for reported work: who did most first, or by letter."""
    return site.once(_alphabet).view(letter, page, per_page)


def _alphabet(archive: Archive, catalogue: Catalogue) -> Alphabet:
    del archive
    return Alphabet("Sponsors", catalogue.sponsors.values(), partial(counted_sponsor, catalogue), by_title)


def sponsor(site: Site, sponsor: Name, page: PageNumber = 1, per_page: PerPage = PER_PAGE) -> SponsorView | NotFound:
    """Show a sponsor: all entries that name it."""
    found = site.catalogue.sponsors.get(sponsor)
    if found is None:
        return NotFound(f"There is no sponsor “{sponsor}”. The list of sponsors has all that are named.")
    shown, pages = page_of(found.items, page, per_page)
    return SponsorView(
        title=sponsor_name(found),
        path=site.catalogue.path(found),
        names=tuple(name for name in found.names if name != sponsor_name(found)),
        first=str(found.items[-1].report.period),
        last=str(found.items[0].report.period),
        timeline=timeline(site, found.items),
        entries=tuple(line(site, item) for item in shown),
        pages=pages,
    )
