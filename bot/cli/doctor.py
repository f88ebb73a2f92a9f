"""`quarterdeck doctor`: everything that may be wrong, looked at in turn, and what to do about it."""

import asyncio
import dataclasses
import json
import logging
import sys
from pathlib import Path

import click

from bot import logs
from bot.doctor import Finding, examine
from bot.errors import ConfigurationError
from config.loader import Configuration, load

_MARKS = {"ok": ("ok", "green"), "warning": ("look", "yellow"), "error": ("FAIL", "red")}


@click.command(epilog="\b\nExample:\n  quarterdeck doctor --config quarterdeck.toml")
@click.option("--config", "path", type=click.Path(path_type=Path), required=True, help="The configuration (TOML).")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list of what was found.")
@click.pass_context
def doctor(ctx: click.Context, path: Path, as_json: bool) -> None:
    """Look at the configuration, files, database, sources and networks, and say what is wrong and what to do.

    It logs in to each network for a moment, under a nick of its own and without joining a channel; it changes
    nothing. Exit status: 0 if nothing is wrong, 1 if something is, 78 if that is the configuration.
    """
    logs.configure(sys.stderr, logging.CRITICAL)  # what connections log is told as findings
    try:
        configuration = load(path)
    except ConfigurationError as wrong:
        found = [Finding("configuration", "error", problem) for problem in wrong.problems]
        _show(found, as_json=as_json)
        ctx.exit(wrong.exit_status)
    found = asyncio.run(_examine(path, configuration, as_json=as_json))
    if as_json:
        _show(found, as_json=True)
    ctx.exit(1 if any(finding.state == "error" for finding in found) else 0)


async def _examine(path: Path, configuration: Configuration, *, as_json: bool) -> list[Finding]:
    """Collect the findings, and show each as soon as it is there, for some take a while."""
    found = [Finding("configuration", "warning", text) for text in configuration.warnings]
    found = found or [Finding("configuration", "ok", f"{path} has no mistake")]
    if not as_json:
        _show(found, as_json=False)
    async for finding in examine(configuration.settings):
        found.append(finding)
        if not as_json:
            _show([finding], as_json=False)
    return found


def _show(found: list[Finding], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(finding) for finding in found], ensure_ascii=False))
        return
    for finding in found:
        word, colour = _MARKS[finding.state]
        click.echo(f"{click.style(f'{word:4}', fg=colour)}  {finding.subject}: {finding.what}")
