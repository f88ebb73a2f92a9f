"""Which of the addresses in a report a page may link to."""

import re
from urllib.parse import quote, urljoin, urlsplit

_SCHEMES = frozenset({"http", "https", "ftp", "irc", "ircs", "git", "svn", "gopher", "news", "xmpp"})
_RELATIVE = re.compile(r"\.{0,2}/(?!/)|#")
_HOST = re.compile(r"www\.[\w.-]+\.[a-z]{2,}(?:[/?#]|$)", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")


def href(url: str, base: str = "") -> str | None:
    """Return the address that a link as written leads to from `base`, None if none that is safe to follow.

    An address without a scheme is taken for a site if it begins like one (`www.`), for a page beside the report
    if it begins like a path; what a browser would run (`javascript:`) or would read as something else is no link.
    """
    url = url.strip()
    if _UNSAFE.search(url):
        return None
    if _HOST.match(url):
        return f"https://{url}"
    if _RELATIVE.match(url):
        url = urljoin(base, url)
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in _SCHEMES and parts.netloc else None


def mailto(address: str) -> str | None:
    """Return the link to write to an address, None if it is not one that mail could reach."""
    name, at, domain = address.rpartition("@")
    return f"mailto:{quote(address, safe='@+')}" if name and at and "." in domain else None
