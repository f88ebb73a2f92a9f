"""The lossy plain-text scrape cut into blocks, with how much is missing before each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.readers.introduction import SIGNATURE
from bot.readers.labels import label
from bot.readers.textentry import BULLET, SENTENCE_ENDS, Block, bare_sponsor

_CHROME = re.compile(r"(?:Skip site navigation|News Home \| Status Home)\b.*")
_LINK_LINE = re.compile(r"(?:^|\s)URL(?::\s*(\S*))?$")
_HEAD = ("contact", "mentor", "link")


@dataclass(frozen=True, slots=True)
class Passage:
    """A block; `labels` are those of links in it that have lost their address, whose lines are left out.

    `gap` counts the blank lines before it: more than one where the scrape left something out.
    """

    block: Block
    gap: int
    labels: tuple[str, ...] = ()

    @property
    def is_head(self) -> bool:
        """Tell whether this is what stands between a title and its text: contacts or links."""
        return any((found := label(line)) is not None and found[0] in _HEAD for line in self.block.lines[:2])

    @property
    def is_sentence(self) -> bool:
        """Tell whether this ends like a sentence or before a list, as few titles do."""
        return self.block.lines[-1].endswith((*SENTENCE_ENDS, ":"))

    @property
    def heading(self) -> str | None:
        """Return the text of a block that can be a heading."""
        return None if self.is_sentence or SIGNATURE.match(self.block.lines[0]) else self.block.heading


def passages(text: str) -> Iterator[Passage]:
    """Yield the blocks of a text, without the navigation of the page around it."""
    gap = 0
    lines: list[str] = []
    for line in [*map(str.strip, text.split("\n")), ""]:
        if line and not _CHROME.fullmatch(line):
            lines.append(line)
            continue
        if lines:
            yield _passage(lines, gap)
            gap, lines = 0, []
        gap += 1


def with_bare_sponsor(blocks: Sequence[Block]) -> list[Block]:
    """Return an entry's blocks; a name directly after a list at the end is labelled as what it is, the sponsor."""
    last = blocks[-1].lines if blocks else ()
    if len(last) > 1 and BULLET.match(last[-2]) and not BULLET.match(last[-1]):
        return [*blocks[:-1], Block(last[:-1]), bare_sponsor(Block(last[-1:]))]
    return list(blocks)


def _passage(lines: Sequence[str], gap: int) -> Passage:
    """Make a passage of lines; those that end in "URL:" are links without address, their head is lost as well."""
    marks = [_LINK_LINE.search(line) for line in lines]
    if not any(marks):
        return Passage(Block(tuple(lines)), gap)
    labels = tuple(line[: mark.start()] for line, mark in zip(lines, marks, strict=True) if mark and not mark[1])
    kept = tuple(line for line, mark in zip(lines, marks, strict=True) if not mark or mark[1])
    if all(marks):
        return Passage(Block(("Links:", *kept)), gap, labels)
    return Passage(Block(kept), gap, labels)
