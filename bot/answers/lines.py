"""Lines that fit into one message on IRC: the answer first, the address last, whole words between."""

from collections.abc import Iterable, Sequence

from bot.model import Person
from bot.search.items import Item

LINE = 380
"""Bytes of a line; with the longest prefix that servers add it stays within 512 (RFC 2812, 2.3)."""


def compose(head: str, middle: str, *tail: str) -> str:
    """Return one line; what does not fit is left out of its middle."""
    end = " ".join(part for part in tail if part)
    room = LINE - len(f"{head}  {end}".encode())
    return " ".join(part for part in (head, cut(middle, room), end) if part)


def cut(text: str, room: int) -> str:
    """Return as many whole words of a text as fit into so many bytes, with an ellipsis if it goes on."""
    if len(text.encode()) <= room:
        return text
    short = text.encode()[: max(0, room - len("…".encode()))].decode(errors="ignore").rpartition(" ")[0]
    return f"{short.rstrip(' ,;:.(–—-')}…" if short else ""


def pack(head: str, parts: Iterable[str], between: str = ", ", *, end: str = "") -> tuple[str, ...]:
    """Return lines of as many parts as fit on each; the first line begins with `head`, the last closes with `end`."""
    lines = [head]
    fresh = True
    for part in parts:
        longer = f"{lines[-1]}{' ' if fresh and lines[-1] else '' if fresh else between}{part}"
        if len(longer.encode()) > LINE and lines[-1]:
            lines.append(cut(part, LINE))
        else:
            lines[-1] = longer
        fresh = False
    if end and len(f"{lines[-1]} {end}".encode()) <= LINE:
        return (*lines[:-1], f"{lines[-1]} {end}")
    return (*lines, end) if end else tuple(lines)


def when(item: Item) -> str:
    """Return where an entry stands, for brackets: period and category."""
    return ", ".join(part for part in (str(item.report.period), item.entry.category) if part)


def name_of(person: Person) -> str:
    """Return what to call a person: the name they use most, else the address."""
    return person.names[0] if person.names else person.emails[0]


def contact_names(item: Item) -> list[str]:
    """Return the contacts of an entry as published, by name or else by address."""
    return list(dict.fromkeys(contact.name or contact.email or "" for contact in item.entry.contacts))


def sentence(text: str) -> str:
    """Return a text as one that ends like a sentence."""
    return text if not text or text.endswith((".", "!", "?", "…", ":")) else f"{text}."


def counted(count: int, one: str, several: str = "") -> str:
    """Return so many of something: `1 entry`, `3 reports`; `several` where that is not `one` with an s."""
    return f"{count} {one if count == 1 else several or f'{one}s'}"


def more_reports(count: int) -> str:
    """Say in how many other reports a project stands."""
    return f"{counted(count, 'more report')}." if count > 0 else ""


def choices(names: Sequence[str], last: str = "or") -> str:
    """Return names as a choice, or joined by another word before the last one: `A, B or C`."""
    return f" {last} ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
