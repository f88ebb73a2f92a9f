"""The text of an entry, which its page has as HTML from the database."""

from dataclasses import replace
from pathlib import Path

from bot.archive import Archive
from bot.store import saving
from bot.store.database import Database
from bot.web.site import Site
from bot.web.views.entry import html
from tests.store.samples import ROPES, report


def test_the_text_keeps_its_elements_as_long_as_the_database_says_them(tmp_path: Path) -> None:
    marked = replace(ROPES, markup="<ul><li>Ropes are <em>spliced</em> twice as fast.</li></ul>")
    with Database.open(tmp_path / "quarterdeck.db") as database:
        database.write_now(lambda connection: saving.save(connection, report("2031-01", "2031-03", marked)))
        archive = Archive.open(database)
        site = Site(lambda: archive, database=database)
        assert html(site, archive.items[0]) == marked.markup
    assert html(site, archive.items[0]) == f"<p>{ROPES.body}</p>"
    assert html(Site(lambda: archive), archive.items[0]) == f"<p>{ROPES.body}</p>"
