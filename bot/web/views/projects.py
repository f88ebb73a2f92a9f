"""Projects: the list of them, and one of them over the years."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.archive import Archive
from bot.model import Person, Project
from bot.search.items import Item
from bot.web.catalogue import Catalogue
from bot.web.parameters import Name, PageNumber, PerPage
from bot.web.site import Moved, NotFound, Site
from bot.web.views.alphabet import NAMES_PER_PAGE, Alphabet, Letter, NamesView, by_title
from bot.web.views.parts import Counted, EntryLine, Ref, line, person_name, sponsor_name
from bot.web.views.timeline import Timeline, timeline


@dataclass(frozen=True, slots=True)
class Span:
    """A name with the first and the last period that it stands in; `path` is its page, if it has one."""

    name: str
    path: str | None
    first: str
    last: str
    entries: int


@dataclass(frozen=True, slots=True)
class ProjectView:
    """What the page of a project says; entries are newest first, `titles` what it was called before."""

    title: str
    first: str
    last: str
    timeline: Timeline
    entries: tuple[EntryLine, ...]
    titles: tuple[Span, ...]
    contacts: tuple[Span, ...]
    sponsors: tuple[Counted, ...]
    newest: Ref


def projects(site: Site, letter: Letter = "", page: PageNumber = 1, per_page: PerPage = NAMES_PER_PAGE) -> NamesView:
    """Show all projects: the most reported first, or those of a letter."""
    return site.once(_alphabet).view(letter, page, per_page)


def _alphabet(archive: Archive, catalogue: Catalogue) -> Alphabet:
    def counted(project: Project) -> Counted:
        return Counted(project.titles[0], catalogue.path(project), len(project.entries))

    return Alphabet("Projects", archive.projects, counted, by_title)


def project(site: Site, project: Name) -> ProjectView | NotFound | Moved:
    """Show a project over the years: its entries, what it was called, who answered for it, who paid."""
    found = site.catalogue.project(project)
    if found is None:
        return NotFound(f"There is no project “{project}”. Search for a word of its title.")
    path = site.catalogue.path(found)
    if found.id != project:
        return Moved(path)
    items = site.catalogue.items_of(found)
    first, last = items[-1].report.period, items[0].report.period
    return ProjectView(
        title=found.titles[0],
        first=str(first),
        last=str(last),
        timeline=timeline(site, items),
        entries=tuple(line(site, item) for item in items),
        titles=_titles(items),
        contacts=_contacts(site, items),
        sponsors=_sponsors(site, items),
        newest=Ref(items[0].entry.title, site.catalogue.path(items[0])),
    )


def _titles(items: Sequence[Item]) -> tuple[Span, ...]:
    """Return what a project was called beside its newest title, newest first."""
    under: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        under[item.entry.title].append(item)
    return tuple(_span(title, None, members) for title, members in list(under.items())[1:])


def _contacts(site: Site, items: Sequence[Item]) -> tuple[Span, ...]:
    """Return who answered for a project, those of its newest entries first."""
    named: dict[str, tuple[Person, list[Item]]] = {}
    for item in items:
        for person in site.archive.contacts_of(item):
            named.setdefault(person.id, (person, []))[1].append(item)
    return tuple(_span(person_name(person), site.catalogue.path(person), members) for person, members in named.values())


def _sponsors(site: Site, items: Sequence[Item]) -> tuple[Counted, ...]:
    paid: defaultdict[str, int] = defaultdict(int)
    for item in items:
        for unique in {site.catalogue.sponsor_of(name).id for name in item.entry.sponsors}:
            paid[unique] += 1
    sponsors = ((site.catalogue.sponsors[unique], count) for unique, count in paid.items())
    found = (Counted(sponsor_name(sponsor), site.catalogue.path(sponsor), count) for sponsor, count in sponsors)
    return tuple(sorted(found, key=lambda each: (-each.entries, each.name)))


def _span(name: str, path: str | None, items: Sequence[Item]) -> Span:
    return Span(name, path, str(items[-1].report.period), str(items[0].report.period), len(items))
