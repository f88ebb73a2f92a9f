"""What the readers of web pages share: decoding, parsing and taking text out of a page."""

import codecs
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.readers.draft import BREAK, Run

_BLOCK = re.compile(r"<(/?(?:p|li|[uod]l|dt|dd|t[drh]|table|div|h[1-6]|blockquote|pre|hr|sponsor)\b)", re.IGNORECASE)
_MOJIBAKE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf]{1,3}")


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("latin-1-instead", _as_latin_1)


def decode(content: bytes) -> str:
    """Return the text of bytes, whatever charset anybody claims.

    What is UTF-8 is read as UTF-8, every other byte as Latin-1: text in Latin-1 is never valid UTF-8
    by chance, and some pages hold both. A byte order mark decides.
    """
    for mark, charset in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return content.decode(charset, "replace")
    return unspoiled(content.decode("utf-8-sig", "latin-1-instead"))


def unspoiled(text: str) -> str:
    """Return the text with UTF-8 that was once read as Latin-1 put right ("LuÃ§i" becomes "Luçi")."""
    return _MOJIBAKE.sub(_reread, text) if _MOJIBAKE.search(text) else text


def parse(text: str) -> LexborHTMLParser:
    """Parse a page so that `text()` of any node keeps blocks apart by blanks and hard breaks by BREAK."""
    return LexborHTMLParser(_BLOCK.sub(r" <\1", text.replace("<br", f"{BREAK}<br")))


def runs(node: LexborNode) -> Iterator[Run]:
    """Yield the text of a node in stretches, each with the address it links to."""
    for child in children(node):
        if child.is_text_node:
            yield Run(child.text_content or "")
        elif child.tag == "a":
            yield Run(child.text(), child.attributes.get("href"))
        else:
            yield from runs(child)


def children(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the child nodes of a node, texts too."""
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _reread(found: re.Match[str]) -> str:
    try:
        return found[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
