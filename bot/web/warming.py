"""What goes on beside the requests: new archives are taken in, and what pages would have to wait for is worked out."""

import asyncio

import structlog

from bot.web.site import Site
from bot.web.views.parts import Lines

log = structlog.get_logger(__name__)

_LOOK = 0.5
"""Seconds between two looks whether the archive has been replaced."""
_PAUSE = 0.004
"""Seconds between two bits of work, each of which takes far less."""


async def keep_up(site: Site) -> None:
    """Take in each new archive and sum up its entries, until cancelled."""
    done = None
    while True:
        try:
            await site.renew()
            if site.archive is not done:
                done = site.archive
                await _sum_up(site)
        except Exception:
            log.exception("the pages cannot be prepared")
        await asyncio.sleep(_LOOK)


async def _sum_up(site: Site) -> None:
    """Work out the summaries of all entries, newest first, as they are the most asked for."""
    lines = site.once(Lines)
    for item in reversed(site.archive.items):
        if site.outdated:
            return
        lines.of(item)
        await asyncio.sleep(_PAUSE)
