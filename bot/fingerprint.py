"""Digests that tell whether something has to be done again: of documents, and of the code that reads them."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from bot.model import Document


def of_document(document: Document, package: str) -> str:
    """Return what is another if anything is on which the report depends that code in `package` reads from it."""
    claims = f"{of_code(package)} {document.charset} {document.label}"
    parts = (piece for part in document.parts for piece in (part.name.encode(errors="replace"), part.content))
    return _digest((claims.encode(), document.content, *parts))


@cache
def of_code(package: str) -> str:
    """Return what is another if anything in a package is: what it made may then be made better."""
    return _digest(file.read_bytes() for file in _files(files(package)))


def _digest(pieces: Iterable[bytes]) -> str:
    state = hashlib.blake2b(digest_size=16)
    for piece in pieces:
        state.update(len(piece).to_bytes(8))  # so that no two ways of cutting look the same
        state.update(piece)
    return state.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_file():
            yield item
        elif item.name != "__pycache__":
            yield from _files(item)
