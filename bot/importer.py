"""Documents into the archive: read each once, keep the best form of every report, tell what changed."""

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot import fingerprint, readers, report_json
from bot.errors import NotAReportError, SourceError
from bot.identity.people import people
from bot.identity.projects import projects
from bot.model import Document, Report
from bot.readers.wholeness import unfinished
from bot.sources.pages import Page
from bot.store import best_form, documents, identity, news, pages, reports, search
from bot.store.database import Connection, Database, others_writes
from bot.store.documents import Known
from bot.store.saving import Changes
from bot.summary import Note, Summary

_READERS, _IDENTITY = "bot.readers", "bot.identity"  # what is read and worked out anew when their code is another


def import_documents(
    database: Database, found: Iterable[Document | SourceError], *, named: bool = True, reread: bool = False
) -> Summary:
    """Store the reports that documents hold and return what that changed.

    `named` and `reread` are as for `Import`. Raises DatabaseError if something cannot be stored; what was
    stored before stays.
    """
    run = Import(database, reread=reread)
    for document in found:
        run.take(document, named=named)
    return run.finish()


class Import:
    """One run; hand in documents with `take`, one at a time but in any thread, then call `finish`.

    `reread` has unchanged documents read all the same. `pages` are those that were read before, for their site
    to send only what changed. `settle` is for how long a new report must not change before it is news, and then it
    must look finished, too; None: it is news at once, as somebody hands it in.
    """

    def __init__(
        self,
        database: Database,
        *,
        reread: bool = False,
        settle: timedelta | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._news_settle = settle
        self._clock = clock
        self._known = {} if reread else database.write_now(documents.known)
        self.pages = {} if reread else database.write_now(_pages)
        self._unchanged: list[str] = []
        self._indexes: dict[str, Page] = {}
        self._taken: list[tuple[str, Known]] = []
        self._read: set[str] = set()
        self._stored: dict[str, Report] = {}
        self._others_writes = database.write_now(others_writes)
        self._index_again = False
        self._summary = Summary()

    def take(self, document: Document | SourceError, *, named: bool = True, page: Page | None = None) -> None:
        """Read one document and have it stored, or note why it could not be read.

        `named`: somebody says that this is a report, so it is an error if it is none; otherwise it was only
        come across and is skipped, unless it is called as reports are. `page` is what to remember of a page
        that was fetched. Raises DatabaseError if it cannot be stored.
        """
        if isinstance(document, SourceError):
            self._summary.unreadable.append(Note(document.origin, document.why))
            return
        for part in report_json.split(document):
            try:
                self._take(part, page)
            except NotAReportError as error:
                notes = self._summary.unreadable if named or _says_so(part.origin) else self._summary.skipped
                notes.append(Note(error.origin, error.why))

    def keep(self, url: str) -> None:
        """Note that a site was asked for a page, and that it is as it was when it was last read."""
        self._unchanged.append(url)
        if known := self._known.get(url):
            self._keep(url, known)

    def take_index(self, url: str, page: Page) -> None:
        """Have the page that lists reports remembered, if all of them can be read in this run."""
        self._indexes[url] = page

    def finish(self) -> Summary:
        """End the run: bring people and projects up to date, release the news, and return what the run did."""
        self._summary.news = self._database.write_now(self._conclude)
        self._database.write_now(self._complete)
        return self._summary

    def _take(self, document: Document, page: Page | None) -> None:
        digest = fingerprint.of_document(document, _READERS)
        known = self._known.get(document.origin)
        if known and known.digest == digest:
            self._keep(document.origin, known)
            if page:
                self._database.submit(lambda connection: self._remember_page(connection, document.origin, page))
            return
        report = report_json.read(document) if report_json.claims(document) else readers.read(document)
        kept = page
        if unfinished(report):
            kept = None  # so that it is asked for again, whatever the site thinks of it
            self._index_again = True
        self._summary.problems += [Note(document.origin, problem) for problem in report.problems]
        self._read.add(report.id)
        storing = self._database.submit(
            lambda connection: self._store(connection, document.origin, digest, report, kept), durable=False
        )
        try:
            stored, changes = storing.result()
        except NotAReportError as error:
            self._summary.unreadable.append(Note(error.origin, error.why))
        else:
            self._summary.add(stored.report, changes)
            self._taken.append((document.origin, stored))

    def _keep(self, origin: str, known: Known) -> None:
        self._summary.add(known.report, Changes())
        self._taken.append((origin, known))

    def _store(
        self, connection: Connection, origin: str, digest: str, report: Report, page: Page | None
    ) -> tuple[Known, Changes]:
        """Store the best form of a report and all that belongs to it, in one transaction."""
        comes_out = best_form.is_first(connection, report)
        stored, changes = best_form.keep(connection, origin, report)
        if changes:
            self._stored[stored] = report
        document = Known(digest, stored, report.format)
        now, why = self._clock(), unfinished(report)
        if comes_out:
            news.notice(connection, report, now, origin=origin, settle=self._news_settle, unfinished=why)
        else:
            news.read_again(connection, stored, now, origin=origin, changed=bool(changes), unfinished=why)
        documents.remember(connection, origin, document)
        if page:
            self._remember_page(connection, origin, page)
        return document, changes

    def _remember_page(self, connection: Connection, url: str, page: Page) -> None:
        asked = replace(page, asked=self._clock().isoformat())
        pages.remember(connection, url, asked, fingerprint.of_code(_READERS))

    def _conclude(self, connection: Connection) -> tuple[str, ...]:
        maker = fingerprint.of_code(_IDENTITY)
        if identity.made_by(connection) != maker:
            known = self._stored if others_writes(connection) == self._others_writes else {}
            _complete_archive(connection, list(reports.load_all(connection, known)), maker)
        pages.note_asked(connection, self._unchanged, self._clock().isoformat())
        if not (self._summary.unreadable or self._index_again):
            for url, page in self._indexes.items():
                self._remember_page(connection, url, page)
        return news.release(connection, self._clock(), {origin for origin, _ in self._taken})

    def _complete(self, connection: Connection) -> None:
        """Complete the summary with what is stored now, also of documents that were not read again."""
        stored = {head.id: head for head in reports.heads(connection)}
        self._summary.keep_only(stored)
        counts = reports.entry_counts(connection)
        self._summary.entries = sum(counts.get(report_id, 0) for report_id in self._summary.changes)
        for origin, document in self._taken:
            head = stored.get(document.report)
            if head is None:
                self._summary.skipped.append(Note(origin, "it is a draft, and the report it came out in is stored"))
            elif head.format != document.format:
                self._summary.skipped.append(Note(origin, f"a better form of the report is stored ({head.format})"))
            elif head.id not in self._read:
                self._summary.problems += [Note(origin, problem) for problem in head.problems]


def _complete_archive(connection: Connection, stored: Sequence[Report], maker: str) -> None:
    """Work people and projects out anew, and make all entries findable.

    SQLite takes the texts apart while another thread finds the projects; what it is asked row by row comes before, as
    each row would have to wait for that thread.
    """
    with _without_collections(), ThreadPoolExecutor(max_workers=1, thread_name_prefix="projects") as beside:
        persons = people(stored)
        left = search.unfindable(connection, stored)
        working = beside.submit(projects, stored, persons)
        search.complete(connection, left)
        identity.save(connection, persons, working.result(), maker)


@contextmanager
def _without_collections() -> Iterator[None]:
    """Keep the garbage collector away from where no cycles are made, and looking for them takes a tenth of the time."""
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


def _pages(connection: Connection) -> dict[str, Page]:
    return pages.known(connection, fingerprint.of_code(_READERS))


def _says_so(origin: str) -> bool:
    """Tell whether something is called as reports are; what is in it may still be something else."""
    return bool(re.search(r"report-(19|20)\d\d-\d\d[\w-]*(/?|(\.\w+)?\.(html|xml|txt)|/index\.html)$", origin))
