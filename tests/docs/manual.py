"""docs/quarterdeck.1: the man page, in mdoc, from the commands' own help."""

import re
import textwrap
from collections.abc import Iterator

import click

from bot.cli import COMMANDS, main

_HEAD = r""".\" This page is made from the commands' own help: change it in bot/cli/, then run make docs.
.Dd $Mdocdate$
.Dt QUARTERDECK 1
.Os
.Sh NAME
.Nm quarterdeck
.Nd know every FreeBSD status report, announce new ones on IRC and answer questions
"""
_TAIL = r""".Sh ENVIRONMENT
.Bl -tag -width Ds
.It Ev QUARTERDECK_NETWORKS_NAME_PASSWORD
The server's password of the network NAME, in place of the one in the configuration.
.It Ev QUARTERDECK_NETWORKS_NAME_SASL_PASSWORD
The password of the bot's account there.
.El
.Sh FILES
.Bl -tag -width Ds
.It Pa data/quarterdeck.db
The database, if neither
.Fl Fl db
nor a configuration says otherwise.
.It Pa data/quarterdeck.db.lock
Held by the bot that runs on it.
.El
.Sh EXIT STATUS
.Bl -tag -width Ds -compact
.It 0
All went well.
.It 1
Something could not be done; the message says what, and what to do.
.It 2
The command was used wrongly.
.It 70
A fault of
.Nm
itself; the message names an incident and the file that tells more.
.It 78
The configuration is wrong; each mistake is shown with its line.
.It 130
Stopped by Ctrl-C.
.El
.Sh SEE ALSO
The FreeBSD status reports:
.Lk https://www.freebsd.org/status/
"""


def page() -> str:
    """Return the page."""
    context = click.Context(main, info_name="quarterdeck", **main.context_settings)
    lines = [_HEAD, *_synopsis(context), ".Sh DESCRIPTION\n", *_text(main.help), ".Sh COMMANDS\n.Bl -tag -width Ds\n"]
    lines += [line for name in sorted(COMMANDS) for line in _command(main.get_command(context, name), context, name)]
    return "".join([*lines, ".El\n", _TAIL])


def _synopsis(context: click.Context) -> Iterator[str]:
    yield ".Sh SYNOPSIS\n"
    for name in sorted(COMMANDS):
        yield f".Nm\n.Cm {name}\n"


def _command(command: click.Command | None, parent: click.Context, name: str) -> Iterator[str]:
    assert command
    context = click.Context(command, info_name=name, parent=parent)
    path = context.command_path.removeprefix("quarterdeck ")
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            yield from _command(command.get_command(context, inner), context, inner)
        return
    yield f".It Cm {path} {' '.join(f'Ar {_plain(piece)}' for piece in command.collect_usage_pieces(context))}\n"
    yield from _text(command.help)
    found = (each.get_help_record(context) for each in command.params if isinstance(each, click.Option))
    options = [record for record in found if record]
    if options:
        yield ".Bl -tag -width Ds\n"
        for names, words in options:
            yield f".It {_plain(names)}\n{_filled(words)}"
        yield ".El\n"
    if command.epilog:
        yield from _text(command.epilog)


def _text(text: str | None) -> Iterator[str]:
    """Yield the paragraphs of a help text; those after click's `\\b` keep their lines."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", (text or "").strip())):
        if number:
            yield ".Pp\n"
        if paragraph.startswith("\b"):
            lines = paragraph.splitlines()[1:]
            yield ".Bd -literal\n" + "".join(f"{_plain(line)}\n" for line in lines) + ".Ed\n"
        else:
            yield _filled(paragraph)


def _filled(text: str) -> str:
    """Return text as roff wants it: each sentence on a line of its own, no line long."""
    sentences = re.split(r"(?<=[.?!])\s+(?=[A-Z])", " ".join(text.split()))
    lines = (line for sentence in sentences for line in textwrap.wrap(sentence, 72, break_on_hyphens=False))
    return "".join(f"{_plain(line)}\n" for line in lines)


def _plain(text: str) -> str:
    r"""Escape what roff would read: backslashes, and dots and quotes at the beginning of a line."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped[:1] in {".", "'"} else escaped
