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
from bot.web.views.home import home
from bot.web.views.report import report

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

    @property
    def json_path(self) -> str:
        """Return the path of the page's data."""
        return "/index.json" if self.path == "/" else f"{self.path}.json"


PAGES = (
    Page("/", home, "home.html", "The newest report, the next deadline and a search", feed="/feeds/reports.atom"),
    Page("/reports/{report}", report, "report.html", "A report, by category"),
)
