"""`quarterdeck serve`: the web side alone, without IRC."""

import asyncio
import signal
import sys
from pathlib import Path

import click

from bot import logs
from bot.administration.stored import Stored
from bot.archive import Archive
from bot.store.database import DEFAULT_PATH, Database
from bot.web.app import make_app
from bot.web.server import listening
from bot.web.site import Site
from config.loader import load
from config.settings import WebSettings
from config.values import address

_PORT = 8080


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
    stored = Stored(database)
    archive = Archive.open(database)

    async def take(changed: Archive | None) -> None:
        nonlocal archive
        archive = changed or archive

    site = Site(lambda: archive, database=database, public_url=public_url)
    async with listening(make_app(site), host, port):
        click.echo(f"Serving on http://{f'[{host}]' if ':' in host else host}:{port}/")
        following = asyncio.create_task(stored.run(take))
        await stopped.wait()
        following.cancel()
