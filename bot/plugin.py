"""All that a plugin imports: the decorator that makes a function a command, and what a command gets to see."""

import inspect
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from bot.answers import Answer
from bot.archive import Archive
from bot.errors import QuarterdeckError
from bot.model import Period
from bot.periods import Span, find, parse

__all__ = ["Answer", "Command", "Context", "Span", "UsageError", "command"]

Said = str | Iterable[str] | Answer
Function = Callable[..., Said]
_MARK = "__quarterdeck_command__"


class UsageError(QuarterdeckError):
    """A command was given what it cannot use; the sentence says what would be right."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a command works with; `more` takes the asking person's next lines from the pager."""

    archive: Archive
    commands: Mapping[str, "Command"]
    now: datetime
    random: Random
    prefix: str
    more: Callable[[], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its names, first the main one, an example that works, and the function behind it."""

    names: tuple[str, ...]
    example: str
    function: Function

    @property
    def name(self) -> str:
        """Return the main name."""
        return self.names[0]

    @property
    def help(self) -> str:
        """Return what people read about it: the function's docstring on one line."""
        return " ".join((self.function.__doc__ or "").split())

    @property
    def usage(self) -> str:
        """Return how it is written: `project NAME [PERIOD]`."""
        words = [f"[{name.upper()}]" if optional else name.upper() for name, _, optional in self.parameters]
        return " ".join((self.name, *words))

    @property
    def parameters(self) -> list[tuple[str, type, bool]]:
        """Return name, type and whether it may be left out, for each argument."""
        hints = typing.get_type_hints(self.function)
        found = list(inspect.signature(self.function).parameters.values())[1:]
        return [
            (each.name, _plain_type(hints[each.name]), each.default is not inspect.Parameter.empty) for each in found
        ]

    def run(self, context: Context, text: str) -> Answer:
        """Run it with the arguments that a text gives; UsageError if they do not fit."""
        said = self.function(context, **self._arguments(context, text))
        if isinstance(said, Answer):
            return said
        return Answer(self.name, (), (said,) if isinstance(said, str) else tuple(said))

    def _arguments(self, context: Context, text: str) -> dict[str, object]:
        """Read the periods out of a text first, then its words in turn; the last parameter takes all that is left."""
        arguments: dict[str, object] = {}
        newest = context.archive.newest.period if context.archive.reports else None
        for name, wanted, _ in self.parameters:
            if wanted is Span and newest:
                arguments[name], text = _period(text, newest)
        words = text.split()
        texts = [name for name, wanted, _ in self.parameters if wanted is str]
        for name in texts:
            taken = words if name == texts[-1] else words[:1]
            if taken:
                arguments[name], words = " ".join(taken), words[len(taken) :]
        missing = [name for name, _, optional in self.parameters if name not in arguments and not optional]
        if missing or words:
            raise UsageError(f"Usage: {context.prefix}{self.usage}, for example {context.prefix}{self.example}")
        return arguments


def _period(text: str, newest: Period) -> tuple[Span | None, str]:
    """Return the period in a text and the rest of the text; `last` and the like count at its end only."""
    if found := find(text, newest):
        return found.span, found.rest
    rest, _, last = text.rpartition(" ")
    span = parse(last, newest)
    return (span, rest) if span else (None, text)


def command(*names: str, example: str) -> Callable[[Function], Function]:
    """Make a function a command; its parameters are its arguments, its docstring is its help.

    A parameter is `str` (the last one takes the rest of the text) or `Span | None` (a period anywhere in it);
    one with a default may be left out. The example is printed in the help and run as a test.
    """

    def mark(function: Function) -> Function:
        setattr(function, _MARK, Command(names, example, function))
        return function

    return mark


def commands_of(modules: Iterable[types.ModuleType]) -> dict[str, Command]:
    """Return the commands of modules by each of their names."""
    found: dict[str, Command] = {}
    for module in modules:
        for value in vars(module).values():
            made = getattr(value, _MARK, None)
            if isinstance(made, Command) and made.function.__module__ == module.__name__:
                found |= dict.fromkeys(made.names, made)
    return found


def _plain_type(hint: object) -> type:
    """Return the type of an annotation without `| None`."""
    options = [option for option in typing.get_args(hint) or (hint,) if option is not type(None)]
    return typing.cast("type", options[0])
