"""The table of contents of the mail form: the only list of a report's titles and categories."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.readers.textentry import BULLET
from bot.readers.wrapped import join

_SENTENCE_END = (".", "!", ",", ";")


@dataclass(frozen=True, slots=True)
class Contents:
    """Titles with their category, and categories, as they are written and in order.

    `nested`: categories are items with their titles below them (2021 and later), not headings.
    """

    titles: tuple[tuple[str, str | None], ...]
    categories: tuple[str, ...]
    nested: bool

    def first_title(self, category: str) -> str | None:
        """Return the first title in a category, None for an empty one."""
        return next((title for title, of in self.titles if of is not None and key(of) == key(category)), None)


def key(text: str) -> str:
    """Return what two spellings of a heading have in common, however they were wrapped."""
    return "".join(text.split()).casefold()


def read_contents(paragraphs: Sequence[Sequence[str]]) -> Contents | None:
    """Return the table of contents that the paragraphs of a section are, None if they are something else."""
    if not any(_is_list(lines) for lines in paragraphs):
        return None
    if not all(_is_list(lines) or _is_heading(lines) for lines in paragraphs):
        return None
    lists = [(lines, list(_items(lines))) for lines in paragraphs]
    nested = any(depth > 0 for _, items in lists for depth, _ in items)
    return _nested([item for _, items in lists for item in items]) if nested else _flat(lists)


def _nested(items: Iterable[tuple[int, str]]) -> Contents:
    titles: list[tuple[str, str | None]] = []
    categories: list[str] = []
    for depth, text in items:
        if depth == 0:
            categories.append(text)
        elif depth == 1:
            titles.append((text, categories[-1] if categories else None))
    return Contents(tuple(titles), tuple(categories), nested=True)


def _flat(lists: Iterable[tuple[Sequence[str], list[tuple[int, str]]]]) -> Contents:
    """Read headings with a list below each; a list without heading has the entries without category."""
    titles: list[tuple[str, str | None]] = []
    categories: list[str] = []
    category: str | None = None
    for lines, items in lists:
        if items:
            titles += [(text, category) for _, text in items]
            category = None
        else:
            category = join(lines)
            categories.append(category)
    return Contents(tuple(titles), tuple(categories), nested=False)


def _is_list(lines: Sequence[str]) -> bool:
    return bool(BULLET.match(lines[0]))


def _is_heading(lines: Sequence[str]) -> bool:
    return len(lines) <= 2 and not lines[-1].endswith(_SENTENCE_END)


def _items(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the items of a list with their depth (0, 1, ...), wrapped ones joined; nothing if it is no list."""
    indents: list[int] = []
    text: list[str] = []
    for line in lines if _is_list(lines) else ():
        if not BULLET.match(line):
            text.append(line)
            continue
        if text:
            yield len(indents) - 1, join(text)
        indent = len(line) - len(line.lstrip())
        indents = [*(outer for outer in indents if outer < indent), indent]
        text = [BULLET.sub("", line, count=1)]
    if text:
        yield len(indents) - 1, join(text)
