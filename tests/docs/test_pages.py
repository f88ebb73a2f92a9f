"""The pages that are made from the code are as the code says now, and their examples are commands that exist."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from bot.cli import main
from tests.docs import DOCS, PAGES, modules

ROOT = DOCS.parent
_PROMPT = re.compile(r"^[$#] (?:\S*/)?quarterdeck (?P<said>[^#\n]+)", re.MULTILINE)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_made_from_the_code_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == PAGES[name](), "run make docs"


def test_every_module_says_its_responsibility_in_one_line() -> None:
    paths = [path for room in ("bot", "plugins", "config") for path in (ROOT / room).rglob("*.py")]
    assert [str(path) for path in paths if not modules.responsibility(path).endswith((".", "?"))] == []


@pytest.mark.parametrize(
    "page", [*ROOT.glob("*.md"), *DOCS.glob("*.md")], ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_every_command_of_the_shell_that_a_page_shows_can_be_given(page: Path) -> None:
    for said in _PROMPT.findall(page.read_text("utf-8")):
        arguments = shlex.split(said.partition(" > ")[0].partition(" | ")[0])
        _parse(main, arguments)


def _parse(command: click.Command, arguments: list[str], parent: click.Context | None = None) -> None:
    """Read a command line as it would be read when given, without running it; click's own error if it is wrong."""
    if not isinstance(command, click.Group) or arguments[0].startswith("-"):
        command.make_context(command.name, arguments, parent=parent)
        return
    context = click.Context(command, info_name=command.name, parent=parent)
    inner = command.get_command(context, arguments[0])
    assert inner, f"there is no command {arguments[0]}"
    _parse(inner, arguments[1:], context)


@pytest.mark.skipif(not shutil.which("mandoc"), reason="needs mandoc; as root: apt-get install mandoc")
def test_the_man_page_is_as_mandoc_wants_it() -> None:
    command = ["mandoc", "-T", "lint", "-W", "warning", str(DOCS / "quarterdeck.1")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == ""
