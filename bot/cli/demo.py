"""`quarterdeck demo`: the whole bot on this machine alone, and a prompt to talk to it."""

import asyncio
import contextlib
import logging
import socket
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from bot import logs, sample
from bot.app import App
from bot.archive import Archive
from bot.cli.person import Person
from bot.cli.reading import read
from bot.errors import SourceError
from bot.importer import Import
from bot.irc import demo_server
from bot.store import outbox
from bot.store.database import Database
from config.settings import Settings

SITE = "https://www.freebsd.org/status/"
_NICK = "quarterdeck"
_CHANNEL = "#reports"
_HELP = f"""\
You are in {_CHANNEL} with the bot. Start with ! for a command (!help lists them), or just ask: what does not start
with ! is said to the bot in private. Ctrl-D ends the demo."""


@click.command("demo")
@click.option(
    "--archive", "path", type=click.Path(path_type=Path), help="Take the reports from here, not from the site."
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port of the IRC server. Default: a free one.")
@click.option("--once", is_flag=True, help="Hold a scripted conversation, then end.")
@click.option("--site", default=SITE, hidden=True)
def demo(path: Path | None, port: int, once: bool, site: str) -> None:
    """Show what the bot does, with nothing set up.

    It makes an archive in a temporary folder, runs an IRC server and the web pages on this machine only, announces
    the newest report in #reports and answers there. Without network it shows a small invented archive that comes
    with it.
    """
    logs.configure(sys.stderr, logging.WARNING)
    with (
        tempfile.TemporaryDirectory(prefix="quarterdeck-demo-") as folder,
        demo_server.running(port) as chosen,
        Database.open(Path(folder) / "quarterdeck.db") as database,
    ):
        pages = f"{demo_server.HOST}:{_free_port()}"
        _say(f"IRC server on {demo_server.HOST}:{chosen}; pages on http://{pages}/; archive in {database.path}")
        _fill(database, path, site)
        settings = _settings(chosen, pages)
        _announce_newest(database)
        asyncio.run(_converse(App(settings, database), Person(settings.networks["demo"]), database, once=once))


def _fill(database: Database, path: Path | None, site: str) -> None:
    """Import the reports at `path`, else those of the site, else the sample, and say which."""
    origin = str(path) if path else site
    _say(f"Reading reports from {origin} ...")
    summary = read(Import(database), [origin])
    why = summary.unreadable[0].what if summary.unreadable else "there is no report in it; name another folder"
    if not summary.changes and path:
        raise SourceError(origin, why)
    if not summary.changes:
        _say(f"The site cannot be read now ({why}).")
        _say("Showing the sample that comes with quarterdeck instead: its projects, people and sponsors are invented.")
        summary = read(Import(database), [str(sample.FOLDER)])
    _say(f"{len(summary.changes)} reports with {summary.entries} entries.")


def _free_port() -> int:
    with contextlib.closing(socket.create_server((demo_server.HOST, 0))) as found:
        port: int = found.getsockname()[1]
        return port


def _settings(port: int, pages: str) -> Settings:
    channel = {"announce": True, "style": "digest"}
    network = {
        "host": demo_server.HOST,
        "port": port,
        "nick": _NICK,
        "tls": {"enabled": False},
        "flood": {"rate": 0.0},
        "channels": {_CHANNEL: channel},
    }
    return Settings.model_validate({"networks": {"demo": network}, "web": {"listen": pages}})


def _announce_newest(database: Database) -> None:
    newest = Archive.open(database).newest.id
    now = datetime.now(UTC)
    place = ("irc", "demo", _CHANNEL)
    database.write_now(lambda connection: outbox.add(connection, "report", newest, [place], now))


async def _converse(app: App, person: Person, database: Database, *, once: bool) -> None:
    async with person.present():
        running = asyncio.create_task(app.run())
        try:
            await person.hears(patience=30)
            if once:
                for line in _script(Archive.open(database)):
                    person.say(_CHANNEL, line)
                    await person.hears()
            else:
                _say(_HELP)
                await _talk(person)
        finally:
            app.stop()
            await running


async def _talk(person: Person) -> None:
    while (line := await asyncio.to_thread(_typed)) is not None:
        if line:
            person.say(_CHANNEL if line.startswith("!") else _NICK, line)
            await person.hears()


def _typed() -> str | None:
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        return input().strip()
    return None


def _script(archive: Archive) -> Iterator[str]:
    """Yield things to say that this archive has answers to; the name of a project comes with a slip of the key."""
    entry = max(archive.newest.entries, key=lambda each: (len(each.contacts), len(each.title) < 40, len(each.body)))
    yield "!help"
    yield "!report"
    yield f"!project {_slip(entry.title)}"
    for contact in entry.contacts[:1]:
        yield f"!contact {contact.name or contact.email}"
    yield f"{_NICK}: who works on {entry.title}?"
    yield f"!report {archive.reports[0].period.start[:4]}"
    yield f"{_NICK}: what is the weather on the moon?"


def _slip(title: str) -> str:
    """Return a title with two letters of its longest word exchanged."""
    word = max(title.split(), key=len)
    middle = len(word) // 2
    slipped = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    return title.replace(word, slipped, 1)


def _say(text: str) -> None:
    click.echo(text)
