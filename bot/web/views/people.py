"""People: the list of them, and one of them with all they report on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bot.archive import Archive
from bot.search.items import Item
from bot.web.catalogue import Catalogue
from bot.web.parameters import Name, PageNumber, PerPage
from bot.web.site import Moved, NotFound, Site
from bot.web.views.alphabet import NAMES_PER_PAGE, Alphabet, Letter, NamesView, by_family_name
from bot.web.views.links import mailto
from bot.web.views.parts import Counted, EntryLine, counted_person, line, person_name
from bot.web.views.timeline import Timeline, timeline


@dataclass(frozen=True, slots=True)
class Address:
    """A published address; `mailto` is the link to write to it."""

    email: str
    mailto: str | None


@dataclass(frozen=True, slots=True)
class PersonView:
    """What the page of a person says; entries are newest first, `names` the other ways the name was published."""

    title: str
    is_team: bool
    names: tuple[str, ...]
    addresses: tuple[Address, ...]
    first: str
    last: str
    timeline: Timeline
    projects: tuple[Counted, ...]
    entries: tuple[EntryLine, ...]


def people(site: Site, letter: Letter = "", page: PageNumber = 1, per_page: PerPage = NAMES_PER_PAGE) -> NamesView:
    """Show everybody who answers for an entry: who does most first, or by the letter of the family name."""
    return site.once(_alphabet).view(letter, page, per_page)


def _alphabet(archive: Archive, catalogue: Catalogue) -> Alphabet:
    return Alphabet("People and teams", archive.people, partial(counted_person, catalogue), by_family_name)


def person(site: Site, person: Name) -> PersonView | NotFound | Moved:
    """Show a person: addresses as published, projects, entries."""
    found = site.catalogue.person(person)
    if found is None:
        return NotFound(f"There is nobody called “{person}” here. Search for a part of the name.")
    if found.id != person:
        return Moved(site.catalogue.path(found))
    items = site.archive.entries_of(found)
    return PersonView(
        title=person_name(found),
        is_team=found.is_team,
        names=found.names[1:],
        addresses=tuple(Address(email, mailto(email)) for email in found.emails),
        first=str(items[-1].report.period),
        last=str(items[0].report.period),
        timeline=timeline(site, items),
        projects=_projects(site, items),
        entries=tuple(line(site, item) for item in items),
    )


def _projects(site: Site, items: Sequence[Item]) -> tuple[Counted, ...]:
    """Return what a person reports on, most often first."""
    projects = [project for item in items if (project := site.catalogue.project_of(item))]
    counts = Counter(project.id for project in projects)
    named = {project.id: project for project in projects}
    return tuple(
        Counted(named[unique].titles[0], site.catalogue.path(named[unique]), count)
        for unique, count in counts.most_common()
    )
