"""The parts that many views share: a name with its path, an entry in a list, lists cut into pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.answers.sentences import what_happened
from bot.archive import Archive
from bot.model import Person, Report
from bot.search.items import Item
from bot.search.names import without_remark
from bot.web.catalogue import Catalogue, Category, Sponsor
from bot.web.site import Site

T = TypeVar("T")

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Ref:
    """A name and the path of the page about it."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A name, the path of the page about it, and in how many entries it stands."""

    name: str
    path: str
    entries: int


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry in a list; `summary` is the sentence that best says what happened, empty where none does."""

    title: str
    path: str
    report: Ref
    category: Ref | None
    summary: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Which part of a long list is shown: page `number` of `count`, of `total` things in all."""

    number: int
    count: int
    total: int


class Lines:
    """The entries as lists show them, each worked out once, which takes long, when it is first shown."""

    def __init__(self, archive: Archive, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._reports = {report.id: report_ref(catalogue, report) for report in archive.reports}
        names = {item.entry.category for item in archive.items}
        self._categories = {name: category_ref(catalogue, name) for name in names}
        self._known: dict[int, EntryLine] = {}

    def of(self, item: Item) -> EntryLine:
        """Return an entry with the sentence that best says what happened."""
        if item.number not in self._known:
            self._known[item.number] = EntryLine(
                title=item.entry.title,
                path=self._catalogue.path(item),
                report=self._reports[item.report.id],
                category=self._categories[item.entry.category],
                summary=shortened(what_happened(item.entry)),
            )
        return self._known[item.number]


def shortened(text: str, most: int = 320) -> str:
    """Return a text of at most so many characters, cut between words."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]}…"


def report_ref(catalogue: Catalogue, report: Report) -> Ref:
    """Return a report by its period."""
    return Ref(str(report.period), catalogue.path(report))


def category_ref(catalogue: Catalogue, name: str | None) -> Ref | None:
    """Return a category as published, None for that of an entry without one."""
    return Ref(name, catalogue.category_path(name)) if name else None


def sponsor_name(sponsor: Sponsor) -> str:
    """Return what to call a sponsor: the name that is published most, without remarks."""
    return without_remark(sponsor.names[0]).strip() or sponsor.names[0]


def person_name(person: Person) -> str:
    """Return what to call a person in a list: never an address, of one without a name only what is before the @."""
    name = person.names[0] if person.names else person.emails[0]
    return hidden(name)


def hidden(name: str) -> str:
    """Return a name that may be an address without its domain, so that lists give no addresses away."""
    return name.partition("@")[0].strip(" <") or name


def line(site: Site, item: Item) -> EntryLine:
    """Return an entry for a list."""
    return site.once(Lines).of(item)


def counted_category(catalogue: Catalogue, category: Category) -> Counted:
    """Return a category with the number of its entries."""
    return Counted(category.name, catalogue.path(category), len(category.items))


def counted_sponsor(catalogue: Catalogue, sponsor: Sponsor) -> Counted:
    """Return a sponsor with the number of the entries it paid for."""
    return Counted(sponsor_name(sponsor), catalogue.path(sponsor), len(sponsor.items))


def counted_person(catalogue: Catalogue, person: Person) -> Counted:
    """Return a person with the number of the entries that name them."""
    return Counted(person_name(person), catalogue.path(person), len(person.entries))


def page_of(things: Sequence[T], number: int, per_page: int) -> tuple[Sequence[T], Pages]:
    """Return one page of a list, counted from 1; one that lies behind the last is the last."""
    count = max(1, -(-len(things) // per_page))
    number = min(max(1, number), count)
    return things[(number - 1) * per_page : number * per_page], Pages(number, count, len(things))
