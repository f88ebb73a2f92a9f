"""Which form of a page is wanted: HTML or JSON, by the address or the Accept header (RFC 9110, 12.5.1)."""

from typing import Literal

from aiohttp import web

Form = Literal["html", "json"]
_HTML, _JSON = "text/html", "application/json"


def wanted(request: web.Request) -> Form:
    """Return the form to answer in; HTML unless JSON is asked for, by `.json` or with preference."""
    if request.path.endswith(".json"):
        return "json"
    accept = request.headers.get("Accept", "")
    return "json" if _quality(accept, _JSON) > _quality(accept, _HTML) else "html"


def _quality(accept: str, media_type: str) -> float:
    """Return how much a media type is wanted, 0 to 1; the most specific range that fits counts."""
    kind = media_type.partition("/")[0]
    found = dict(map(_range, accept.split(",")))
    return next((found[name] for name in (media_type, f"{kind}/*", "*/*") if name in found), 0.0)


def _range(text: str) -> tuple[str, float]:
    name, *parameters = (part.strip().lower() for part in text.split(";"))
    weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
    try:
        return name, min(1.0, max(0.0, float(weight)))
    except ValueError:
        return name, 0.0
