"""Documents into the archive: read each once, keep the best form of every report, tell what changed."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from bot import readers, report_json
from bot.errors import NotAReportError, SourceError
from bot.identity.people import people
from bot.model import Document, Part, Report
from bot.sources.pages import Page
from bot.store import documents, identity, news, pages, reports, saving
from bot.store.database import Database
from bot.store.documents import Known
from bot.store.saving import Changes
from bot.summary import Note, Summary


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
    """One run: hand in documents with `take`, one at a time but in any thread, then call `finish`.

    `reread` has unchanged documents read all the same. `pages` are what to remember of documents that are
    pages of a site, by their origin; it may grow while the run goes on.
    """

    def __init__(
        self,
        database: Database,
        *,
        pages: Mapping[str, Page] | None = None,
        reread: bool = False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._pages = {} if pages is None else pages
        self._clock = clock
        self._known = {} if reread else database.write_now(documents.known)
        self._forms = database.write_now(reports.forms)
        self._read: set[str] = set()
        self._summary = Summary()

    def take(self, document: Document | SourceError, *, named: bool = True) -> None:
        """Read and store one document, or note why it could not be read.

        `named`: somebody says that this is a report, so it is an error if it is none; otherwise it was only
        come across and is skipped. Raises DatabaseError if it cannot be stored.
        """
        if isinstance(document, SourceError):
            self._summary.unreadable.append(Note(document.origin, document.why))
            return
        for part in report_json.split(document):
            try:
                self._take(part)
            except NotAReportError as error:
                notes = self._summary.unreadable if named or _claimed(part) else self._summary.skipped
                notes.append(Note(error.origin, error.why))

    def finish(self) -> Summary:
        """End the run: bring people and projects up to date, release the news and return what the run did."""
        self._database.write_now(_refresh_identity)
        self._summary.news = self._database.write_now(news.release)
        self._database.write_now(self._recall)
        return self._summary

    def _take(self, document: Document) -> None:
        digest = _digest(document)
        known = self._known.get(document.origin)
        if known and known.digest == digest:
            self._summary.add(known.report, Changes())
            self._note_form(document, known.format, self._forms[known.report])
            return
        report = report_json.read(document) if report_json.claims(document) else readers.read(document)
        self._read.add(report.id)
        self._summary.problems += [Note(document.origin, problem) for problem in report.problems]
        form, changes = self._database.write_now(lambda connection: self._store(connection, document, digest, report))
        self._forms[report.id] = form
        self._summary.add(report.id, changes)
        self._note_form(document, report.format, form)

    def _recall(self, connection: sqlite3.Connection) -> None:
        """Complete the summary with what is stored of the reports, also of those that were not read again."""
        counts = reports.entry_counts(connection)
        self._summary.entries = sum(counts[report] for report in self._summary.changes)
        for head in reports.heads(connection):
            if head.id in self._summary.changes and head.id not in self._read:
                self._summary.problems += [Note(head.url, problem) for problem in head.problems]

    def _note_form(self, document: Document, form: str, stored: str) -> None:
        if form != stored:
            self._summary.skipped.append(Note(document.origin, f"a better form of the report is stored ({stored})"))

    def _store(
        self, connection: sqlite3.Connection, document: Document, digest: str, report: Report
    ) -> tuple[str, Changes]:
        """Store a report unless a better form of it is there; return the form that is stored now and what changed."""
        stored = reports.head(connection, report.id)
        if stored and readers.rank(stored.format) < readers.rank(report.format):
            form, changes = stored.format, Changes()
        else:
            form, changes = report.format, saving.save(connection, report)
        if changes:
            identity.outdate(connection)
            documents.forget(connection, report.id, report.format)
        if changes.new:
            news.notice(connection, report.id, report.period, self._clock())
        documents.remember(connection, document.origin, Known(digest, report.id, report.format))
        if page := self._pages.get(document.origin):
            pages.remember(connection, document.origin, page, made_by("bot.readers"))
        return form, changes


def _refresh_identity(connection: sqlite3.Connection) -> None:
    maker = made_by("bot.identity")
    if identity.made_by(connection) != maker:
        stored = list(reports.load_all(connection))
        identity.save(connection, people(stored), (), maker)


def _claimed(document: Document) -> bool:
    return report_json.claims(document) or any(reader.claims(document) for reader in readers.READERS)


def _digest(document: Document) -> str:
    """Return what changes if anything does that the report read from a document depends on."""
    state = hashlib.blake2b(digest_size=16)
    claimed = f"{made_by('bot.readers')}\0{document.charset}\0{document.label}".encode()
    for piece in (claimed, document.content, *(piece for part in document.parts for piece in _pieces(part))):
        state.update(len(piece).to_bytes(8))
        state.update(piece)
    return state.hexdigest()


def _pieces(part: Part) -> tuple[bytes, bytes]:
    return part.name.encode(errors="surrogateescape"), part.content


@cache
def made_by(package: str) -> str:
    """Return a digest of a package's code: what it made may be made better once the code is another."""
    state = hashlib.blake2b(digest_size=16)
    for file in _files(files(package)):
        state.update(file.read_bytes())
    return state.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _files(item) if item.name != "__pycache__" else ()
        else:
            yield item
