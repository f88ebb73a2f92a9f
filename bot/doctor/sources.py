"""Whether reports can be had where they are to come from, and whether this machine's clock is right."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from bot.doctor.finding import Finding, error, ok, warning
from bot.errors import QuarterdeckError
from bot.sources import files, index_page
from bot.sources.fetching import Fetcher, Limits
from config.settings import SourceSettings

_LIMITS = Limits(attempts=2, timeout=20.0)
_SKEW = timedelta(minutes=5)


async def examine(name: str, source: SourceSettings) -> AsyncIterator[Finding]:
    """Yield how a source is."""
    subject = f"source {name}"
    try:
        if source.path:
            yield _folder(subject, source.path)
        elif source.url:
            async for finding in _site(subject, source.url):
                yield finding
    except QuarterdeckError as fault:
        yield error(subject, str(fault))


def _folder(subject: str, path: Path) -> Finding:
    found = len(list(files.places(path)))
    if not found:
        return warning(subject, f"{path} holds nothing that may be a report")
    return ok(subject, f"{path} holds {found} {'document' if found == 1 else 'documents'}")


async def _site(subject: str, url: str) -> AsyncIterator[Finding]:
    async with Fetcher(url, _LIMITS) as fetcher:
        page = await fetcher.fetch(url)
    if page is None:
        return
    listed = len(index_page.listed(page.content, url))
    if listed:
        yield ok(subject, f"{url} lists {listed} reports")
    else:
        yield error(subject, f"{url} lists no status report; give the address of the page that lists them")
    if page.date:
        yield _clock(page.date, datetime.now(UTC))


def _clock(date: str, now: datetime) -> Finding:
    try:
        skew = abs(now - parsedate_to_datetime(date))
    except (ValueError, TypeError):
        return warning("clock", "the site does not tell the time in a form that can be read")
    if skew > _SKEW:
        return warning("clock", f"is {skew.total_seconds() / 60:.0f} minutes off the site's; set it, for TLS needs it")
    return ok("clock", "agrees with the site's")
