"""The pages of docs/ that are made from the code: `python -m tests.docs` writes them, a test compares them."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.docs import command_line, commands, manual, modules, settings, web

DOCS = Path(__file__).parents[2] / "docs"
PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands.page,
    "settings.md": settings.page,
    "command-line.md": command_line.page,
    "modules.md": modules.page,
    "web.md": web.page,
    "quarterdeck.1": manual.page,
}
