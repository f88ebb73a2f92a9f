from datetime import UTC, datetime
from random import Random
from types import ModuleType

import pytest

from bot.dispatch import Dispatcher
from bot.interpreter import found_plugins
from bot.periods import Span
from bot.plugin import Command, Context, UsageError, command, commands_of
from tests.invented import archive

NOW = datetime(2025, 12, 17, tzinfo=UTC)


def context() -> Context:

    return Context(archive(), {}, NOW, Random(1), "!", lambda: ())  # noqa: S311 - not for secrets


@command("greet", "g", example="greet eve 2021q1")
def greet(ctx: Context, name: str, period: Span | None = None, rest: str = "") -> str:
    """Greet somebody."""
    del ctx
    return f"{name}|{period.written if period else None}|{rest}"


def the_command() -> Command:
    module = ModuleType(__name__)
    module.__dict__.update(greet=greet)
    return commands_of([module])["g"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("eve", "eve|None|"),
        ("eve in 2021q1", "eve|2021q1|"),
        ("2021q1 eve", "eve|2021q1|"),
        ("eve and all others since 2019", "eve|since 2019|and all others"),
    ],
)
def test_arguments_are_read_by_their_types(text: str, said: str) -> None:
    assert the_command().run(context(), text).reply == (said,)


def test_what_is_missing_is_told_with_usage_and_example() -> None:
    with pytest.raises(UsageError, match=r"Usage: !greet NAME \[PERIOD\] \[REST\], for example !greet eve 2021q1"):
        the_command().run(context(), "2021q1")


def test_usage_and_help_come_from_the_function() -> None:
    made = the_command()
    assert (made.usage, made.help, made.names) == ("greet NAME [PERIOD] [REST]", "Greet somebody.", ("greet", "g"))


def every_command() -> list[Command]:
    return list(dict.fromkeys(commands_of(found_plugins()).values()))


def test_every_name_of_a_command_is_its_own() -> None:
    modules = list(found_plugins())
    names = [name for made in set(commands_of(modules).values()) for name in made.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("made", every_command(), ids=lambda made: made.name)
def test_the_example_of_every_command_works_and_its_help_is_a_sentence(made: Command) -> None:
    found = Dispatcher(archive()).ask(made.example)
    assert found.reply
    assert not found.reply[0].startswith("Usage")
    assert made.help.endswith(".")
    assert f"{made.example} ".startswith(f"{made.name} ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("entries kernel 2020q4", "Kernel, Q4 2020, 1: Lanternfs"),
        ("entries network last", "Network Infrastructure, Q1 2022, 1: Tidewheel"),
        ("tasks kernel 2020q4", "Kernel, Q4 2020, 1 with open tasks: Lanternfs: a log-structured file system (2)"),
        ("tasks", "All categories, Q1 2022, 0 with open tasks:"),
        ("tasks lanternfs", "Lanternfs: a log-structured file system (Q4 2020, Kernel), 2 open: Write a checker."),
        ("report last", "Status Report 2022, Q1 2022: 1 entry: 1 Network Infrastructure."),
        ("sponsor boeing", "Nothing was sponsored by boeing"),
        ("changes 2021q4", "Q4 2021 against Q1 2021: 1 new: Porting KStars to the Beagle board"),
        ("help project", "project NAME [PERIOD]: Show the newest entry about a project"),
    ],
)
def test_commands_take_a_period_in_any_place(text: str, said: str) -> None:
    assert Dispatcher(archive()).ask(text).reply[0].startswith(said)
