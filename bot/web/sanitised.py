"""Report text as safe HTML: a small subset of elements, and links that lead only where links may."""

from functools import lru_cache
from urllib.parse import urlsplit

import nh3
from markupsafe import Markup

_TAGS = {
    "a", "blockquote", "br", "code", "dd", "dl", "dt", "em", "h4", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_SCHEMES = {"http", "https", "ftp", "mailto"}


def sanitised(markup: str, base: str = "") -> Markup:
    """Return markup without anything that could run, load or leave the page by itself.

    Relative links count from `base`, the address of the page that the markup comes from; without it they are dropped.
    """
    return Markup(_cleaner(base).clean(markup))  # noqa: S704 - cleaned just now


def safe_url(url: str) -> str | None:
    """Return an address that a link may lead to; None for `javascript:` and the like, and for relative ones."""
    try:
        scheme = urlsplit(url.strip()).scheme
    except ValueError:
        return None
    return url.strip() if scheme in _SCHEMES else None


@lru_cache(maxsize=256)
def _cleaner(base: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        url_relative=("rewrite_with_base", base) if safe_url(base) else "deny",
        link_rel="nofollow noopener",
        strip_comments=True,
    )
