"""Files that pages need, style sheets and the like: read once, served under an address that changes with them."""

import mimetypes
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib import resources
from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class File:
    """One file: its content, media type and digest."""

    content: bytes
    type: str
    digest: str


class Static:
    """The files of `bot/web/static`; nothing else can be asked for, whatever the address."""

    def __init__(self) -> None:
        self.files = {
            each.name: _read(each) for each in resources.files("bot.web").joinpath("static").iterdir() if each.is_file()
        }

    def path(self, name: str) -> str:
        """Return the path of a file as it is now; KeyError if there is none."""
        return f"/static/{self.files[name].digest}/{name}"

    def find(self, digest: str, name: str) -> File | None:
        """Return the file at a path; None if it is another one now."""
        found = self.files.get(name)
        return found if found and found.digest == digest else None


@cache
def files() -> Static:
    """Return the files, which are read once."""
    return Static()


def _read(file: Traversable) -> File:
    content = file.read_bytes()
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return File(content, kind, blake2b(content, digest_size=8).hexdigest())
