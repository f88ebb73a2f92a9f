"""docs/commands.md from the commands themselves."""

from collections.abc import Iterator

from bot.interpreter import found_plugins
from bot.plugin import Command, commands_of
from config.settings import ChannelSettings
from config.spoken import described

_HEAD = """# Commands

This page is made from the commands' own words; change them in `plugins/`, then run `make docs`.

In a channel a command has the channel's prefix before it (`!` unless set otherwise), in private it needs none.
Questions in plain English are understood after the bot's nick (`quarterdeck: who works on bhyve?`) and in private.
PERIOD is anything that people write for one: `2019q2`, `april 2019`, `second quarter of 2019`, `last`, `since 2015`.
What does not fit into three lines waits for `more`.

## Everybody

| command | short | what it does | example |
| --- | --- | --- | --- |
"""
_MANAGING = """
## Channel managers and admins

The owner and the admins are named in the configuration, by services account or TLS certificate. The server is asked
who somebody is each time; a nick or an address gives no right. Operators may use what is marked so for their own
channel, where `operators = true`. CHANNEL may be left out in the channel itself. Every change is in the audit log.

| command | who | what it does | example |
| --- | --- | --- | --- |
"""
_SETTINGS = """
## A channel's settings

They come from the configuration: default, `[defaults]`, the network, the channel. What is set with `channel set` is
above all of them, holds at once and after a restart, and until `channel unset`.

| key | what it is |
| --- | --- |
"""


def page() -> str:
    """Return the page."""
    commands: set[Command] = set(commands_of(found_plugins()).values())
    ordered = sorted(commands, key=lambda command: command.name)
    everybody = "".join(_row(each, _short(each)) for each in ordered if not each.right)
    managing = "".join(_row(each, each.right.name.lower()) for each in ordered if each.right)
    return f"{_HEAD}{everybody}{_MANAGING}{managing}{_SETTINGS}{''.join(_settings())}"


def _row(each: Command, second: str) -> str:
    return f"| `{each.usage}` | {second} | {each.help} | `{each.example}` |\n"


def _short(each: Command) -> str:
    return ", ".join(f"`{name}`" for name in each.names[1:])


def _settings() -> Iterator[str]:
    for key in ChannelSettings.model_fields:
        _, _, words = described(key).partition(": ")
        yield f"| `{key}` | {words} |\n"
