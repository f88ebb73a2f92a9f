"""From bytes to text, whatever charset a page, a server or an editor claims."""

import codecs
import re

_LEADS = (
    "\u00c2\u00c3\u00c4\u00c5\u00d0\u00d1\u00e2"  # of Western, Central European and Cyrillic letters, quotes, dashes
)
_MOJIBAKE = re.compile(f"[{_LEADS}][\u0080-\u00bf]{{1,3}}")


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("latin-1-instead", _as_latin_1)


def decode(content: bytes) -> str:
    """Return the text of bytes.

    What is UTF-8 is read as UTF-8, every other byte as Latin-1: text in Latin-1 is hardly ever valid
    UTF-8 by chance, and some pages hold both.
    """
    return unspoiled(content.decode("utf-8-sig", "latin-1-instead"))


def unspoiled(text: str) -> str:
    """Return the text with UTF-8 that was once read as Latin-1 put right ("LuÃ§i" becomes "Luçi")."""
    if text.isascii() or not any(lead in text for lead in _LEADS):
        return text
    return _MOJIBAKE.sub(_reread, text)


def _reread(found: re.Match[str]) -> str:
    try:
        return found[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
