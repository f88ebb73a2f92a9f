"""`quarterdeck backup` and `quarterdeck health`: what minds the bot from outside."""

from pathlib import Path

import click

from bot import instance
from bot.store.backup import back_up
from bot.store.database import DEFAULT_PATH
from config.loader import load

_DATABASE = click.option(
    "--db", "path", type=click.Path(path_type=Path), default=DEFAULT_PATH, show_default=True, help="The database."
)
_CONFIGURATION = click.option(
    "--config", "configuration", type=click.Path(path_type=Path), help="Take the database from this configuration."
)


@click.command(epilog="\b\nExample:\n  quarterdeck backup --config quarterdeck.toml backups/monday.db")
@_DATABASE
@_CONFIGURATION
@click.argument("file", type=click.Path(path_type=Path))
def backup(path: Path, configuration: Path | None, file: Path) -> None:
    """Write a checked copy of the database to FILE, also while the bot runs.

    An earlier backup of that name is replaced once the new one is whole. To restore one, stop the bot and put the
    copy in the database's place.
    """
    size = back_up(_database(path, configuration), file)
    click.echo(f"{file}: {size / 2**20:.1f} MiB, checked")


@click.command(epilog="\b\nExample:\n  quarterdeck health --config quarterdeck.toml")
@_DATABASE
@_CONFIGURATION
@click.pass_context
def health(ctx: click.Context, path: Path, configuration: Path | None) -> None:
    """Tell whether the bot of this database is alive: exit status 0 if it is, 1 if it is not.

    Alive is a bot whose process runs and does its rounds; being off a network for a while is part of its life.
    """
    trouble = instance.trouble(_database(path, configuration))
    click.echo(trouble or "the bot is alive")
    ctx.exit(1 if trouble else 0)


def _database(path: Path, configuration: Path | None) -> Path:
    return load(configuration).settings.database if configuration else path
