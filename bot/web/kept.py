"""Content that was made lately, kept as long as the archive and the day are the same."""

from collections import OrderedDict
from collections.abc import Hashable

from bot.web.content import Content

_MOST_BYTES = 32_000_000


class Kept:
    """The content that was asked for last, as much as fits into so many bytes."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most = most_bytes
        self._size = 0
        self._found: OrderedDict[Hashable, Content] = OrderedDict()
        self._of: Hashable = None

    def get(self, of: Hashable, key: Hashable) -> Content | None:
        """Return what was put under a key; all is forgotten when `of`, what everything was made from, is another."""
        if of != self._of:
            self._found.clear()
            self._size, self._of = 0, of
        if key in self._found:
            self._found.move_to_end(key)
        return self._found.get(key)

    def put(self, of: Hashable, key: Hashable, content: Content) -> None:
        """Keep what was made from `of`, and let go of what was not asked for the longest time."""
        if of != self._of or key in self._found:
            return
        self._found[key] = content
        self._size += content.size
        while self._size > self._most:
            _, gone = self._found.popitem(last=False)
            self._size -= gone.size
