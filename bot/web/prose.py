"""An entry's text on a page of ours: its headings below the page's own, what scrolls within reach of the keyboard."""

from markupsafe import Markup

_ON_THE_PAGE = (
    ("<h4>", "<h2>"),
    ("</h4>", "</h2>"),
    ("<pre>", '<pre tabindex="0">'),
    ("<table>", '<table tabindex="0">'),
)


def prose(clean: str) -> Markup:
    """Return text that was `sanitised` as it stands below the only first heading of a page."""
    for written, shown in _ON_THE_PAGE:
        clean = clean.replace(written, shown)
    return Markup(clean)  # noqa: S704 - sanitised when the view was made; no sign in a text is "<" there
