"""Write pictures of the main pages: light, dark and narrow.

    python -m tests.web.screenshots [FOLDER]

They show the archive of real reports where it is beside this checkout, else the sample of invented ones.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.archive import Archive
from bot.importer import import_documents
from bot.sample import FOLDER as SAMPLE
from bot.sources import files
from bot.store import reports
from bot.store.database import Database
from bot.web.site import Site
from tests.golden import ARCHIVE
from tests.web.browser import NARROW, WIDE, Scheme, chromium, window
from tests.web.serving import serving

_KINDS: dict[str, tuple[tuple[int, int], Scheme]] = {
    "light": (WIDE, "light"),
    "dark": (WIDE, "dark"),
    "narrow": (NARROW, "light"),
    "narrow-dark": (NARROW, "dark"),
}
_TALLEST = 3000
"""Pixels; of a longer page the picture shows the beginning."""


def main(folder: Path) -> None:
    """Write the pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with _site() as site, serving(site) as address, chromium() as browser:
        for kind, (size, scheme) in _KINDS.items():
            with window(browser, size, scheme) as page:
                for name, path in addresses(site).items():
                    page.goto(address + path)
                    tall = page.evaluate("document.documentElement.scrollHeight")
                    page.screenshot(path=folder / f"{name}-{kind}.png", full_page=tall <= _TALLEST)
    print(f"{len(list(folder.glob('*.png')))} pictures are in {folder}")  # noqa: T201 - what the command says


@contextmanager
def _site() -> Iterator[Site]:
    source = ARCHIVE / "site" if ARCHIVE.is_dir() else SAMPLE
    with TemporaryDirectory(prefix="quarterdeck-") as place, Database.open(Path(place) / "pictures.db") as database:
        import_documents(database, files.documents(source))
        short = Archive.open(database)
        # The pages are made in another thread, which cannot ask this connection for the texts' markup.
        whole = [found for each in short.reports if (found := reports.load(database.reader, each.id))]
        archive = Archive(whole, short.people, short.projects)
        yield Site(lambda: archive)


def addresses(site: Site) -> dict[str, str]:
    """Return the main pages of a site, each with something typical on it."""
    archive, path = site.archive, site.catalogue.path
    longest = max(archive.newest.entries, key=lambda entry: len(entry.body))
    item = next(item for item in archive.items_of(archive.newest) if item.entry is longest)
    project = max(archive.projects, key=lambda project: len(project.entries))
    person = max(archive.people, key=lambda person: (not person.is_team, len(person.entries)))
    return {
        "home": "/",
        "reports": "/reports",
        "report": path(archive.newest),
        "entry": path(item),
        "projects": "/projects",
        "project": path(project),
        "people": "/people",
        "person": path(person),
        "sponsors": "/sponsors",
        "sponsor": path(next(iter(site.catalogue.sponsors.values()))),
        "categories": "/categories",
        "category": path(next(iter(site.catalogue.categories.values()))),
        "changes": f"/changes/{archive.newest.id}",
        "help-wanted": "/help-wanted",
        "search": "/search?q=driver+since+2010",
        "search-nothing": "/search?q=xyzzyplugh",
        "statistics": "/statistics",
        "deadlines": "/deadlines",
        "about": "/about",
        "not-found": "/not-here",
    }


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
