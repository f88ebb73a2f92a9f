"""Documents from a file, or from everything inside a folder."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.errors import SourceError
from bot.model import Document, Part
from bot.sources import index_page

_MARKUP = (".adoc", ".md")  # a report in these is a folder with a file for each entry
_INDEX = "index.html"
_PAGES = (".html", ".xml")  # a page, and what it was made from beside it
_MOST = 64 * 1024 * 1024 + 1  # bytes read of a file: one more than readers take, so that they refuse what is cut off
_SNIFFED = 1024  # a file with a zero byte among its first bytes is no text, and not read any further


_Labels = Callable[[Path], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document is: a file, or a folder with the files in it that are its parts."""

    path: Path
    parts: tuple[Path, ...] = ()
    label: str | None = None


def documents(path: Path) -> Iterator[Document | SourceError]:
    """Read the document at `path`, or all in that folder; what cannot be read comes as the error that says why.

    Raises SourceError if there is nothing at `path`.
    """
    return map(read, places(path))


def places(path: Path) -> list[Place | SourceError]:
    """Return where to look for documents at or below `path`, without reading them.

    Hidden files and the page that lists the reports are left out.
    A folder with AsciiDoc or Markdown is one document with them as its parts. Raises SourceError if there is
    nothing at `path`.
    """
    labels = lru_cache(_labels)
    if path.is_dir():
        return list(_walk(path, labels))
    if not path.is_file():
        raise SourceError(str(path), "there is no such file or folder; check how it is written")
    if path.name == "_index.adoc":
        return [place for place in places(path.parent) if isinstance(place, Place) and path in place.parts]
    return [Place(path, label=_label(path, labels))]


def read(place: Place | SourceError) -> Document | SourceError:
    """Read the document at a place; what cannot be read comes back as the error that says why."""
    if isinstance(place, SourceError):
        return place
    origin = str(place.path)
    try:
        if place.parts:
            return Document(origin, parts=tuple(Part(path.name, _content(path)) for path in place.parts))
        return Document(origin, _content(place.path), label=place.label)
    except OSError as error:
        return _unreadable(error, origin)


def _walk(top: Path, labels: _Labels) -> Iterator[Place | SourceError]:
    errors: list[OSError] = []
    for folder, folders, names in os.walk(top, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = [Path(folder, name) for name in sorted(names) if not name.startswith(".")]
        files = [path for path in paths if path.is_file() and not _lists_reports(path, labels)]
        parts = tuple(path for path in files if path.suffix in _MARKUP)
        if parts:
            yield Place(Path(folder), parts)
        yield from (Place(path, label=_label(path, labels)) for path in files if path.suffix not in _MARKUP)
    yield from (_unreadable(error, str(error.filename)) for error in errors)


def _lists_reports(path: Path, labels: _Labels) -> bool:
    return path.name == _INDEX and index_page.name(str(path.absolute())) is None and bool(labels(path.parent))


def _label(path: Path, labels: _Labels) -> str | None:
    """Return how the index page that lists a page words its period, if there is one."""
    if path.suffix not in _PAGES or not (report := index_page.name(str(path.absolute().with_suffix(".html")))):
        return None
    folder = path.absolute().parent
    return labels(folder.parent if path.name == _INDEX else folder).get(report)


def _labels(folder: Path) -> dict[str, str]:
    try:
        content = _content(folder / _INDEX)
    except OSError:
        return {}
    return {report: entry.label for entry in index_page.listed(content, "") if (report := index_page.name(entry.url))}


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        start = file.read(_SNIFFED)
        return start if b"\0" in start else start + file.read(_MOST - len(start))


def _unreadable(error: OSError, origin: str) -> SourceError:
    return SourceError(origin, f"cannot be read: {error.strerror}")
