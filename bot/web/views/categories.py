"""Categories: the list of them, and one of them with its entries over all reports."""

from dataclasses import dataclass

from bot.web.parameters import Name, PageNumber, PerPage
from bot.web.site import NotFound, Site
from bot.web.views.parts import PER_PAGE, Counted, EntryLine, Pages, counted_category, line, page_of
from bot.web.views.timeline import Timeline, timeline


@dataclass(frozen=True, slots=True)
class CategoriesView:
    """What the list of categories says, those with most entries first; `without` counts the entries that have none."""

    title: str
    categories: tuple[Counted, ...]
    without: int


@dataclass(frozen=True, slots=True)
class CategoryView:
    """What the page of a category says; entries are newest first."""

    title: str
    path: str
    first: str
    last: str
    timeline: Timeline
    entries: tuple[EntryLine, ...]
    pages: Pages


def categories(site: Site) -> CategoriesView:
    """Show all categories that reports ever had."""
    found = [counted_category(site.catalogue, each) for each in site.catalogue.categories.values()]
    return CategoriesView(
        title="Categories",
        categories=tuple(sorted(found, key=lambda each: (-each.entries, each.name))),
        without=len(site.archive.items) - sum(each.entries for each in found),
    )


def category(site: Site, category: Name, page: PageNumber = 1, per_page: PerPage = PER_PAGE) -> CategoryView | NotFound:
    """Show a category: its entries over all reports."""
    found = site.catalogue.categories.get(category)
    if found is None:
        return NotFound(f"There is no category “{category}”. The list of categories has all that reports ever had.")
    shown, pages = page_of(found.items, page, per_page)
    return CategoryView(
        title=found.name,
        path=site.catalogue.path(found),
        first=str(found.items[-1].report.period),
        last=str(found.items[0].report.period),
        timeline=timeline(site, found.items),
        entries=tuple(line(site, item) for item in shown),
        pages=pages,
    )
