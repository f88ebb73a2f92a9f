"""The table of pages; from it come the addresses, the JSON beside every page, the API's description and tests."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter

from bot.web.parameters import Parameters
from bot.web.site import Moved, NotFound
from bot.web.views.about import about
from bot.web.views.categories import categories, category
from bot.web.views.changes import changes
from bot.web.views.deadlines import deadlines
from bot.web.views.entry import entry
from bot.web.views.home import home
from bot.web.views.people import people, person
from bot.web.views.projects import project, projects
from bot.web.views.report import report
from bot.web.views.reports import reports
from bot.web.views.search import search
from bot.web.views.sponsors import sponsor, sponsors
from bot.web.views.statistics import statistics
from bot.web.views.tasks import help_wanted

_HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Page:
    """One page: its path, the view that says what is on it, and the template that shows it.

    The view is called with the site, the `{holes}` of the path and its query parameters, all by name. It returns a
    frozen dataclass (which is also the page's JSON), NotFound or Moved. `feed` is the path of the feed that belongs
    to the page, with the same holes.
    """

    path: str
    view: Callable[..., Any]
    template: str
    summary: str
    feed: str | None = None

    @cached_property
    def parameters(self) -> Parameters:
        """Return what the view takes."""
        return Parameters(self.view, tuple(_HOLE.findall(self.path)))

    @cached_property
    def data(self) -> TypeAdapter[Any]:
        """Return how the view's dataclass becomes JSON."""
        hint = get_type_hints(self.view)["return"]
        options = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
        (shown,) = (option for option in options if option not in (NotFound, Moved))
        return TypeAdapter(shown)

    def prepare(self) -> None:
        """Work out now what the first request would have to wait for."""
        _ = self.parameters, self.data

    @property
    def json_path(self) -> str:
        """Return the path of the page's data."""
        return "/index.json" if self.path == "/" else f"{self.path}.json"


PAGES = (
    Page("/", home, "home.html", "The newest report, the next deadline and a search", feed="/feeds/reports.atom"),
    Page("/reports", reports, "reports.html", "All reports, by year", feed="/feeds/reports.atom"),
    Page("/reports/{report}", report, "report.html", "A report, by category"),
    Page("/reports/{report}/{entry}", entry, "entry.html", "An entry of a report in full"),
    Page("/projects", projects, "projects.html", "Projects, the most reported first or by letter"),
    Page(
        "/projects/{project}",
        project,
        "project.html",
        "A project over the years",
        feed="/feeds/projects/{project}.atom",
    ),
    Page("/people", people, "people.html", "People and teams, the most reported first or by letter"),
    Page(
        "/people/{person}",
        person,
        "person.html",
        "A person with all they report on",
        feed="/feeds/people/{person}.atom",
    ),
    Page("/sponsors", sponsors, "sponsors.html", "Sponsors, the most reported first or by letter"),
    Page("/sponsors/{sponsor}", sponsor, "sponsor.html", "A sponsor with all it paid for"),
    Page("/categories", categories, "categories.html", "All categories"),
    Page(
        "/categories/{category}",
        category,
        "category.html",
        "A category over all reports",
        feed="/feeds/categories/{category}.atom",
    ),
    Page("/changes/{report}", changes, "changes.html", "What changed between a report and the one before"),
    Page("/help-wanted", help_wanted, "help_wanted.html", "Where help is wanted", feed="/feeds/help-wanted.atom"),
    Page("/search", search, "search.html", "Entries by words, category, period, person and sponsor"),
    Page("/statistics", statistics, "statistics.html", "The archive in numbers"),
    Page("/deadlines", deadlines, "deadlines.html", "When submissions for the coming reports are due"),
    Page("/about", about, "about.html", "What this site is and where its texts come from"),
)
