"""An entry: its text, whom to ask, who paid, what is left to do, and the project's other entries."""

from contextlib import suppress
from dataclasses import dataclass

from markupsafe import escape

from bot.errors import DatabaseError
from bot.model import Contact
from bot.search.items import Item
from bot.store import reports
from bot.store.faults import explained
from bot.web.parameters import Name
from bot.web.sanitised import sanitised
from bot.web.site import NotFound, Site
from bot.web.views.links import href, mailto
from bot.web.views.parts import Ref, category_ref, report_ref
from bot.web.views.report import Source, no_report, source


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Who answers for an entry, as published; `path` is their page, `mailto` the link to write to them."""

    name: str | None
    email: str | None
    path: str | None
    mailto: str | None


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link as published; `href` is None where no link may lead there."""

    label: str | None
    url: str
    href: str | None


@dataclass(frozen=True, slots=True)
class EntryView:
    """What the page of an entry says; `html` is its text, clean, `others` the entries of the same project."""

    title: str
    report: Ref
    category: Ref | None
    source: Source
    html: str
    contacts: tuple[ContactLine, ...]
    sponsors: tuple[Ref, ...]
    tasks: tuple[str, ...]
    links: tuple[LinkLine, ...]
    project: Ref | None
    others: tuple[Ref, ...]
    previous: Ref | None
    next: Ref | None


def entry(site: Site, report: Name, entry: Name) -> EntryView | NotFound:
    """Show an entry of a report in full."""
    found = site.catalogue.reports.get(report)
    if found is None:
        return no_report(report)
    item = site.catalogue.entry(found, entry)
    if item is None:
        return NotFound(f"The report of {found.period} has no entry “{entry}”; its page lists all that it has.")
    project = site.catalogue.project_of(item)
    before, after = _neighbours(site, item)
    return EntryView(
        title=item.entry.title,
        report=report_ref(site.catalogue, found),
        category=category_ref(site.catalogue, item.entry.category),
        source=source(found, item.url),
        html=html(site, item),
        contacts=tuple(_contact(site, item, each) for each in item.entry.contacts),
        sponsors=tuple(Ref(name, site.catalogue.path(site.catalogue.sponsor_of(name))) for name in item.entry.sponsors),
        tasks=item.entry.tasks,
        links=tuple(LinkLine(each.label, each.url, href(each.url, found.url)) for each in item.entry.links),
        project=Ref(project.titles[0], site.catalogue.path(project)) if project else None,
        others=tuple(_by_period(site, each) for each in site.archive.same_project(item) if each is not item),
        previous=_by_title(site, before),
        next=_by_title(site, after),
    )


def html(site: Site, item: Item) -> str:
    """Return an entry's text as clean HTML, in which headings are all `h4`; empty without text."""
    entry = item.entry
    markup = entry.markup or _stored_markup(site, item) or (f"<p>{escape(entry.body)}</p>" if entry.body else "")
    return str(sanitised(markup, item.report.url))


def _stored_markup(site: Site, item: Item) -> str:
    """Return the markup of an entry, which archives do not hold; "" if the database does not say."""
    if site.database is None:
        return ""
    with suppress(DatabaseError), explained(site.database.path):
        return reports.markup(site.database.reader, item.report.id, item.entry.title)
    return ""


def _contact(site: Site, item: Item, contact: Contact) -> ContactLine:
    path = next(
        (
            site.catalogue.path(person)
            for person in site.archive.contacts_of(item)
            if (contact.email or "").lower() in person.emails or contact.name in person.names
        ),
        None,
    )
    return ContactLine(contact.name, contact.email, path, mailto(contact.email) if contact.email else None)


def _neighbours(site: Site, item: Item) -> tuple[Item | None, Item | None]:
    items = site.archive.items_of(item.report)
    place = items.index(item)
    return items[place - 1] if place else None, items[place + 1] if place + 1 < len(items) else None


def _by_period(site: Site, item: Item) -> Ref:
    return Ref(f"{item.report.period}: {item.entry.title}", site.catalogue.path(item))


def _by_title(site: Site, item: Item | None) -> Ref | None:
    return Ref(item.entry.title, site.catalogue.path(item)) if item else None
