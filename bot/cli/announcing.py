"""`quarterdeck announce`: what would be said where."""

from pathlib import Path

import click

from bot import announcement, periods
from bot.archive import Archive
from bot.model import Report
from bot.store.database import Database
from config.loader import load


@click.command("announce")
@click.option("--config", "path", type=click.Path(path_type=Path), required=True, help="The configuration (TOML).")
@click.option("--dry-run", is_flag=True, required=True, help="Only print; the running bot is what announces.")
@click.argument("period", nargs=-1)
def announce(path: Path, dry_run: bool, period: tuple[str, ...]) -> None:
    """Print what would be said about a report, the newest unless a PERIOD is given, in every channel that wants it."""
    settings = load(path).settings
    with Database.open(settings.database, create=False) as database:
        archive = Archive.open(database)
        if not archive.reports:
            raise click.ClickException("there is no report in the archive yet; fill it with `quarterdeck import`")
        report = _chosen(archive, " ".join(period) or "latest")
    wanting = [
        (network, channel, chosen)
        for network, each in settings.networks.items()
        for channel, chosen in each.channels.items()
        if chosen.announce
    ]
    if not wanting:
        raise click.ClickException(f"no channel in {path} wants announcements; set announce = true for one")
    for network, channel, chosen in wanting:
        verb = "NOTICE" if chosen.notice else "PRIVMSG"
        for line in announcement.lines(report, chosen):
            click.echo(f"{network} {channel} {verb}: {line}")


def _chosen(archive: Archive, text: str) -> Report:
    span = periods.parse(text, archive.newest.period)
    if span is None:
        raise click.UsageError(f"{text} is no period; write one as 2019q2 or latest.")
    if not (found := archive.covering(span)):
        near = " and ".join(str(report.period) for report in archive.nearest(span))
        raise click.ClickException(f"there is no report for {text}; next to it are {near}")
    return found[0]
