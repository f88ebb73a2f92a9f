"""docs/command-line.md from the commands' own help."""

from collections.abc import Iterator

import click

from bot.cli import main

_HEAD = """# Command line

This page is made from what `quarterdeck COMMAND --help` prints; change it in `bot/cli/`, then run `make docs`.

Exit statuses, of all commands: 0 all went well; 1 something could not be done, and stderr says what and what to do;
2 the command was used wrongly; 70 a fault of quarterdeck itself, with an incident number and the file that tells more;
78 the configuration is wrong; 130 stopped by Ctrl-C.

Completion of commands and options in the shell: `eval "$(_QUARTERDECK_COMPLETE=bash_source quarterdeck)"` in
`~/.bashrc`, the same with `zsh_source` in `~/.zshrc`; in fish,
`_QUARTERDECK_COMPLETE=fish_source quarterdeck | source`.
"""


def page() -> str:
    """Return the page."""
    return _HEAD + "".join(_sections(main, click.Context(main, info_name="quarterdeck", **main.context_settings)))


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"\n## `{context.command_path}`\n\n```text\n{_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner
            yield from _sections(inner, click.Context(inner, info_name=name, parent=context))


def _help(context: click.Context) -> str:
    """Return a command's help as it prints on a terminal of 100 columns."""
    context.terminal_width = 100
    context.max_content_width = 100
    return context.get_help()
