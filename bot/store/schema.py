"""The tables of the archive, as migrations from the oldest version to the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import search, stems
from bot.store.migrations import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x5144434B  # "QDCK"; tells our files from those of other programs
MIGRATIONS = Migrations("quarterdeck")


@MIGRATIONS(name="0001_archive")
def _archive(db: Database) -> None:
    """Create reports, their entries and what an entry names, full text search and the memory of what was read."""
    db.executescript(
        """
        CREATE TABLE reports (
            id TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            period_start TEXT NOT NULL,
            period_end TEXT NOT NULL,
            url TEXT NOT NULL,
            intro TEXT NOT NULL,
            format TEXT NOT NULL,
            problems TEXT NOT NULL  -- JSON, a list of sentences
        ) STRICT;
        CREATE INDEX reports_by_period ON reports (period_end, period_start);

        -- AUTOINCREMENT: the id of an entry that is gone never comes back as another entry
        CREATE TABLE entries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            report TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
            position INTEGER NOT NULL,
            title TEXT NOT NULL,
            category TEXT,
            body TEXT NOT NULL,
            anchor TEXT
        ) STRICT;
        CREATE INDEX entries_by_report ON entries (report, position);

        CREATE TABLE contacts (
            entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT,
            email TEXT,
            PRIMARY KEY (entry, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE links (
            entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
            position INTEGER NOT NULL,
            label TEXT,
            url TEXT NOT NULL,
            PRIMARY KEY (entry, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE sponsors (
            entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (entry, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE tasks (
            entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
            position INTEGER NOT NULL,
            task TEXT NOT NULL,
            PRIMARY KEY (entry, position)
        ) STRICT, WITHOUT ROWID;

        CREATE VIRTUAL TABLE entry_search USING fts5 (
            title, body, names, tokenize = 'porter unicode61 remove_diacritics 2'
        );

        CREATE TABLE documents (
            origin TEXT PRIMARY KEY,
            digest TEXT NOT NULL,
            report TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
            format TEXT NOT NULL
        ) STRICT;
        """
    )


@MIGRATIONS(name="0002_pages")
def _pages(db: Database) -> None:
    """Create the memory of the pages of a site: what to send so that an unchanged page is not sent again."""
    db.executescript(
        """
        CREATE TABLE pages (
            url TEXT PRIMARY KEY,
            etag TEXT,
            modified TEXT,
            label TEXT,
            readers TEXT NOT NULL  -- which readers read it; others may read it better, so they get it anew
        ) STRICT;
        """
    )


@MIGRATIONS(name="0003_news")
def _news(db: Database) -> None:
    """Create what is new and what was announced where."""
    db.executescript(
        """
        -- the newest period when an import last ran to its end; no row: none ever did
        CREATE TABLE baseline (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            period_start TEXT NOT NULL,
            period_end TEXT NOT NULL
        ) STRICT;
        CREATE TABLE news (
            report TEXT PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
            created TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('noticed', 'pending', 'fanned out', 'withdrawn'))
        ) STRICT;
        CREATE TABLE announcements (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            report TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
            network TEXT NOT NULL,
            channel TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'confirmed', 'given up')),
            attempts INTEGER NOT NULL DEFAULT 0,
            said INTEGER NOT NULL DEFAULT 0,  -- lines of it that are known to have got through
            created TEXT NOT NULL,
            changed TEXT NOT NULL,
            reason TEXT,
            UNIQUE (report, network, channel)
        ) STRICT;
        CREATE INDEX announcements_open ON announcements (state) WHERE state IN ('pending', 'sent');
        """
    )


@MIGRATIONS(name="0004_identity")
def _identity(db: Database) -> None:
    """Create people and projects, which are worked out from the entries."""
    db.executescript(
        """
        -- what the people and projects were worked out by; empty: entries changed since
        CREATE TABLE identity (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            made_by TEXT NOT NULL,
            revision INTEGER NOT NULL  -- counts how often they were
        ) STRICT;
        INSERT INTO identity VALUES (1, '', 0);

        CREATE TABLE people (
            id TEXT PRIMARY KEY,
            position INTEGER NOT NULL,
            is_team INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE person_names (
            person TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (person, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE person_emails (
            person TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
            position INTEGER NOT NULL,
            email TEXT NOT NULL,
            PRIMARY KEY (person, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE person_entries (
            person TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
            position INTEGER NOT NULL,
            entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
            PRIMARY KEY (person, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX person_entries_by_entry ON person_entries (entry);

        CREATE TABLE projects (
            id TEXT PRIMARY KEY,
            position INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE project_titles (
            project TEXT NOT NULL REFERENCES projects ON DELETE CASCADE,
            position INTEGER NOT NULL,
            title TEXT NOT NULL,
            PRIMARY KEY (project, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE project_entries (
            project TEXT NOT NULL REFERENCES projects ON DELETE CASCADE,
            position INTEGER NOT NULL,
            entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
            PRIMARY KEY (project, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX project_entries_by_entry ON project_entries (entry);
        """
    )


@MIGRATIONS(name="0005_text_index")
def _text_index(db: Database) -> None:
    """Create a place for the index of the entries' texts, so that a start need not make it anew."""
    db.executescript(
        """
        CREATE TABLE text_index (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            made_of TEXT NOT NULL,  -- which entries and which code
            content BLOB NOT NULL
        ) STRICT;
        """
    )


@MIGRATIONS(name="0006_pages_asked")
def _pages_asked(db: Database) -> None:
    """Remember when a page was last asked for, so that each has its turn."""
    db.executescript("ALTER TABLE pages ADD COLUMN asked TEXT NOT NULL DEFAULT '';")


@MIGRATIONS(name="0007_administration")
def _administration(db: Database) -> None:
    """Create what is changed from IRC: settings and presence of channels, whom to ignore, and who changed what."""
    db.executescript(
        """
        CREATE TABLE channel_settings (
            network TEXT NOT NULL,
            channel TEXT NOT NULL,
            key TEXT NOT NULL,
            value TEXT NOT NULL,  -- JSON
            set_by TEXT NOT NULL,
            set_at TEXT NOT NULL,
            PRIMARY KEY (network, channel, key)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE channel_presence (
            network TEXT NOT NULL,
            channel TEXT NOT NULL,
            wanted INTEGER NOT NULL,  -- 1: joined by command or invitation, 0: parted, whatever the configuration says
            join_key TEXT NOT NULL,
            set_by TEXT NOT NULL,
            set_at TEXT NOT NULL,
            PRIMARY KEY (network, channel)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE ignores (
            network TEXT NOT NULL,
            mask TEXT NOT NULL,
            reason TEXT NOT NULL,
            until TEXT NOT NULL,  -- empty: for good
            set_by TEXT NOT NULL,
            set_at TEXT NOT NULL,
            PRIMARY KEY (network, mask)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            who TEXT NOT NULL,  -- account:NAME, certfp:DIGITS or nick!user@host
            nick TEXT NOT NULL,
            network TEXT NOT NULL,
            channel TEXT NOT NULL,  -- empty: of no channel
            command TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL
        ) STRICT;
        """
    )


@MIGRATIONS(name="0008_words")
def _words(db: Database) -> None:
    """Have one index of the entries' texts, made by SQLite; the next import fills it."""
    db.executescript("DROP TABLE text_index; DROP TABLE entry_search; UPDATE identity SET made_by = '';")
    db.executescript(search.TABLES)


@MIGRATIONS(name="0009_outbox")
def _outbox(db: Database) -> None:
    """Keep whatever is to be said, by any way out, where the announcements of reports in channels were."""
    db.executescript(
        """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('report', 'correction', 'deadline', 'follow')),
            subject TEXT NOT NULL,
            way TEXT NOT NULL CHECK (way IN ('irc', 'webhook', 'person')),
            network TEXT NOT NULL,  -- empty for a webhook
            target TEXT NOT NULL,  -- a channel, a webhook's name, a person's account
            state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'confirmed', 'given up')),
            ordered INTEGER NOT NULL DEFAULT 0,
            attempts INTEGER NOT NULL DEFAULT 0,
            doubts INTEGER NOT NULL DEFAULT 0,  -- how often nobody knows whether the next line got through
            said INTEGER NOT NULL DEFAULT 0,  -- lines of it that are known to have got through
            lines TEXT,  -- JSON, settled when the first is said
            notice INTEGER NOT NULL DEFAULT 0,
            version TEXT NOT NULL DEFAULT '',  -- of the report as it was said
            created TEXT NOT NULL,
            changed TEXT NOT NULL,
            reason TEXT,
            UNIQUE (kind, subject, way, network, target)
        ) STRICT;
        CREATE INDEX outbox_open ON outbox (state) WHERE state IN ('pending', 'sent');
        CREATE INDEX outbox_by_subject ON outbox (subject);
        INSERT INTO outbox (id, kind, subject, way, network, target, state, attempts, said, created, changed, reason)
            SELECT id, 'report', report, 'irc', network, channel, state, attempts, said, created, changed, reason
            FROM announcements;
        DROP TABLE announcements;

        -- the day up to which the calendar of deadlines was looked at; no row: never
        CREATE TABLE calendar (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            looked TEXT NOT NULL
        ) STRICT;
        """
    )


@MIGRATIONS(name="0010_markup")
def _markup(db: Database) -> None:
    """Keep the texts of entries also as HTML; those that are stored get it when their document is read again."""
    db.executescript("ALTER TABLE entries ADD COLUMN markup TEXT NOT NULL DEFAULT '';")


@MIGRATIONS(name="0011_settling")
def _settling(db: Database) -> None:
    """Have news settle: where it was read, for how many seconds it settles and until when, and what it lacks."""
    db.executescript(
        """
        CREATE TABLE settled_news (
            report TEXT PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
            created TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('noticed', 'settling', 'pending', 'fanned out', 'withdrawn')),
            origin TEXT NOT NULL,
            settle REAL NOT NULL,
            ready TEXT NOT NULL,
            unfinished TEXT NOT NULL  -- why it looks as if more were to come
        ) STRICT;
        INSERT INTO settled_news SELECT report, created, state, '', 0, created, '' FROM news;
        DROP TABLE news;
        ALTER TABLE settled_news RENAME TO news;
        """
    )


@MIGRATIONS(name="0012_vocabulary")
def _vocabulary(db: Database) -> None:
    """Keep gathered which entries say a word."""
    db.executescript(
        """
        -- entry_words with a row for each word: that is read in a fifth of the time; without rows it is to be made
        CREATE TABLE vocabulary (word TEXT PRIMARY KEY, entries TEXT NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO vocabulary SELECT term, group_concat(doc) FROM entry_words GROUP BY term;
        """
    )


@MIGRATIONS(name="0013_follows")
def _follows(db: Database) -> None:
    """Create who follows what, known by network and account."""
    db.executescript(
        """
        CREATE TABLE follows (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            network TEXT NOT NULL,
            account TEXT NOT NULL,  -- as the network compares accounts
            kind TEXT NOT NULL CHECK (kind IN ('project', 'person', 'category', 'sponsor')),
            key TEXT NOT NULL,  -- by which it is known again
            name TEXT NOT NULL,
            created TEXT NOT NULL,
            UNIQUE (network, account, kind, key)
        ) STRICT;
        """
    )


@MIGRATIONS(name="0014_stems")
def _stems(db: Database) -> None:
    """Keep which entries say a stem, in place of a word."""
    db.executescript(f"DROP TABLE vocabulary; {stems.TABLE}")
