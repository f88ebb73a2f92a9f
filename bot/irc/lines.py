"""Cut a text into pieces that fit one IRC line each: by bytes, at words, never inside a character."""

import re
from collections.abc import Iterator

from bot.irc.wire import LINE_LIMIT, plain

# https://modern.ircdocs.horse/formatting: toggles, colour with its numbers, hex colour, reset
_FORMAT = re.compile(
    r"\x03(?:[0-9]{1,2}(?:,[0-9]{1,2})?)?|\x04(?:[0-9A-Fa-f]{6}(?:,[0-9A-Fa-f]{6})?)?|[\x02\x0f\x11\x16\x1d-\x1f]"
)
_ATOM = rf"{_FORMAT.pattern}|\X"  # a formatting code, or what people see as one character (UAX 29)
_RESET = "\x0f"
_COLOURS = "\x03\x04"
_COLOUR_TAIL = frozenset("0123456789abcdefABCDEF,")
_CARRIED = 32  # bytes; all the formatting that can be on at once
_SMALLEST = 40  # bytes; a piece shorter than this would be noise, whatever the prefix


def room(prefix: str, command: str, target: str, *, line: int = LINE_LIMIT) -> int:
    """Return how many bytes of text fit when the server puts `:prefix ` before the line.

    `prefix` is the bot's `nick!user@host` as others see it.
    """
    frame = f":{prefix} {command} {target} :\r\n"
    return max(line - len(frame.encode()), _SMALLEST)


def cut(text: str, limit: int) -> list[str]:
    """Cut a text into pieces of at most `limit` bytes (40 at least) that read, joined by blanks, as the text did.

    Words (so addresses, too) stay whole where they fit a piece; longer ones are cut between graphemes.
    Formatting that is on at a cut goes on in the next piece. Controls become blanks; of nothing there is no piece.
    """
    limit = max(limit, _SMALLEST)
    text = plain(text)
    pieces = [text] if size(text) <= limit else _pieces(text, limit)
    return [piece for piece in pieces if without_formatting(piece).strip()]


def _pieces(text: str, limit: int) -> list[str]:
    pieces = [""]
    for part, glue in _parts(text, limit - _CARRIED):
        joined = f"{pieces[-1]}{glue}{part}"
        if size(joined) <= limit:
            pieces[-1] = joined
        else:
            pieces.append(_resumed(pieces[-1], part))
    return pieces


def _parts(text: str, longest: int) -> Iterator[tuple[str, str]]:
    """Yield words, cut where one alone is too long, each with the blank that stands before it."""
    for index, word in enumerate(text.split(" ")):
        glue = " " if index else ""
        for chunk in _chunks(word, longest):
            yield chunk, glue
            glue = ""


def _chunks(word: str, longest: int) -> Iterator[str]:
    if size(word) <= longest:
        yield word
        return
    chunk = ""
    for atom in _atoms(word, longest):
        if size(chunk) + size(atom) > longest:
            yield chunk
            chunk = ""
        chunk += atom
    yield chunk


def _atoms(word: str, longest: int) -> Iterator[str]:
    """Yield what is never cut: formatting codes and graphemes, of monstrous graphemes their characters."""
    import regex  # only for words that are longer than a line

    for atom in regex.findall(_ATOM, word):
        yield from [atom] if size(atom) <= longest else atom


def _resumed(before: str, part: str) -> str:
    """Return a part that starts a new piece, with the formatting that is on at the end of the piece before."""
    active: dict[str, str] = {}
    for code in _FORMAT.findall(before):
        kind = code[0]
        if kind == _RESET:
            active.clear()
        elif kind in _COLOURS:
            active.pop(kind, None)
            if len(code) > 1:
                active[kind] = code
        elif active.pop(kind, None) is None:
            active[kind] = code
    state = "".join(active.values())
    # Bold on and off keeps digits of the text from being read as part of a colour's number
    guard = "\x02\x02" if part[:1] in _COLOUR_TAIL and any(kind in active for kind in _COLOURS) else ""
    return f"{state}{guard}{part}"


def without_formatting(text: str) -> str:
    """Return a text without colours, bold and the like."""
    return text if text.isprintable() else _FORMAT.sub("", text)


def size(text: str) -> int:
    """Return the length in bytes as sent."""
    return len(text.encode("utf-8", "replace"))
