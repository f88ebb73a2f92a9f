"""What the readers of web pages share: safe parsing and taking text out of a page."""

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.errors import NotAReportError
from bot.readers.draft import BREAK, Run
from bot.readers.labels import clean
from bot.readers.wholeness import CUT_OFF

BLOCKS = frozenset(
    (
        "p",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "td",
        "tr",
        "th",
        "table",
        "div",
        "blockquote",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    )
)
_TAG = re.compile(r"<(/?)(?!(?:br|hr|img|input|meta|link|wbr)\b)([a-z][^\s/>]*)")
_BREAK_TAG = re.compile("<br")  # which `str.replace` takes twice as long for
_LONGEST_STRETCH = 128 * 1024
_MANY_TAGS = 10_000
_MAX_DEPTH = 200


def parse(text: str, origin: str) -> LexborHTMLParser:
    """Parse a page so that the text of any node has BREAK for its hard breaks.

    Raises NotAReportError for a page that would take the parser very long.
    """
    _refuse_hostile(text, origin)
    return LexborHTMLParser(_BREAK_TAG.sub(f"{BREAK}<br", text))


def _refuse_hostile(text: str, origin: str) -> None:
    """Refuse what makes an HTML parser quadratic: a tag with many attributes, tags nested very deeply.

    The tags are only counted on pages that have more of them than any report so far had.
    """
    place = 0
    while len(text) - place > _LONGEST_STRETCH:
        place = text.rfind(">", place, place + _LONGEST_STRETCH + 1) + 1
        if not place:
            raise NotAReportError(
                origin, f"it has {_LONGEST_STRETCH:,} characters without a tag; no report looks like that"
            )
    if text.count("<") > _MANY_TAGS and _depth(text) > _MAX_DEPTH:
        raise NotAReportError(origin, f"its tags are nested more than {_MAX_DEPTH} deep; no report looks like that")


def _depth(text: str) -> int:
    """Return how deeply the tags of a page may be nested, end tags of other elements not counted."""
    opened: Counter[str] = Counter()
    depth = deepest = 0
    for slash, name in _TAG.findall(text.lower()):
        if not slash:
            opened[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return deepest


def page_title(page: LexborHTMLParser) -> str:
    """Return what stands in the `title` of a page."""
    title = page.css_first("title")
    return clean(title.text()) if title else ""


def cut_off(text: str) -> Iterator[str]:
    """Yield the problem that a page has if it does not end as pages do."""
    if "</html" not in text[-2048:].lower():
        yield CUT_OFF


def block_text(node: LexborNode) -> str:
    """Return the text of a node that may hold blocks, with a blank where each begins."""
    pieces: list[str] = []
    for child in node.traverse(include_text=True):
        if child.is_text_node:
            pieces.append(child.text_content or "")
        elif child.tag in BLOCKS:
            pieces.append(" ")
    return "".join(pieces)


def runs(node: LexborNode) -> Iterator[Run]:
    """Yield the text of a node in stretches, each with the address it links to."""
    for child in node.iter(include_text=True):
        if child.is_text_node:
            yield Run(child.text_content or "")
        elif child.tag == "a":
            yield Run(child.text(), child.attributes.get("href"))
        else:
            yield from runs(child)
