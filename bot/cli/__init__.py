"""The `quarterdeck` command: its families of subcommands, and errors as one sentence."""

import secrets
import sys
import tempfile
import traceback
from pathlib import Path

import click

from bot.cli import lean
from bot.errors import QuarterdeckError

EX_SOFTWARE = 70  # sysexits(3)

# Imported when called, so that no command waits for another's libraries: name → module:object
COMMANDS = {
    "announce": "bot.cli.announcing:announce",
    "ask": "bot.cli.asking:ask",
    "backup": "bot.cli.minding:backup",
    "config": "bot.cli.configuring:config",
    "console": "bot.cli.asking:console",
    "demo": "bot.cli.demo:demo",
    "doctor": "bot.cli.doctor:doctor",
    "export": "bot.cli.exporting:export",
    "health": "bot.cli.minding:health",
    "import": "bot.cli.importing:import_",
    "run": "bot.cli.running:run",
    "serve": "bot.cli.serving:serve",
}

EXAMPLES = """\b
Examples:
  quarterdeck demo
  quarterdeck import https://www.freebsd.org/status/
  quarterdeck ask "who works on bhyve?"
  quarterdeck config init quarterdeck.toml
  quarterdeck run --config quarterdeck.toml
"""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, and whose errors are for people."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(lean.load(module), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error becomes one sentence on stderr and an exit status."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except QuarterdeckError as error:
            click.echo(str(error), err=True)
            ctx.exit(error.exit_status)
        except Exception as error:
            click.echo(_incident(error), err=True)
            ctx.exit(EX_SOFTWARE)


def _incident(error: Exception) -> str:
    """Put an unexpected error's traceback in a file of its own and return the sentence that names it."""
    incident = secrets.token_hex(4)
    text = f"quarterdeck {' '.join(sys.argv[1:])}\n{''.join(traceback.format_exception(error))}"
    sentence = f"Something went wrong that should not have ({type(error).__name__}, incident {incident}). "
    log = Path(tempfile.gettempdir()) / f"quarterdeck-{incident}.log"
    try:
        log.touch(mode=0o600, exist_ok=False)
        log.write_text(text, "utf-8")
    except OSError as why:
        return f"{sentence}The details could not be written to {log}: {why.strerror}."
    return f"{sentence}Please report it with the details from {log}."


@click.group("quarterdeck", cls=LazyGroup, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="quarterdeck")
def main() -> None:
    """Know every FreeBSD status report, announce new ones on IRC and answer questions about them."""
