"""The files of an installation: its folder, its database and what is in it, its certificates."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509

from bot import instance
from bot.doctor.finding import Finding, error, ok, warning
from bot.errors import DatabaseError
from bot.store import opening, pages, reports
from bot.store.backup import damage
from bot.store.database import Connection
from bot.store.faults import explained
from config.settings import Settings

_LITTLE_ROOM = 200 * 2**20
_SOON = 30  # days


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield how the files are."""
    folder = settings.database.parent
    yield _folder(folder)
    if folder.is_dir():
        yield _room(folder)
    yield from _database(settings.database)
    for name, network in settings.networks.items():
        if network.tls.client_certificate:
            yield _certificate(f"network {name}", network.tls.client_certificate)


def _folder(folder: Path) -> Finding:
    if not folder.is_dir():
        if folder.parent.is_dir():
            return ok("folder", f"{folder} is not there yet; the first start or import makes it")
        return error("folder", f"{folder} and the folder around it are not there; make it, or correct data_dir")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return error("folder", f"{folder} may not be written by this user; chown or chmod it")
    return ok("folder", f"{folder} may be written")


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    if free < _LITTLE_ROOM:
        return warning("disk", f"only {free // 2**20} MiB are free beside the database; make room")
    return ok("disk", f"{free / 2**30:.1f} GiB are free beside the database")


def _database(path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield warning("database", f"{path} is not there yet; fill it with `quarterdeck import`, or let the bot do it")
        return
    try:
        opening.check(path)
        with explained(path), closing(opening.reader(path)) as connection:
            if faults := damage(connection):
                why = f"is damaged ({'; '.join(faults)}); stop the bot and put a backup in its place"
                yield error("database", f"{path} {why}")
                return
            yield ok("database", f"{path} is whole, {path.stat().st_size / 2**20:.1f} MiB")
            yield _archive(connection)
    except DatabaseError as fault:
        yield error("database", str(fault))
        return
    trouble = instance.trouble(path)
    yield warning("bot", trouble) if trouble else ok("bot", "a bot runs on this database and is alive")


def _archive(connection: Connection) -> Finding:
    stored = reports.heads(connection)
    if not stored:
        return warning("archive", "has no report; fill it with `quarterdeck import`, or let the bot do it")
    asked, unclear = pages.last_asked(connection), sum(len(report.problems) for report in stored)
    when = f"; a site was last asked on {asked:%d %B %Y at %H:%M} UTC" if asked else ""
    puzzles = (
        f"; {unclear} places in them could not be made sense of: `quarterdeck import --dry-run SOURCE` lists them"
        if unclear
        else ""
    )
    return ok("archive", f"{len(stored)} reports, the newest is {stored[0].period}{when}{puzzles}")


def _certificate(subject: str, path: Path) -> Finding:
    try:
        ends = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
    except (OSError, ValueError) as fault:
        return error(subject, f"its client certificate {path} cannot be used: {fault}")
    days = (ends - datetime.now(UTC)).days
    if days < 0:
        return error(subject, f"its client certificate {path} ran out on {ends:%d %B %Y}; make a new one")
    if days < _SOON:
        return warning(subject, f"its client certificate {path} runs out on {ends:%d %B %Y}; make a new one soon")
    return ok(subject, f"its client certificate is valid until {ends:%d %B %Y}")
