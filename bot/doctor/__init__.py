"""What may be wrong with an installation, looked at from its configuration to the far ends of its connections."""

from collections.abc import AsyncIterator

from bot.doctor import files, networks, sources
from bot.doctor.finding import Finding
from config.settings import Settings

__all__ = ["Finding", "examine"]


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Yield what is found, near things first: files, database, sources, networks."""
    for finding in files.examine(settings):
        yield finding
    for name, source in settings.sources.items():
        async for finding in sources.examine(name, source):
            yield finding
    for name, network in settings.networks.items():
        async for finding in networks.examine(name, network):
            yield finding
