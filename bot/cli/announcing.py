"""`quarterdeck announce`: what would be said where."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import click

from bot import periods
from bot.announcer import editor
from bot.archive import Archive
from bot.deadlines import holding
from bot.delivery import Target
from bot.inforce import InForce
from bot.model import Report
from bot.store.database import Database
from config.loader import load
from config.settings import ChannelSettings, Settings, Wishes


@click.command("announce")
@click.option("--config", "path", type=click.Path(path_type=Path), required=True, help="The configuration (TOML).")
@click.option("--dry-run", is_flag=True, required=True, help="Only print; the running bot is what announces.")
@click.argument("period", nargs=-1)
def announce(path: Path, dry_run: bool, period: tuple[str, ...]) -> None:
    """Print what would be said about a report in every place that wants it.

    It is the newest report unless a PERIOD is given; without one, today's call or deadline is printed, too. What was
    set from IRC counts.
    """
    settings = load(path).settings
    with Database.open(settings.database, create=False) as database:
        archive = Archive.open(database)
        if not archive.reports:
            raise click.ClickException("there is no report in the archive yet; fill it with `quarterdeck import`")
        report = _chosen(archive, " ".join(period) or "latest")
        places = list(_places(settings, InForce.read(settings, database.reader).targets))
    if not any(wishes.announce or wishes.deadlines for _, wishes in places):
        raise click.ClickException(f"no channel in {path} wants announcements; set announce = true for one")
    for place, wishes in places:
        for line in editor.of_report(report, wishes).lines if wishes.announce else ():
            click.echo(f"{place}: {line}")
    if not period:
        for line in on_day(places, datetime.now(UTC).date()):
            click.echo(line)


def on_day(places: Iterable[tuple[str, Wishes]], today: date) -> Iterator[str]:
    """Yield what the calendar of deadlines gives to say where on a day, one line each."""
    if milestone := holding(today):
        for place, wishes in places:
            for line in editor.of_deadline(milestone, wishes, today).lines if wishes.deadlines else ():
                yield f"{place}: {line}"


def _places(settings: Settings, channels: Mapping[Target, ChannelSettings]) -> Iterator[tuple[str, Wishes]]:
    for target, chosen in channels.items():
        yield f"{target.network} {target.channel} {'NOTICE' if chosen.notice else 'PRIVMSG'}", chosen
    for name, webhook in settings.webhooks.items():
        yield f"webhook {name} POST", webhook


def _chosen(archive: Archive, text: str) -> Report:
    span = periods.parse(text, archive.newest.period)
    if span is None:
        raise click.UsageError(f"{text} is no period; write one as 2019q2 or latest.")
    if not (found := archive.covering(span)):
        near = " and ".join(str(report.period) for report in archive.nearest(span))
        raise click.ClickException(f"there is no report for {text}; next to it are {near}")
    return found[0]
