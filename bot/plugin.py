"""All that a plugin imports: the decorator that makes a function a command, and what a command gets to see."""

import inspect
import types
import typing
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from random import Random

from bot.answers import Answer
from bot.archive import Archive
from bot.arguments import Channel, MisfitError, Parameter, read
from bot.controls import Controls
from bot.errors import QuarterdeckError
from bot.periods import Span
from bot.permissions import Asker, Right

__all__ = ["Answer", "Asker", "Channel", "Command", "Context", "Right", "Span", "UsageError", "command"]

Said = str | Iterable[str] | Answer
Function = Callable[..., Said] | Callable[..., Awaitable[Said]]
Marked = typing.TypeVar("Marked", bound=Callable[..., object])
_MARK = "__quarterdeck_command__"


class UsageError(QuarterdeckError):
    """A command was given what it cannot use; the sentence says what would be right."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a command works with; `more` takes the asking person's next lines from the pager.

    `controls` is None where no bot is running: at the console, on the command line.
    """

    archive: Archive
    commands: Mapping[str, "Command"]
    now: datetime
    random: Random
    prefix: str
    more: Callable[[], tuple[str, ...]]
    asker: Asker = field(default_factory=Asker)
    controls: Controls | None = None

    @property
    def running(self) -> Controls:
        """Return what commands may do to the running bot; UsageError where none is running."""
        if self.controls is None:
            raise UsageError("That is for the running bot: say it on IRC.")
        return self.controls


@dataclass(frozen=True)
class Command:
    """A command: its names, first the main one, an example that works, the function behind it, who may use it."""

    names: tuple[str, ...]
    example: str
    function: Function
    right: Right = Right.EVERYBODY

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
        return " ".join((self.name, *(each.usage for each in self.parameters)))

    @cached_property
    def waits(self) -> bool:
        """Tell whether it cannot be answered at once: it waits for something, or for who it is that asks."""
        return self.right > Right.EVERYBODY or inspect.iscoroutinefunction(self.function)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Return the parameters behind the context."""
        hints = typing.get_type_hints(self.function)
        found = list(inspect.signature(self.function).parameters.values())[1:]
        return tuple(
            Parameter(each.name, _plain_type(hints[each.name]), each.default is not inspect.Parameter.empty)
            for each in found
        )

    def arguments(self, context: Context, text: str) -> dict[str, object]:
        """Return the arguments that a text gives; UsageError if they do not fit."""
        newest = context.archive.newest.period if context.archive.reports else None
        try:
            return read(self.parameters, text, here=context.asker.channel, newest=newest)
        except MisfitError as error:
            usage, example = f"{context.prefix}{self.usage}", f"{context.prefix}{self.example}"
            raise UsageError(f"Usage: {usage}, for example {example}") from error

    def about(self, arguments: Mapping[str, object]) -> str | None:
        """Return the channel that a call with these arguments is about, None if it is about none."""
        named = (arguments.get(each.name) for each in self.parameters if each.kind is Channel)
        return typing.cast("str | None", next(named, None))

    def run(self, context: Context, text: str) -> Answer:
        """Run a command that does not wait with the arguments that a text gives; UsageError if they do not fit."""
        return self._answer(typing.cast("Said", self.function(context, **self.arguments(context, text))))

    async def perform(self, context: Context, arguments: Mapping[str, object]) -> Answer:
        """Run any command."""
        said = self.function(context, **arguments)
        return self._answer(await said if isinstance(said, Awaitable) else said)

    def _answer(self, said: Said) -> Answer:
        if isinstance(said, Answer):
            return said
        return Answer(self.name, (), (said,) if isinstance(said, str) else tuple(said))


def command(*names: str, example: str, right: Right = Right.EVERYBODY) -> Callable[[Marked], Marked]:
    """Make a function a command; its parameters are its arguments, its docstring is its help.

    A name may be two words: `channel set` is one of the family `channel`. A parameter is `str` (the last one takes
    the rest of the text), `int`, `Channel` (named first, else where it was said), `timedelta | None` (`for 2h`) or
    `Span | None` (a period anywhere in it); one with a default may be left out. The example is printed in the help
    and run as a test. The function may be async. `right` says who may use it; with OPERATOR it is about a `Channel`.
    """

    def mark(function: Marked) -> Marked:
        setattr(function, _MARK, Command(names, example, typing.cast("Function", function), right))
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


def _plain_type(hint: object) -> object:
    """Return the type of an annotation without `| None`."""
    options = [option for option in typing.get_args(hint) or (hint,) if option is not type(None)]
    return options[0]
