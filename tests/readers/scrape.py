"""Make from a mail text the scrape that a reader of visible lines would: unwrapped, and with the seed form's losses."""

import re
from collections.abc import Iterator

from bot.readers.contents import read_contents
from bot.readers.mailblocks import Section, split_sections
from bot.readers.textentry import Block

_ADDRESS = re.compile(r"\w+://\S+")
_MAIL = re.compile(r"<[^<>\s]*@[^<>\s]*>")


def scrape(mail: str) -> str:
    """Return the scrape of a mail text: without rules, addresses, lists of contents and lines of one word."""
    sections = split_sections(mail)
    place, contents = next(
        (place, contents) for place, section in enumerate(sections) if (contents := read_contents(section.paragraphs))
    )
    lines = ["Skip site navigation (1) Skip section navigation (2)", "", ""]
    for section in sections[: place - 1]:
        lines += _section(section, tabular=False)
    for category in contents.categories:
        lines += ["", category if " " in category else ""]
    lines += ["", ""]
    for section in sections[place + 1 :]:
        lines += [f"    {line}" if line else "" for line in _section(section, tabular=not contents.nested)]
    return "\n".join([*lines, "    News Home | Status Home", ""])


def _section(section: Section, *, tabular: bool) -> Iterator[str]:
    for block in section.blocks(tabular=tabular):
        yield from _lossy(block)
        yield ""


def _lossy(block: Block) -> Iterator[str]:
    for link in block.links:
        yield f"{link.label or 'Links'} URL:"
    for line in block.lines:
        left = _MAIL.sub("<>", _ADDRESS.sub("", line)).strip()
        if " " in left and left != "Links:":
            yield left
