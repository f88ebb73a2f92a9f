"""Where the entries of the mail form begin, and what belongs to each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.model import Entry
from bot.readers.contents import Contents, key
from bot.readers.textentry import SENTENCE_ENDS, Block, read_entry
from bot.readers.wholeness import lacks

_NEAR = 4  # blocks: a category's heading, its description of one or two paragraphs, the first title
_IMAGE = re.compile(r"^\[\w+\]")


@dataclass(slots=True)
class _Draft:
    title: str
    category: str | None
    blocks: list[Block] = field(default_factory=list)


def read_entries(sections: Iterable[Sequence[Block]], contents: Contents) -> tuple[list[Entry], list[str]]:
    """Return the entries in the sections between two rules each, and what could not be made sense of.

    A section begins an entry or a category if it begins with a title or category of the table of
    contents. With an empty table of contents a title is what contacts or links follow.
    """
    cutting = _Cutting(contents)
    for section in sections:
        cutting.section(section)
    entries = [read_entry(draft.title, draft.category, draft.blocks) for draft in cutting.drafts]
    return entries, cutting.problems + cutting.missing()


class _Cutting:
    """The entries that have begun so far, and which titles and categories are still to come."""

    def __init__(self, contents: Contents) -> None:
        self.drafts: list[_Draft] = []
        self.problems: list[str] = []
        self._contents = contents
        self._titles = {key(title): (title, category) for title, category in contents.titles}
        self._listed = frozenset(self._titles)
        self._categories = {key(category): category for category in contents.categories}
        self._category: str | None = None

    def section(self, blocks: Sequence[Block]) -> None:
        """Take in the blocks between two rules."""
        described = False  # between the heading of a category and its first title
        for place, block in enumerate(blocks):
            near = blocks[place + 1 : place + _NEAR]
            may_begin = place == 0 or described
            text = self._without_image(block.heading)
            if text and self._begins_category(text, near, may_begin=may_begin):
                self._category = text
                self._categories.pop(key(text), None)
                described = True
            elif text and self._begins_entry(text, near, may_begin=may_begin):
                self._begin(text)
                described = False
            elif self.drafts and not described:
                self.drafts[-1].blocks.append(block)
            elif not described:
                self.problems.append(f"a paragraph before the first entry is left out: {block.lines[0][:60]!r}")

    def missing(self) -> list[str]:
        """Return a problem for each title of the table of contents that no section begins with."""
        return [lacks(title) for title, _ in self._titles.values()]

    def _without_image(self, text: str | None) -> str | None:
        """Return a heading without the name of an image before it ("[kern]"), if only so it is a known title."""
        bare = _IMAGE.sub("", text or "")
        return bare if key(bare) in self._titles else text

    def _begin(self, text: str) -> None:
        _, category = self._titles.pop(key(text), (text, None))
        if self._listed and key(text) not in self._listed:
            self.problems.append(f"{text!r} is taken for an entry, though the table of contents does not list it")
        self.drafts.append(_Draft(text, category or self._category))

    def _begins_category(self, text: str, near: Sequence[Block], *, may_begin: bool) -> bool:
        if not self._listed:
            return may_begin and not text.endswith(SENTENCE_ENDS) and not _labelled_next(near) and _title_within(near)
        if key(text) not in self._categories or (key(text) in self._titles and _labelled_next(near)):
            return False
        first = self._contents.first_title(text)
        if first is None:  # nothing but a description can follow
            return may_begin or len(near) <= 1
        return may_begin or any(block.heading and key(block.heading) == key(first) for block in near)

    def _begins_entry(self, text: str, near: Sequence[Block], *, may_begin: bool) -> bool:
        if key(text) in self._titles:
            return may_begin or (_labelled_next(near) and key(text) == next(iter(self._titles)))
        return may_begin and _labelled_next(near)


def _labelled_next(near: Sequence[Block]) -> bool:
    """Tell whether contacts or links follow, be it after links whose line lost its break ("Links Home page")."""
    if near and (near[0].heading or "").startswith("Links "):
        near = near[1:]
    return bool(near) and near[0].is_labelled


def _title_within(near: Sequence[Block]) -> bool:
    return any(block.heading and after.is_labelled for block, after in pairwise(near))
