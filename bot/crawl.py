"""Everything that a site lists, or one page of it, into an import."""

import asyncio

from bot.importer import Import
from bot.sources.website import Website


async def take_site(run: Import, site: Website) -> None:
    """Have a site's reports read and stored, each in a thread of its own; they may take seconds.

    Raises SourceError if the page that lists them cannot be had, and DatabaseError if a report cannot be stored.
    """
    async for document in site.documents():
        await asyncio.to_thread(run.take, document, page=site.pages.get(document.origin))
    for url in site.unchanged:
        run.keep(url)
    if site.index:
        run.take_index(site.url, site.index)
