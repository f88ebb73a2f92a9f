"""What each feed has: reports, the entries of a project, person or category, and where help is wanted."""

from calendar import monthrange
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from aiohttp import web

from bot.errors import DatabaseError
from bot.model import Period, Report
from bot.search.items import Item
from bot.store import news
from bot.store.faults import explained
from bot.web.atom import Feed, FeedEntry, write
from bot.web.content import Content
from bot.web.headers import OPEN
from bot.web.publishing import Publisher
from bot.web.site import NotFound, Site
from bot.web.views.entry import html
from bot.web.views.parts import hidden, line, person_name
from bot.web.views.tasks import Wanted

TYPE = "application/atom+xml; charset=utf-8"
_MOST = 50
_HELP_REPORTS = 4
_SITE = "FreeBSD status reports"

CameOut = Callable[[Report], datetime]


@dataclass(frozen=True, slots=True)
class Source:
    """One family of feeds: its path, as that of a page, and the function that says what is in it."""

    path: str
    feed: Callable[..., Feed | NotFound]


def handler(publisher: Publisher, source: Source) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Return what answers requests for a feed."""

    def make(request: web.Request) -> Content:
        found = source.feed(publisher.site, **request.match_info)
        if isinstance(found, NotFound):
            raise web.HTTPNotFound(text=found.why)
        generator = f"quarterdeck {publisher.site.version}"
        return publisher.content(write(found, changed=publisher.site.since, generator=generator), TYPE, dict(OPEN))

    async def answer(request: web.Request) -> web.Response:
        return await publisher.answer(request, request.rel_url.raw_path, lambda: make(request))

    return answer


def reports(site: Site) -> Feed:
    """Return the newest reports."""
    newest = islice(reversed(site.archive.reports), _MOST)
    out = _came_out(site)
    return _feed(site, _SITE, "/reports", "/feeds/reports.atom", (_report(site, report, out) for report in newest))


def project(site: Site, project: str) -> Feed | NotFound:
    """Return the entries of a project."""
    found = site.catalogue.project(project)
    if found is None:
        return NotFound(f"There is no project “{project}”; the list of all projects has every one that is known.")
    return _entries(site, found.titles[0], site.catalogue.path(found), site.catalogue.items_of(found))


def person(site: Site, person: str) -> Feed | NotFound:
    """Return the entries that name a person as a contact."""
    found = site.catalogue.person(person)
    if found is None:
        return NotFound(f"There is nobody called “{person}”; the list of all people has everybody who is known.")
    return _entries(site, person_name(found), site.catalogue.path(found), site.archive.entries_of(found))


def category(site: Site, category: str) -> Feed | NotFound:
    """Return the entries of a category."""
    found = site.catalogue.categories.get(category)
    if found is None:
        return NotFound(f"There is no category “{category}”; the list of all categories has every one that is known.")
    return _entries(site, found.name, site.catalogue.path(found), found.items)


def help_wanted(site: Site) -> Feed:
    """Return what the newest reports want help with."""
    wanted = site.once(Wanted)
    found = [each for report in reversed(site.archive.reports[-_HELP_REPORTS:]) for each in wanted.of(report)]
    out = _came_out(site)
    entries = (_entry(site, item, out, summary=" ".join(tasks), key="help") for item, tasks in found)
    return _feed(site, "Help wanted", "/help-wanted", "/feeds/help-wanted.atom", entries)


FEEDS = (
    Source("/feeds/reports.atom", reports),
    Source("/feeds/help-wanted.atom", help_wanted),
    Source("/feeds/projects/{project}.atom", project),
    Source("/feeds/people/{person}.atom", person),
    Source("/feeds/categories/{category}.atom", category),
)


def _entries(site: Site, name: str, path: str, items: Iterable[Item]) -> Feed:
    out = _came_out(site)
    return _feed(site, f"{name} · {_SITE}", path, f"/feeds{path}.atom", (_entry(site, item, out) for item in items))


def _feed(site: Site, title: str, path: str, address: str, entries: Iterator[FeedEntry]) -> Feed:
    return Feed(path, title, site.absolute(path), site.absolute(address), tuple(islice(entries, _MOST)))


def _report(site: Site, report: Report, out: CameOut) -> FeedEntry:
    counts = Counter(entry.category or "others" for entry in report.entries)
    summary = f"{len(report.entries)} entries: {', '.join(f'{name} ({count})' for name, count in counts.items())}."
    link = site.absolute(site.catalogue.path(report))
    return FeedEntry(report.id, f"FreeBSD status report {report.period}", link, out(report), summary)


def _entry(site: Site, item: Item, out: CameOut, *, summary: str = "", key: str = "entry") -> FeedEntry:
    return FeedEntry(
        key=f"{key} {item.report.id} {item.entry.title}",
        title=f"{item.entry.title} ({item.report.period})",
        link=site.absolute(site.catalogue.path(item)),
        updated=out(item.report),
        summary=summary or line(site, item).summary,
        html=html(site, item),
        authors=[hidden(contact.name or contact.email or "") for contact in item.entry.contacts],
        category=item.entry.category,
    )


def _came_out(site: Site) -> CameOut:
    """Return what tells when a report came out, or where nobody saw that, when its period ended."""
    seen: dict[str, datetime] = {}
    if site.database:
        with suppress(DatabaseError), explained(site.database.path):
            seen = news.came_out(site.database.reader)
    return lambda report: seen.get(report.id) or _end(report.period)


def _end(period: Period) -> datetime:
    year, month = int(period.end[:4]), int(period.end[5:])
    return datetime(year, month, monthrange(year, month)[1], tzinfo=UTC)
