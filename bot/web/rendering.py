"""Pages from templates: one environment that escapes everything and knows every template from the start."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.web import charts
from bot.web.prose import prose
from bot.web.static import files

_ALL_REPORTS = "/feeds/reports.atom"


@dataclass(frozen=True, slots=True)
class PageContext:
    """What templates know about the page beside what it says.

    `path` is its address without the query, `address` with it; `canonical` is the whole address where the site knows
    its own, `json` the address of the same as data, `feed` that of the feed that belongs to it.
    """

    path: str
    address: str
    canonical: str | None = None
    json: str | None = None
    feed: str | None = None

    def numbered(self, number: int) -> str:
        """Return the address of another page of the same list."""
        query = [pair for pair in parse_qsl(urlsplit(self.address).query) if pair[0] != "page"]
        return f"{self.path}?{urlencode([*query, ('page', number)])}"


def render(template: str, view: Any, page: PageContext) -> str:  # noqa: ANN401 - every page has its own
    """Return a page: templates see what it says as `view`, its `title`, and its context as `page`."""
    return environment().get_template(template).render(view=view, title=view.title, page=page)


@cache
def environment() -> Environment:
    """Return the templates of `bot/web/templates`, all compiled."""
    found = Environment(
        loader=PackageLoader("bot.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {"static": files().path, "charts": charts, "all_reports": _ALL_REPORTS}
    found.filters["prose"] = prose
    found.globals["parts"] = found.get_template("parts.html").module
    for name in found.list_templates():
        found.get_template(name)
    return found
