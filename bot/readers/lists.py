"""The lists of forms in which every item says by its mark what list it is in: bullets, stars, numbers."""


class Lists:
    """Which lists are open while the items of an entry come one by one."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def item(self, mark: str) -> str:
        """Return the tags up to the text of an item; a mark that is not open begins a list within the item before."""
        kind = _kind(mark)
        if kind not in self._open:
            self._open.append(kind)
            return f"<{_element(kind)}><li>"
        place = self._open.index(kind) + 1
        inner, self._open = self._open[place:], self._open[:place]
        return f"{_ends(inner)}</li><li>"

    def close(self) -> str:
        """Return the tags that end all lists."""
        closed, self._open = self._open, []
        return _ends(closed)


def _ends(kinds: list[str]) -> str:
    return "".join(f"</li></{_element(kind)}>" for kind in reversed(kinds))


def _kind(mark: str) -> str:
    """Return what the marks of one list have in common: bullets are the same, numbers and letters count."""
    name = mark.strip("<>.")
    return "1" if name.replace(".", "").isdigit() else "a" if name.isalpha() else mark


def _element(kind: str) -> str:
    return "ol" if kind[0] in ".1a" else "ul"
