"""From the bytes of an XML report to its element tree, safely, and from elements to text."""

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from bot.readers.charset import decode
from bot.readers.entities import expand
from bot.readers.labels import clean
from bot.readers.subset import MEANINGS

_PROLOG = re.compile(r"<!--|<\?|<report(?=[\s>])|<(?=[A-Za-z])")
_PROLOG_ENDS = {"<!--": "-->", "<?": "?>"}
_TOP_LEVEL = re.compile(r"(?=<(?:date|section|category|project)[\s>])")
_MOST_PARTS = 1000  # the longest report has 60
_PIECE = re.compile(r"<(date|section|category|project)[\s>]")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STRAY_AMPERSAND = re.compile(r"&(?!#?[\w.-]{1,64};)")
_BREAK = "\0"  # no character of XML
SPONSORS = frozenset({"sponsor", "partialsponsor"})
_BLOCKS = frozenset(
    {"address", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "hr", "li", "ol", "p", "pre"}
    | {
        "programlisting",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        *(f"h{level}" for level in range(1, 7)),
    }
)


class Line(NamedTuple):
    """A line of text and the same as HTML, with tags that other lines may end or begin."""

    text: str
    html: str


def report_markup(content: bytes) -> str | None:
    """Return the text from `<report` on, None if there is no such root element.

    The prolog and with it every declaration of an entity is left out: nothing that a document
    declares can grow, and the report's own entities are known (see `entities`).
    """
    text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", decode(content))
    position = 0
    while found := _PROLOG.search(text, position):
        if found[0] not in _PROLOG_ENDS:
            return text[found.start() :] if found[0] == "<report" else None
        position = text.find(_PROLOG_ENDS[found[0]], found.end())
        if position < 0:
            return None
    return None


def tree(markup: str, problems: list[str]) -> Element:
    """Return the report's root element; what is not well-formed is left out and told in `problems`."""
    unknown: dict[str, None] = {}
    markup = expand(_STRAY_AMPERSAND.sub("&amp;", markup), lambda name: unknown.setdefault(name))
    if unknown:
        problems.append(f"entities that no one knows are left as they are: {', '.join(list(unknown)[:10])}")
    try:
        return ElementTree.fromstring(markup)  # noqa: S314 - it has no declarations any more, so no entity can expand
    except ElementTree.ParseError as error:
        problems.append(f"it is not well-formed ({error}); what cannot be read is left out")
        return _salvage(markup, problems)


def _salvage(markup: str, problems: list[str]) -> Element:
    """Read the parts of a broken report one by one, so that a bad entry costs no other."""
    root = Element("report")
    for piece in _TOP_LEVEL.split(markup, _MOST_PARTS)[1:]:
        name = _PIECE.match(piece)[1]  # type: ignore[index]  # every piece begins where _TOP_LEVEL matched
        closing = f"</{name}>"
        end = piece.rfind(closing)
        try:
            root.append(ElementTree.fromstring(piece[: end + len(closing)] if end >= 0 else piece))  # noqa: S314 - as in tree
        except ElementTree.ParseError as error:
            problems.append(f"a {name} cannot be read ({error}): {clean(piece[:300])[:80]}")
    return root


def text(element: Element | None) -> str:
    """Return the text of an element without mark-up, white space made single blanks; "" for None."""
    return "" if element is None else clean("".join(element.itertext()))


def lines(element: Element) -> list[Line]:
    """Return what is in an element line by line: paragraphs, items, headings, bare text between them.

    Sponsors that stand in it are left out, they are no text of it. Lines without words have tags only.
    """
    pieces = list(_pieces(element))
    texts = "".join(text for text, _ in pieces).split(_BREAK)
    htmls = "".join(html for _, html in pieces).split(_BREAK)
    return [Line(clean(text), html) for text, html in zip(texts, htmls, strict=True)]


def _pieces(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the texts in an element, each also as HTML, with a break around every block; a loop, for any depth."""
    waiting: list[Element | tuple[str, str]] = [element]
    while waiting:
        item = waiting.pop()
        if isinstance(item, tuple):
            yield item
            continue
        edge = _BREAK if item.tag in _BLOCKS or item.tag in SPONSORS else ""
        html_edge = edge and f"{_BREAK} "
        beginning, end = _tags(item)
        tail = (item.tail or "") if item is not element else ""
        waiting.append((edge + tail, end + html_edge + escape(tail, quote=False)))
        yield edge, html_edge + beginning
        if item.tag not in SPONSORS:
            yield item.text or "", escape(item.text or "", quote=False)
            waiting.extend(reversed(item))


def _tags(element: Element) -> tuple[str, str]:
    """Return the tags of an element as HTML; none if it means nothing there."""
    if element.tag not in MEANINGS:
        return "", ""
    if element.tag == "br":
        return "<br>", ""
    href = escape(element.get("href", ""))
    return (f'<a href="{href}">' if element.tag == "a" else f"<{element.tag}>"), f"</{element.tag}>"
