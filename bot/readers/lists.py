"""The lists of forms in which every item says by its mark what list it is in: bullets, stars, numbers."""


class Lists:
    """Which lists are open while the items of an entry come one by one."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def item(self, mark: str) -> str:
        """Return the tags up to the text of an item; a mark that is not open begins a list within the item before."""
        mark = "1" if mark.rstrip(".").isdigit() else mark
        if mark not in self._open:
            self._open.append(mark)
            return f"<{_element(mark)}><li>"
        place = self._open.index(mark) + 1
        inner, self._open = self._open[place:], self._open[:place]
        return f"{_ends(inner)}</li><li>"

    def close(self) -> str:
        """Return the tags that end all lists."""
        open_now, self._open = self._open, []
        return _ends(open_now)


def _ends(marks: list[str]) -> str:
    return "".join(f"</li></{_element(mark)}>" for mark in reversed(marks))


def _element(mark: str) -> str:
    return "ol" if mark[0] in ".1" or mark[0].isalpha() else "ul"
