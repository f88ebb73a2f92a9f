"""The introduction of a report in the forms that have no mark-up."""

import re
from collections.abc import Sequence

from bot.readers.labels import clean
from bot.readers.textentry import SENTENCE_ENDS, Block, without_mark
from bot.readers.wrapped import WIDTH

SIGNATURE = re.compile(r"[-–—]")


def introduction(sections: Sequence[Sequence[Block]]) -> str:
    """Return the text of the introduction's sections (which rules part) without the headings in it."""
    kept = [
        block
        for number, section in enumerate(sections)
        for place, block in enumerate(section)
        if not _is_headline(block.heading, section[place + 1 :], is_first=number == 0 and place == 0)
    ]
    return clean(" ".join(without_mark(line) for block in kept for line in block.lines))


def _is_headline(text: str | None, following: Sequence[Block], *, is_first: bool) -> bool:
    """Tell whether a line is a heading rather than a greeting, a signature or a short sentence."""
    if not text or text.endswith(SENTENCE_ENDS) or SIGNATURE.match(text):
        return False
    return is_first or (bool(following) and len(following[0].lines[0]) > WIDTH)
