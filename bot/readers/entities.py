"""What the entities of the XML reports stand for: characters, words of the project, people.

The report's DTD names ISO 8879 and XHTML characters (all in HTML's own table), `authors.ent` (a person
for every login: `&a.LOGIN;`) and `common.ent` (words and addresses of the site). They are data here,
because a report is often read without the files that its DTD names.
"""

import re
from collections.abc import Callable
from functools import cache
from html.entities import html5
from importlib import resources
from xml.sax.saxutils import escape

_REFERENCE = re.compile(r"&([A-Za-z][\w.-]{0,63});")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})
_SITE_ROOT = "../.."
_WORDS = {
    "os": "FreeBSD",
    "unix": "UNIX®",
    "java": "Java®",
    "jdk": "JDK®",
    "jre": "JRE®",
    "openjdk": "OpenJDK®",
    "posix": "POSIX®",
    "leadingmark": "· ",
    "base": _SITE_ROOT,
    "enbase": _SITE_ROOT,
    "cgibase": "//www.FreeBSD.org/cgi",
    "ftpbase": "//security.FreeBSD.org/advisories/",
    "ftpbaseerrata": "//security.FreeBSD.org/advisories/",
    "url.doc.base": "/doc/en_US.ISO8859-1",
    "url.doc.base-en": "/doc/en_US.ISO8859-1",
}


def expand(text: str, unknown: Callable[[str], None]) -> str:
    """Replace the entity references of a text by what they stand for, as XML character data.

    One pass, so that nothing can grow without bounds. The five references that XML itself defines
    stay; `unknown` is told every other name that has no meaning, and the reference becomes plain text.
    """

    def replace(reference: re.Match[str]) -> str:
        name = reference[1]
        if name in _PREDEFINED:
            return reference[0]
        value = _value(name)
        if value is None:
            unknown(name)
            value = reference[0]
        return escape(value)

    return _REFERENCE.sub(replace, text)


def _value(name: str) -> str | None:
    if name in _WORDS:
        return _WORDS[name]
    if name.startswith("arch."):
        return name.removeprefix("arch.")
    if name.startswith("a."):
        return _person(name.removeprefix("a."))
    return html5.get(f"{name};")


def _person(login: str) -> str:
    """Return a person as the page names them: by name, with `.email` after the login by name and address."""
    with_address = login.endswith(".email")
    login = login.removesuffix(".email")
    address = f"{login}@FreeBSD.org"
    name = committers().get(login)
    if name is None:
        return address
    return f"{name} {address}" if with_address else name


@cache
def committers() -> dict[str, str]:
    """Return the names of the project's committers by login (`authors.ent`, 2020)."""
    lines = resources.files(__package__).joinpath("committers.txt").read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)
