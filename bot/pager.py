"""What is left of an answer after its first lines, for the person who asked."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from bot.answers.lines import LINE

AT_ONCE = 3
_REMEMBERED = 500


class Pager:
    """Remembers the lines that were not shown yet, by person; the longest forgotten go first."""

    def __init__(self) -> None:
        self._left: OrderedDict[str, tuple[str, ...]] = OrderedDict()

    def first(
        self, person: str, lines: Sequence[str], more: str, page: Callable[[], str | None] = lambda: None
    ) -> list[str]:
        """Return the lines to show now; `more` is what the person says to get the rest, `page` where all of it stands.

        The address of a page may take a line of its own.
        """
        self._left.pop(person, None)
        shown, left = list(lines[:AT_ONCE]), tuple(lines[AT_ONCE:])
        if left:
            shown[-1] = f"{shown[-1]} ({len(left)} more: {more})"
            if address := page():
                joined = f"{shown[-1].removesuffix(')')}, all: {address})"
                shown = [*shown[:-1], joined] if len(joined.encode()) <= LINE else [*shown, f"All of it: {address}"]
            self._left[person] = left
            while len(self._left) > _REMEMBERED:
                self._left.popitem(last=False)
        return shown

    def rest(self, person: str) -> tuple[str, ...]:
        """Return the lines that the person has not seen, and forget them."""
        return self._left.pop(person, ())
