"""Lines that the text browser w3m has wrapped: where one goes on in the next, and how they are joined.

w3m fills a line up to its width and breaks at the last place that fits: a blank, or between two
characters unless both belong to a word ("www/" + "index.html"). So a line that would have had room for
the beginning of the next one was ended by its author. The character classes are w3m's (`is_boundary`
in its file.c).
"""

import re
from collections.abc import Iterable, Iterator, Sequence

WIDTH = 79  # what `w3m -cols 80 -dump` fills

_PERIOD = ",.:;?!)]}>"  # not parted from what comes before
_BEGINNING = "([{`<"  # not parted from what comes after
_WORD = ",.:\"'$%*+-@~_"
_CALL = re.compile(r"\((?:\d\w{0,2})?\)")  # "(2)", "()"


def may_continue(line: str, following: str, width: int = WIDTH) -> bool:
    """Tell whether the line break after `line` can be one that the browser made."""
    return len(line) + 1 + len(_first_piece(following.lstrip())) > width


def join(lines: Iterable[str], width: int = WIDTH) -> str:
    """Return wrapped lines as one, with a blank at each break that was made at a blank."""
    pieces: list[str] = []
    in_address = is_full = False
    for line in lines:
        text = line.strip()
        if not text:
            continue
        if not pieces or _within_word(pieces[-1], text, in_address=in_address, is_full=is_full):
            in_address = in_address and " " not in text
            pieces.append(text)
        else:
            in_address = False
            pieces += [" ", text]
        in_address = in_address or "://" in text[text.rfind(" ") + 1 :] or text.endswith(("http:", "https:", "ftp:"))
        is_full = len(line) >= width
    return "".join(pieces)


def paragraph_lines(lines: Sequence[str], starts: re.Pattern[str], width: int = WIDTH) -> Iterator[list[str]]:
    """Yield the lines of a paragraph, at least one, in groups that its author wrote as one line each.

    A group also begins where `starts` matches (list items), whatever the width.
    """
    group: list[str] = []
    for line in lines:
        if group and (starts.match(line) or not may_continue(group[-1], line, width)):
            yield group
            group = []
        group.append(line)
    yield group


def _first_piece(line: str) -> str:
    """Return the beginning of a line up to the first place where the browser may break it."""
    for end in range(1, min(len(line), 2 * WIDTH)):
        if line[end] == " " or _boundary(line[end - 1], line[end]):
            return line[:end]
    return line


def _boundary(left: str, right: str) -> bool:
    if right in _PERIOD or left in _BEGINNING:
        return False
    return not (_of_word(left) and _of_word(right))


def _of_word(character: str) -> bool:
    return character.isalnum() or character in _WORD or character > "\x9f"


def _within_word(line: str, following: str, *, in_address: bool, is_full: bool) -> bool:
    """Tell whether a break was made inside a word: an address, a path, "mount(2)".

    Only where a line is full to the last column can the break before a slash be one inside "amd64/i386".
    """
    if not _boundary(line[-1], following[0]):
        return False
    if in_address or line.endswith("/") or (is_full and following[0] == "/"):
        return True
    return bool(_CALL.match(following)) and line[-1].isalnum()
