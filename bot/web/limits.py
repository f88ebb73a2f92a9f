"""What a request may be: only reading, no content, and an address of a sensible length."""

from aiohttp import web
from aiohttp.typedefs import Handler

LONGEST = 4000
"""Characters of an address with its query."""


@web.middleware
async def limited(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what nobody who reads pages would send, before anything is done for it."""
    if len(request.raw_path) > LONGEST:
        raise web.HTTPRequestURITooLong(text=f"An address may have {LONGEST} characters; ask for less at once.")
    if request.body_exists:
        raise web.HTTPRequestEntityTooLarge(LONGEST, 0, text="Requests may have no content; put all into the address.")
    return await handler(request)
