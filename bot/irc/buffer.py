"""Bytes from a server become lines, whatever their encoding and however long they try to be."""

from collections.abc import Iterator

LINE_LIMIT = 16 * 1024  # bytes; 8191 of tags and 512 of line are the most that IRCv3 allows
ENDLESS = 1024 * 1024  # bytes without a line end after which the server is not worth keeping


class EndlessLineError(Exception):
    """The server sends a line that does not end."""


class LineBuffer:
    """Collect bytes and give back decoded lines: UTF-8, else Windows' Western bytes, never an error.

    It has the shape that the irc package expects of a buffer: `feed`, then iterate. Of a line over the limit
    nothing is kept but its length, so that memory stays bounded; `dropped` counts such lines.
    """

    def __init__(self, limit: int = LINE_LIMIT, endless: int = ENDLESS) -> None:
        self._limit = limit
        self._endless = endless
        self._rest = bytearray()
        self._skipped = 0
        self.dropped = 0
        self._ready: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Add what arrived; raises EndlessLineError when a line passes all bounds."""
        *ends, rest = data.split(b"\n")
        for end in ends:
            self._add(end)
            self._finish()
        self._add(rest)
        if self._skipped > self._endless:
            raise EndlessLineError(f"a line of more than {self._endless} bytes")

    def _add(self, data: bytes) -> None:
        if self._skipped or len(self._rest) + len(data) > self._limit:
            self._skipped += len(self._rest) + len(data)
            self._rest.clear()
        else:
            self._rest += data

    def _finish(self) -> None:
        if self._skipped:
            self.dropped += 1
        else:
            self._ready.append(bytes(self._rest).rstrip(b"\r"))
        self._skipped = 0
        self._rest.clear()

    def __iter__(self) -> Iterator[str]:
        """Yield the lines that are complete, each once."""
        lines, self._ready = self._ready, []
        return map(decode, lines)

    def __len__(self) -> int:
        """Return how many bytes of an unfinished line are kept."""
        return len(self._rest)


def decode(data: bytes) -> str:
    """Return text from bytes of unknown encoding."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
