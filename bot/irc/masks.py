"""Masks of users: `nick!user@host` with * for anything and ? for one character."""

import fnmatch
import re
from collections.abc import Callable

_WHOLE = re.compile(r"[^\x00-\x20\x7f!@]+![^\x00-\x20\x7f!@]+@[^\x00-\x20\x7f@]+")


def completed(text: str) -> str | None:
    """Return the whole mask that somebody meant, None if it is none: `eve` is `eve!*@*`, `e@h` is `*!e@h`.

    A nick has neither dot nor colon, so what has one is a host.
    """
    if "!" not in text and "@" not in text:
        text = f"*!*@{text}" if re.search(r"[.:]", text) else f"{text}!*@*"
    elif "!" not in text:
        text = f"*!{text}"
    elif "@" not in text:
        text = f"{text}@*"
    return text if _WHOLE.fullmatch(text) else None


def matches(mask: str, hostmask: str, fold: Callable[[str], str]) -> bool:
    """Tell whether a whole mask covers `nick!user@host`, compared as the server compares names (CASEMAPPING)."""
    pattern = fnmatch.translate(fold(mask).replace("[", "[[]"))
    return re.fullmatch(pattern, fold(hostmask)) is not None
