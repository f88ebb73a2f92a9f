"""Files that pages need, style sheets and the like: read once, served under an address that changes with them."""

import mimetypes
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from bot.web.content import Content

_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable"}


class Static:
    """The files of `bot/web/static`; nothing else can be asked for, whatever the address."""

    def __init__(self) -> None:
        folder = resources.files("bot.web").joinpath("static")
        self._files = {each.name: _read(each) for each in folder.iterdir() if each.is_file()}

    def path(self, name: str) -> str:
        """Return the path of a file as it is now; KeyError if there is none."""
        return f"/static/{self._files[name].digest}/{name}"

    def find(self, digest: str, name: str) -> Content | None:
        """Return the file at a path; None if it is another one now."""
        found = self._files.get(name)
        return found if found and found.digest == digest else None


@cache
def files() -> Static:
    """Return the files, which are read once."""
    return Static()


def _read(file: Traversable) -> Content:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return Content(file.read_bytes(), kind, None, _HEADERS)
