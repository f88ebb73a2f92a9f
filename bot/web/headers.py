"""Headers of every response: what browsers must not do with our pages, and who may read our data."""

from typing import Final

from aiohttp import web

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_ALWAYS: Final = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "Server": "quarterdeck",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
OPEN: Final = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link"}
"""For data that any other site's pages may read."""
_PREFLIGHT: Final = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Add what belongs to every response, errors too."""
    response.headers.update(_ALWAYS)


async def preflight(_request: web.Request) -> web.Response:
    """Answer a browser that asks whether a script may read data with headers of its own (Fetch, CORS protocol)."""
    return web.Response(status=204, headers=_PREFLIGHT)
