"""`quarterdeck run`: the bot, until it is told to stop."""

import asyncio
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import click
import structlog

from bot import instance, logs, service
from bot.cli.lean import leaving_out
from bot.store.database import Database

_UNUSED = {
    "importlib.metadata": SimpleNamespace(entry_points=lambda **_: ()),  # where pydantic looks for plugins
    "irc.events": SimpleNamespace(),  # the names of numerics
    "irc.schedule": SimpleNamespace(DefaultScheduler=None),  # the timers of the client without asyncio
}
with leaving_out(_UNUSED):  # 50 ms
    from bot.app import App
    from config.loader import Configuration, load

log = structlog.get_logger(__name__)


@click.command("run")
@click.option("--config", "path", type=click.Path(path_type=Path), required=True, help="The configuration (TOML).")
def run(path: Path) -> None:
    """Run the bot; SIGTERM or Ctrl-C ends it, SIGHUP has it read the configuration again.

    Exit status: 0 when it was stopped, 78 if the configuration is wrong (every mistake is shown, nothing connects).
    """
    configuration = load(path)
    settings = configuration.settings
    logs.configure(sys.stderr)
    for warning in configuration.warnings:
        log.warning(warning)
    with Database.open(settings.database) as database, instance.running(settings.database) as beat:
        asyncio.run(_until_signalled(configuration, partial(load, path), database, beat))


async def _until_signalled(
    configuration: Configuration, again: Callable[[], Configuration], database: Database, beat: Callable[[], None]
) -> None:
    """Run the bot until the process is asked to end."""
    app = App(configuration.settings, database, origins=configuration.origins, load=again)
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, app.reload)

    def stop() -> None:
        service.notify(service.STOPPING)
        app.stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    beating = asyncio.create_task(_live(beat))
    service.notify(service.READY)
    try:
        await app.run()
    finally:
        beating.cancel()


async def _live(beat: Callable[[], None]) -> None:
    while True:
        beat()
        service.notify(service.ALIVE)
        await asyncio.sleep(instance.PULSE)
