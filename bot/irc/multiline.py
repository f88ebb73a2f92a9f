"""Several lines that are one message (IRCv3 draft/multiline): which may be sent so, and those that arrive so."""

from collections.abc import Sequence
from dataclasses import replace

from bot.irc.wire import Line

BATCH = "draft/multiline"
_CONCAT = "draft/multiline-concat"
_MOST = 20  # lines of one message that are kept, and messages that may be under way


def fits(pieces: Sequence[str], limits: str) -> bool:
    """Tell whether pieces may be sent as one message; `limits` is the capability's value."""
    values = dict(item.partition("=")[::2] for item in limits.split(","))
    most_bytes, most_lines = (_number(values.get(name)) for name in ("max-bytes", "max-lines"))
    size = sum(len(piece.encode()) + 1 for piece in pieces)
    return len(pieces) > 1 and size <= most_bytes and len(pieces) <= (most_lines or len(pieces))


def batch(reference: str, target: str, lines: Sequence[str]) -> list[str]:
    """Return lines to the target as one message."""
    return [f"BATCH +{reference} {BATCH} {target}", *(f"@batch={reference} {x}" for x in lines), f"BATCH -{reference}"]


class Multilines:
    """The messages of several lines that are arriving."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[Line, list[Line]]] = {}

    def whole(self, line: Line) -> Line | None:
        """Return a line, None if it is part of a message; at a message's end, the message as one line.

        Its tags are those of the batch, its line ends are blanks.
        """
        reference = line.param(0)[1:]
        if line.command != "BATCH":
            _, parts = self._open.get(line.tags.get("batch", ""), (line, None))
            if parts is not None and len(parts) < _MOST:
                parts.append(line)
            return line if parts is None else None
        if line.param(0).startswith("+") and line.param(1).lower() == BATCH and len(self._open) < _MOST:
            self._open[reference] = (line, [])
        elif line.param(0).startswith("-"):
            opening, parts = self._open.pop(reference, (line, []))
            return _joined(opening, parts)
        return None


def _joined(opening: Line, parts: list[Line]) -> Line | None:
    if not parts:
        return None
    text = "".join(f"{'' if _CONCAT in part.tags else ' '}{part.param(1)}" for part in parts)
    return replace(parts[0], params=(parts[0].param(0), text.removeprefix(" ")), tags=opening.tags)


def _number(text: str | None) -> int:
    return int(text[:9]) if text and text.isascii() and text.isdigit() else 0
