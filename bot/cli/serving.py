"""`quarterdeck serve`: the web side alone, without IRC."""

import asyncio
import signal
import sys
from pathlib import Path

import click
import structlog

from bot import logs
from bot.archive import Archive
from bot.errors import QuarterdeckError
from bot.store import identity
from bot.store.database import DEFAULT_PATH, Database
from bot.web.app import make_app
from bot.web.server import listening
from bot.web.site import Site
from config.loader import load
from config.settings import WebSettings
from config.values import address

log = structlog.get_logger(__name__)

_PORT = 8080
_LOOK = 1.0
"""Seconds between looks for what another process, such as `quarterdeck import`, wrote to the database."""


@click.command("serve")
@click.option("--config", type=click.Path(path_type=Path), help="The configuration (TOML): its database and [web].")
@click.option("--db", "path", type=click.Path(path_type=Path), help=f"The database. Default: {DEFAULT_PATH}.")
@click.option("--listen", help="Address and port. Default: 127.0.0.1:8080, or what the configuration says.")
def serve(config: Path | None, path: Path | None, listen: str | None) -> None:
    """Serve the pages, the API, the feeds and the calendar; SIGTERM or Ctrl-C ends it.

    Exit status: 0 when it was stopped, 1 if the address cannot be listened on, 78 if the configuration is wrong.
    """
    logs.configure(sys.stderr)
    web = WebSettings()
    if config:
        settings = load(config).settings
        path, web = path or settings.database, settings.web or web
    try:
        host, port = address(listen) if listen else web.address
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--listen") from error
    with Database.open(path or DEFAULT_PATH, create=False) as database:
        asyncio.run(_until_signalled(database, web.public_url, host, port or _PORT))


async def _until_signalled(database: Database, public_url: str | None, host: str, port: int) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    current = _Current(database)
    site = Site(lambda: current.archive, database=database, public_url=public_url)
    async with listening(make_app(site), host, port):
        click.echo(f"Serving on http://{f'[{host}]' if ':' in host else host}:{port}/")
        following = asyncio.create_task(current.follow())
        await stopped.wait()
        following.cancel()


class _Current:
    """The archive of a database that other programs write to."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._revision = identity.revision(database.reader)
        self.archive = Archive.open(database)

    async def follow(self) -> None:
        """Open the archive anew whenever an import has changed it, until cancelled."""
        while True:
            await asyncio.sleep(_LOOK)
            try:
                revision = identity.revision(self._database.reader)
                if revision != self._revision:
                    self.archive = await asyncio.to_thread(Archive.open, self._database)
                    self._revision = revision
            except QuarterdeckError as error:
                log.warning("the database cannot be read now", why=str(error))
