"""docs/modules.md: what each module is for, from the first line of its docstring."""

import ast
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_HEAD = """# Map of the modules

This page is made from the first line of each module's docstring; `make docs` writes it. How they work together is in
[architecture](architecture.md).
"""


def page() -> str:
    """Return the page."""
    folders = sorted({path.parent for room in ("bot", "plugins", "config") for path in (_ROOT / room).rglob("*.py")})
    return _HEAD + "".join(piece for folder in folders for piece in _section(folder))


def _section(folder: Path) -> Iterator[str]:
    yield f"\n## `{folder.relative_to(_ROOT).as_posix()}/`\n\n"
    init = folder / "__init__.py"
    if init.exists():
        yield f"{responsibility(init)}\n\n"
    for path in sorted(folder.glob("*.py")):
        if path.name != "__init__.py":
            yield f"* `{path.name}`: {responsibility(path)}\n"


def responsibility(path: Path) -> str:
    """Return the first line of a module's docstring."""
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n")[0]
