"""The two-column table of links in the text form of old pages: labels on the left, addresses on the right.

Long labels and addresses go on in further lines of their row, and the shorter cell of a row is centred
beside the longer one, so a label can begin above or below its "URL:". The rows are those that fit this.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.model import Link
from bot.readers.wrapped import join

_MARK = "URL:"
_MAX_ROW = 12  # lines; no cell of the archive has more than five
_UNFINISHED_COST = 5
_UNFINISHED = re.compile(r"\b(?:to|of|for|the|an?|and|or|on|in|with|from|by|at)$")

Cells = tuple[str, str]


def links(lines: Sequence[str]) -> list[Link]:
    """Return the links of a table's lines, without its head; [] if there is no address in them."""
    column = _column(lines)
    if column is None:
        return []
    cells = [(line[:column].strip(), line[column:].strip()) for line in lines]
    width = max(len(label) for label, _ in cells)
    return [link for row in _rows(cells) if (link := _link(row, width))]


def _column(lines: Sequence[str]) -> int | None:
    """Return where the second column begins: where most addresses do."""
    places = Counter(place for line in lines if (place := line.rfind(_MARK)) >= 0)
    return places.most_common(1)[0][0] if places else None


def _rows(cells: Sequence[Cells]) -> list[Sequence[Cells]]:
    """Cut the lines into rows, the likeliest where several ways fit."""
    best: list[tuple[int, int] | None] = [(0, 0), *[None] * len(cells)]  # cost, start of the row that ends here
    for end in range(1, len(cells) + 1):
        for start in range(max(0, end - _MAX_ROW), end):
            before, cost = best[start], _cost(cells[start:end])
            if before is not None and cost is not None:
                known = best[end]
                if known is None or before[0] + cost < known[0]:
                    best[end] = (before[0] + cost, start)
    return _way(best, cells) if best[-1] is not None else _rows_by_mark(cells)


def _way(best: Sequence[tuple[int, int] | None], cells: Sequence[Cells]) -> list[Sequence[Cells]]:
    rows: list[Sequence[Cells]] = []
    end = len(cells)
    while end > 0 and (step := best[end]) is not None:
        rows.append(cells[step[1] : end])
        end = step[1]
    return rows[::-1]


def _cost(row: Sequence[Cells]) -> int | None:
    """Return how unlikely a row is: how far down its address begins, and whether its label seems to go on.

    None if these lines are no row.
    """
    labels = [place for place, (label, _) in enumerate(row) if label]
    addresses = [place for place, (_, address) in enumerate(row) if address]
    if not addresses or [row[place][1].startswith(_MARK) for place in addresses] != [True] + [False] * (
        len(addresses) - 1
    ):
        return None
    fits = _centred(addresses, len(row)) and (not labels or _centred(labels, len(row)))
    tallest = max(len(labels), len(addresses)) == len(row)
    if not (fits and tallest):
        return None
    return addresses[0] + _UNFINISHED_COST * bool(labels and _UNFINISHED.search(row[labels[-1]][0]))


def _centred(places: Sequence[int], height: int) -> bool:
    return places[0] == (height - len(places)) // 2 and places[-1] == places[0] + len(places) - 1


def _rows_by_mark(cells: Sequence[Cells]) -> list[Sequence[Cells]]:
    """Cut the lines at every "URL:", for tables that another program wrote."""
    starts = [place for place, (_, address) in enumerate(cells) if address.startswith(_MARK)]
    return [cells[start:end] for start, end in pairwise([*starts, len(cells)])]


def _link(row: Sequence[Cells], width: int) -> Link | None:
    address = "".join(address for _, address in row).removeprefix(_MARK).strip()
    label = join((label for label, _ in row), width)
    return Link(label or None, address) if address else None
