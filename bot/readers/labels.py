"""The grammar of Contact:, Links: and Sponsor: lines, which all forms of a report share.

Quirks handled here were found in reports of 2001 to 2025: obfuscated, cut off and missing addresses,
commas before an address, several people or sponsors on one line. Which sponsors a line names says
`bot.readers.sponsors`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.model import Contact, Link

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LABEL = re.compile(
    r"(contact|mentor|link|sponsor)s?\s*:\s*|(sponsor)ed\s+by\s*:\s*|(link)s[ \t]*(?:$|\n)", re.IGNORECASE
)
_CONTACT_WITHOUT_COLON = re.compile(r"contact\s+(?=IRC\b|#)", re.IGNORECASE)
_INNER_LABEL = re.compile(r"(?<=\s)(?=(?:contact|mentor|sponsor)s?\s*:)", re.IGNORECASE)
_LOCAL = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]"
_ADDRESS = re.compile(
    rf"(?<!{_LOCAL}){_LOCAL}+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
)  # looking back keeps a search linear
_AT = re.compile(r"_at_|\s+at\s+|\s*[\[(]at[\])]\s*", re.IGNORECASE)
_DOT = re.compile(r"_dot_|\s+dot\s+", re.IGNORECASE)
_CHANNEL = re.compile(r"IRC\b|#", re.IGNORECASE)
_URL = re.compile(r"\bURL\s*:?\s*(?=\S)|(?<=\s)(?=\w+://\S)|^(?=\w+://\S)")


def clean(text: str) -> str:
    """Return the text with every run of white space, no-break spaces too, made one blank, and `harmless`."""
    if text.isprintable() and "  " not in text:  # as most short texts are: no white space but single blanks
        return text.strip()
    return harmless(" ".join(text.split()))


def harmless(text: str) -> str:
    """Return the text without control characters, which IRC and terminals would obey, and turned writing directions."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def label(line: str) -> tuple[str, str] | None:
    """Return what a line is about (`contact`, `mentor`, `link`, `sponsor`) and the rest after its label, else None.

    "Links" may stand without a colon if it is the whole line, "Contact" before an IRC channel.
    """
    line = line.strip()
    if line[:1] not in "CcMmLlSs":
        return None
    if found := _LABEL.match(line):
        return (found[1] or found[2] or found[3]).lower(), line[found.end() :].strip()
    if found := _CONTACT_WITHOUT_COLON.match(line):
        return "contact", line[found.end() :].strip()
    return None


def labelled(line: str) -> Iterator[tuple[str, str]]:
    """Yield every label with its rest of a line that starts with one: "Sponsor: A Sponsor: B" has two."""
    if first := label(line):
        if ":" in first[1]:
            yield from filter(None, map(label, _INNER_LABEL.split(line.strip())))
        else:
            yield first


def email(text: str) -> str | None:
    """Return the usable address that a text states, also where it is obfuscated; None for half of one."""
    text = text.strip().removeprefix("mailto:").strip("<>,;")
    plain = _DOT.sub(".", _AT.sub("@", text, count=1))
    return plain if _ADDRESS.fullmatch(plain) else None


@lru_cache(maxsize=4096)
def contacts(text: str) -> tuple[Contact, ...]:
    """Return the contacts that stand on one line after its label, in order; most lines stand in many entries.

    The usual form is "NAME <ADDRESS>"; either may be missing, one name may have two addresses, and a
    mailing list or a channel has a name only.
    """
    text = clean(text)
    if "<" not in text:
        return _without_brackets(text)
    found: list[Contact] = []
    name, *rest = text.split("<")
    for part in rest:
        address, _, after = part.partition(">")
        name = name.strip(" ,;") or (found[-1].name or "" if found else "")
        found.append(_contact(name, address))
        name = after.lstrip(">")
    return (*found, *(_without_brackets(name.strip(" .")) if _ADDRESS.search(name) else ()))


def link(line: str) -> Link | None:
    """Return the link that a line of plain text states as "label URL: address", "label address" or "address"."""
    line = clean(line)
    if not (found := _URL.search(line)):
        return None
    address = line[found.end() :].split(" ", 1)[0]
    return Link(line[: found.start()].strip() or None, address)


def _contact(name: str, address: str) -> Contact:
    """Make a contact; an address that was written at the end of the name is used where there is no other."""
    found = email(address)
    if found is None and not address.strip() and (inner := _ADDRESS.search(name)) and inner.end() == len(name):
        return Contact(name[: inner.start()].strip(" ,;") or None, inner[0])
    return Contact(name or None, found)


def _without_brackets(text: str) -> tuple[Contact, ...]:
    text = re.sub(r"^(?:e-?)?mail\s*:\s*", "", text, flags=re.IGNORECASE).strip(" ,;")
    if not text:
        return ()
    if _CHANNEL.match(text):
        return (Contact(text, None),)
    if address := email(text):
        return (Contact(None, address),)
    return (_contact(text, ""),)
