"""The pages that the tests of page readers share: invented reports with the real ones' quirks, and what is in them."""

import json
from pathlib import Path
from typing import Any

from bot.model import Document

FOLDER = Path(__file__).resolve().parents[1] / "data" / "pages"
OLD = FOLDER / "report-2010-10-2010-12.html"
HUGO = FOLDER / "report-2022-04-2022-06.html"


def document(path: Path, *, origin: str | None = None, label: str | None = None) -> Document:
    """Return a page as a source would hand it over, under its own name unless `origin` says otherwise."""
    return Document(origin or path.name, path.read_bytes(), label=label)


def expected(path: Path) -> dict[str, Any]:
    """Return what a right reader finds on a page."""
    content: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return content


def changed(path: Path, old: bytes, new: bytes) -> Document:
    """Return a page with one thing changed, which must be there."""
    content = path.read_bytes()
    assert old in content, f"{old!r} is not on the page any more"
    return Document(path.name, content.replace(old, new))
