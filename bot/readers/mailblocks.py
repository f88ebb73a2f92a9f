"""The mail form cut into sections between its rules, and these into blocks of unwrapped lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.readers import linktable
from bot.readers.linklines import link_lines
from bot.readers.textentry import BULLET, Block, bare_sponsor
from bot.readers.wrapped import join, paragraph_lines

RULE = re.compile(r"^[ \t]*[━─═]{20,}[ \t]*$", re.MULTILINE)

_LINKS = re.compile(r"Links?(?::|\s*$)")
_STARTS = re.compile(rf"{BULLET.pattern}|\s*\d{{1,3}}\. |(?:Contact|Mentor|Sponsor|Sponsored by|Link)s?:")

Paragraph = list[str]  # lines as they stand in the mail


@dataclass(frozen=True, slots=True)
class Section:
    """What stands between two rules; `ends_bare`: without the blank line that follows any marked-up paragraph."""

    paragraphs: tuple[Paragraph, ...]
    ends_bare: bool = False

    def blocks(self, *, tabular: bool) -> list[Block]:
        """Return the section's paragraphs unwrapped; `tabular`: links are a table of two columns (until 2020)."""
        blocks = [_block(lines, tabular=tabular) for lines in self.paragraphs]
        if self.ends_bare and len(blocks) > 1:
            blocks[-1] = bare_sponsor(blocks[-1])
        return blocks


def split_sections(text: str) -> list[Section]:
    """Return the sections of a text, the first before its first rule."""
    *closed, last = RULE.split(text)
    sections = [Section(tuple(_paragraphs(part)), part.endswith("\n") and not part.endswith("\n\n")) for part in closed]
    return [*sections, Section(tuple(_paragraphs(last)))]


def _paragraphs(text: str) -> Iterator[Paragraph]:
    paragraph: Paragraph = []
    for line in text.split("\n"):
        if line.strip():
            paragraph.append(line.rstrip())
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _block(lines: Sequence[str], *, tabular: bool) -> Block:
    if not _LINKS.match(lines[0]):
        return Block(tuple(join(group) for group in paragraph_lines(lines, _STARTS)))
    if tabular and lines[0].strip() == "Links":
        return Block(("Links",), tuple(linktable.links(lines[1:])))
    return Block(tuple(link_lines(lines)))
