"""The links of an entry where they are ordinary lines, "label URL: address", that may have been wrapped."""

from collections.abc import Iterator, Sequence

from bot.readers.labels import label, link
from bot.readers.wrapped import WIDTH, join, may_continue

_MARK = "URL"


def link_lines(lines: Sequence[str], width: int = WIDTH) -> Iterator[str]:
    """Yield the lines of a links paragraph, at least one, as their author wrote them; the first may be "Links:"."""
    group: list[str] = []
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if group and not _goes_on(group, line, following, width):
            yield join(group)
            group = []
        group.append(line)
    yield join(group)


def _goes_on(group: Sequence[str], line: str, following: str, width: int) -> bool:
    """Tell whether a line belongs to the link before it, given the line that follows."""
    so_far = join(group[-4:])
    if line.startswith(_MARK) or so_far.endswith((_MARK, f"{_MARK}:")):
        return True
    if not may_continue(group[-1], line, width) or label(line) or (len(group) == 1 and _is_head(group[0])):
        return False
    address = so_far.rpartition(f"{_MARK}:")[2].strip()
    if link(so_far) is None or " " in address:  # in a label, be it that of a second link
        return True
    return " " not in line and "://" not in line and not following.startswith(_MARK)


def _is_head(line: str) -> bool:
    found = label(line)
    return found is not None and not found[1]
