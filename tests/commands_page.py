"""Write docs/commands.md from the commands themselves: `python -m tests.commands_page`."""

from collections.abc import Iterator
from pathlib import Path

from bot.dispatch import found_plugins
from bot.plugin import Command, commands_of

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
_HEAD = """# Commands

This page is made from the commands' own words; change them in `plugins/`, then run `python -m tests.commands_page`.

In a channel a command has the channel's prefix before it (`!` unless set otherwise), in private it needs none.
Questions in plain English are understood after the bot's nick (`quarterdeck: who works on bhyve?`) and in private.
PERIOD is anything that people write for one: `2019q2`, `april 2019`, `second quarter of 2019`, `last`, `since 2015`.
What does not fit into three lines waits for `more`.

| command | short | what it does | example |
| --- | --- | --- | --- |
"""


def page() -> str:
    """Return the page."""
    return _HEAD + "".join(_rows())


def _rows() -> Iterator[str]:
    commands: set[Command] = set(commands_of(found_plugins()).values())
    for each in sorted(commands, key=lambda command: command.name):
        short = ", ".join(f"`{name}`" for name in each.names[1:])
        yield f"| `{each.usage}` | {short} | {each.help} | `{each.example}` |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
