"""What is left of an answer after its first lines, for the person who asked."""

from collections import OrderedDict
from collections.abc import Sequence

AT_ONCE = 3
_REMEMBERED = 500


class Pager:
    """Remembers the lines that were not shown yet, by person; the longest forgotten go first."""

    def __init__(self) -> None:
        self._left: OrderedDict[str, tuple[str, ...]] = OrderedDict()

    def first(self, person: str, lines: Sequence[str], more: str) -> list[str]:
        """Return the lines to show now; `more` is what the person says to get the rest."""
        self._left.pop(person, None)
        shown, left = list(lines[:AT_ONCE]), tuple(lines[AT_ONCE:])
        if left:
            shown[-1] = f"{shown[-1]} ({len(left)} more: {more})"
            self._left[person] = left
            while len(self._left) > _REMEMBERED:
                self._left.popitem(last=False)
        return shown

    def rest(self, person: str) -> tuple[str, ...]:
        """Return the lines that the person has not seen, and forget them."""
        return self._left.pop(person, ())
