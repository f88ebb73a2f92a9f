"""Everything in an archive by its address: reports, entries, projects, people, sponsors and categories."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote

from bot.archive import Archive
from bot.identity.names import distinct, slug
from bot.model import EntryKey, Person, Project, Report
from bot.search.items import Item
from bot.search.names import telling_words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sponsor:
    """Who paid for entries, newest first; `names` are as published, most used first."""

    id: str
    names: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """The entries of a category over all reports, newest first."""

    id: str
    name: str
    items: tuple[Item, ...]


class Catalogue:
    """Finds by id, and tells the path of anything; made once for each archive.

    An id that moved when the archive grew is still found: `project` and `person` also know them by the slug of any
    of their titles or names, so that a view can send the reader on to the path of what it got.
    """

    def __init__(self, archive: Archive) -> None:
        self.reports = {report.id: report for report in archive.reports}
        self._slugs = {report.id: _slugs(archive.items_of(report)) for report in archive.reports}
        self._slug_of = {item.number: slug for slugs in self._slugs.values() for slug, item in slugs.items()}
        self.projects = {project.id: project for project in archive.projects}
        self._items = {item.key: item for item in archive.items}
        self._project_of = {key: project for project in archive.projects for key in project.entries}
        self.people = {person.id: person for person in archive.people}
        self._projects_by_title = _by_slug(archive.projects, lambda project: project.titles)
        self._people_by_name = _by_slug(archive.people, lambda person: (*person.names, *person.emails))
        self.sponsors = {sponsor.id: sponsor for sponsor in _sponsors(archive.items)}
        self._sponsor_by_name = {name: sponsor for sponsor in self.sponsors.values() for name in sponsor.names}
        self.categories = {category.id: category for category in _categories(archive.items)}

    def entry(self, report: Report, name: str) -> Item | None:
        """Return the entry of a report that has this slug."""
        return self._slugs[report.id].get(name)

    def project(self, name: str) -> Project | None:
        """Return the project of an id, else the first that had an entry of such a title."""
        return self.projects.get(name) or self._projects_by_title.get(name)

    def person(self, name: str) -> Person | None:
        """Return the person of an id, else the first that was ever called so."""
        return self.people.get(name) or self._people_by_name.get(name)

    def project_of(self, item: Item) -> Project | None:
        """Return the project that an entry belongs to; None only while an import has not worked it out."""
        return self._project_of.get(item.key)

    def items_of(self, project: Project) -> list[Item]:
        """Return the entries of a project, newest first."""
        found = (self._items[key] for key in project.entries)
        return sorted(found, key=lambda item: item.number, reverse=True)

    def item(self, key: EntryKey) -> Item | None:
        """Return the entry that stands there."""
        return self._items.get(key)

    def sponsor_called(self, name: str) -> Sponsor | None:
        """Return the sponsor of a name that may leave out legal forms and remarks."""
        return self.sponsors.get("-".join(telling_words(name)))

    def sponsor_of(self, name: str) -> Sponsor:
        """Return the sponsor behind a name as published."""
        return self._sponsor_by_name[name]

    def path(self, thing: Report | Item | Project | Person | Sponsor | Category) -> str:
        """Return the path of the page about something."""
        match thing:
            case Report():
                return f"/reports/{quote(thing.id, safe='')}"
            case Item():
                return f"{self.path(thing.report)}/{quote(self._slug_of[thing.number], safe='')}"
            case Project():
                return f"/projects/{quote(thing.id, safe='')}"
            case Person():
                return f"/people/{quote(thing.id, safe='')}"
            case Sponsor():
                return f"/sponsors/{quote(thing.id, safe='')}"
            case Category():
                return f"/categories/{quote(thing.id, safe='')}"

    def category_path(self, name: str) -> str:
        """Return the path of the page about a category as published."""
        return self.path(self.categories[slug(name)])


def _slugs(items: Sequence[Item]) -> dict[str, Item]:
    return dict(zip(distinct(slug(item.entry.title) for item in items), items, strict=True))


def _by_slug(things: Iterable[T], names: Callable[[T], Iterable[str]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for thing in things:
        for name in names(thing):
            found.setdefault(slug(name), thing)
    return found


def _sponsors(items: Sequence[Item]) -> list[Sponsor]:
    """Return the sponsors by name; spellings that differ in remarks, legal forms and punctuation are one."""
    named: defaultdict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    paid: defaultdict[tuple[str, ...], dict[int, Item]] = defaultdict(dict)
    for item in reversed(items):
        for name in item.entry.sponsors:
            words = telling_words(name)
            named[words][name] = named[words].get(name, 0) + 1
            paid[words][item.number] = item
    ids = distinct("-".join(words) or "unnamed" for words in named)
    return [
        Sponsor(unique, tuple(sorted(names, key=lambda name: -names[name])), tuple(paid[words].values()))
        for unique, (words, names) in zip(ids, named.items(), strict=True)
    ]


def _categories(items: Sequence[Item]) -> list[Category]:
    found: defaultdict[str, list[Item]] = defaultdict(list)
    for item in reversed(items):
        if item.entry.category:
            found[slug(item.entry.category)].append(item)
    return [Category(name, members[0].entry.category or "", tuple(members)) for name, members in found.items()]
