"""The text of an entry as a small subset of HTML, made of any HTML: elements that mean something, links, no more.

Of elements outside `ELEMENTS` only the text remains, of images, rules and comments nothing. The words are those of
the entry's body. It is well nested and escaped; whoever shows it is to sanitise it all the same.
"""

import re
from html import escape, unescape
from itertools import accumulate
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

_INLINE = frozenset(("a", "em", "strong", "code", "br"))
_TABLE = ("table", "thead", "tbody", "tfoot", "tr", "th", "td")
_BLOCKS = frozenset(("p", "h4", "ul", "ol", "li", "dl", "dt", "dd", "pre", "blockquote", *_TABLE))
ELEMENTS = _INLINE | _BLOCKS

MEANINGS = (
    dict(zip(ELEMENTS, ELEMENTS, strict=True))
    | dict.fromkeys(("h1", "h2", "h3", "h5", "h6"), "h4")
    | dict.fromkeys(("tt", "ttt", "kbd", "samp", "filename", "literal", "command"), "code")
    | dict.fromkeys(("i", "cite", "var", "dfn", "emph", "emphasis"), "em")
    | {"b": "strong", "programlisting": "pre", "screen": "pre"}
)
_NOT_TEXT = frozenset(
    ("script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext", "template", "svg", "math")
)
_SCHEMES = frozenset(("http", "https", "ftp", "mailto"))
_MAX_DEPTH = 40  # of elements; the archive's deepest list has 9
_MAX_LENGTH = 512 * 1024  # characters; the archive's longest entry has 19,000
_MAX_ADDRESS = 2048

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OTHER_TAG = re.compile(r"(<(?!/?(?:p|li|ul|code|a)>)[^>]*>?)")  # not those frequent ones that stay as they are
_TAG = re.compile(r"<(?!br>)(/?)")
_STEPS = {"": 1, "/": -1}
_USUAL_TAG = re.compile(r'<(/?)([a-z][\w:-]*)((?: [^\s"<>=]+="[^"]*")*)>')
_USUAL_LINK = re.compile(r'<a href="https?://[!#-%(-;=?-~]{1,2000}">')
_HREF = re.compile(r' href="([^"]*)"')
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile(r"<br>(?:\s*<br>)*")
_PARTING = _BLOCKS | {"div", "h1", "h2", "h3", "h5", "h6"}  # what is not in a paragraph
_EDGES = tuple(f"<{slash}{name}>" for name in _BLOCKS for slash in ("", "/"))
_NO_LINK = "<a>"  # what had no address, or one that may not be followed
_LINK = re.compile(r"<(/?)a([^>]*)>")
_NEAR = 30  # characters beside a break in which the next tag is looked for
_EMPTY = re.compile(r"<(p|h4|ul|ol|li|dl|dt|dd|pre|blockquote|em|strong|code)>\s*</\1>|<a [^>]*>\s*</a>")


class _OddMarkupError(Exception):
    """Mark-up that cannot be made into the subset: its text is code, or it could be read in two ways."""


class Subset:
    """Makes the subset of HTML; relative links count from `base`, the address of its page, without it they go."""

    def __init__(self, base: str | None) -> None:
        self._tags = _Tags(base)

    def of(self, html: str) -> str:
        """Return the subset of HTML that a parser has written; "" where that is very deep, very long or odd."""
        if len(html) > _MAX_LENGTH:
            return ""
        if not html.replace("\n", " ").replace("\t", " ").isprintable():
            html = _CONTROL.sub(lambda found: " " if found[0].isspace() else "", html)
        if "<!--" in html:
            html = _COMMENT.sub("", html)
        try:
            pieces = _OTHER_TAG.split(html)
            pieces[1::2] = map(self._tags.__getitem__, pieces[1::2])
        except _OddMarkupError:
            return ""
        made = "".join(pieces)
        if _is_deep(made):
            return ""
        if _NO_LINK in made:
            made = _without_dead_links(made)
        return (_BREAKS.sub(_break, made) if "<br>" in made else made).strip()

    def mended(self, html: str) -> str:
        """Return the subset of HTML that was put together of pieces.

        Tags may be missing, elements empty; text that is in no block becomes a paragraph.
        """
        if len(html) > _MAX_LENGTH or _is_deep(html):
            return ""  # a parser would take very long
        body = LexborHTMLParser(f"<!DOCTYPE html><body>{html}").body
        made = self.of(_in_blocks(body)) if body else ""
        while (less := _EMPTY.sub("", made)) != made:
            made = less
        return made.strip()


class _Tags(dict[str, str]):
    """What becomes of every tag that was met."""

    def __init__(self, base: str | None) -> None:
        super().__init__()
        self._base = base

    def __missing__(self, tag: str) -> str:
        self[tag] = made = self._made(tag)
        return made

    def _made(self, tag: str) -> str:
        if _USUAL_LINK.fullmatch(tag):
            return tag
        parts = _USUAL_TAG.fullmatch(tag)
        if parts is None or parts[2] in _NOT_TEXT:
            raise _OddMarkupError
        slash, name, attributes = parts.groups()
        meaning = MEANINGS.get(name)
        if meaning is None:
            return " " if name == "div" else ""
        if meaning != "a" or slash:
            return f"<{slash}{meaning}>"
        found = _HREF.search(attributes)
        address = _address(unescape(found[1]), self._base) if found else None
        return f'<a href="{escape(address)}">' if address else _NO_LINK


def _address(href: str, base: str | None) -> str | None:
    """Return the address that a link leads to, as a browser would see it; None if it may or can lead nowhere."""
    href = _CONTROL.sub("", href.replace("\n", "").replace("\t", "")).strip().replace(" ", "%20")
    if not href or len(href) > _MAX_ADDRESS:
        return None
    if found := _SCHEME.match(href):
        return href if found[1].lower() in _SCHEMES else None
    try:
        return urljoin(base, href) if base else None
    except ValueError:  # half of an IPv6 address
        return None


def _without_dead_links(html: str) -> str:
    """Return HTML without the links that have no address."""
    opened: list[bool] = []

    def kept(found: re.Match[str]) -> str:
        slash, address = found.groups()
        if not slash:
            opened.append(bool(address))
        is_link = opened.pop() if slash else opened[-1]
        return found[0] if is_link else ""

    return _LINK.sub(kept, html)


def _is_deep(html: str) -> bool:
    """Tell whether elements are nested deeper than in any entry."""
    if html.count("<") <= 2 * _MAX_DEPTH:
        return False
    return max(accumulate(map(_STEPS.__getitem__, _TAG.findall(html))), default=0) > _MAX_DEPTH


def _in_blocks(body: LexborNode) -> str:
    """Return what is in an element as HTML, each stretch between two blocks as a paragraph."""
    pieces = []
    child = body.first_child
    in_paragraph = False
    while child is not None:
        if (child.tag in _PARTING) == in_paragraph and not child.is_empty_text_node:
            pieces.append("</p>" if in_paragraph else "<p>")
            in_paragraph = not in_paragraph
        pieces.append(child.html or "")
        child = child.next
    return "".join(pieces) + "</p>" * in_paragraph


def _break(found: re.Match[str]) -> str:
    """Return a line break where text stands before and after it, else a blank."""
    before = found.string[max(0, found.start() - _NEAR) : found.start()].rstrip()
    after = found.string[found.end() : found.end() + _NEAR].lstrip()
    between_text = before and after and not before.endswith(_EDGES) and not after.startswith(_EDGES)
    return "<br>" if between_text else " "
