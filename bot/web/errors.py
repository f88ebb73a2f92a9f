"""What went wrong, in one shape for people (a page) and programs (problem details, RFC 9457)."""

import json
import secrets
from dataclasses import asdict, dataclass
from http import HTTPStatus

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.web.negotiation import wanted
from bot.web.rendering import PageContext, render

log = structlog.get_logger(__name__)

_HINTS = {
    404: "There is no such page; the start page and the search lead to what there is.",
    405: "These pages can only be read: use GET or HEAD.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as the API tells it: `detail` is a sentence that says what to do."""

    status: int
    title: str
    detail: str
    type: str = "about:blank"


@web.middleware
async def reporting(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Give every error its shape."""
    try:
        return await handler(request)
    except web.HTTPError as error:
        headers = {
            name: error.headers[name] for name in ("Allow", "Retry-After", "WWW-Authenticate") if name in error.headers
        }
        said = error.text if error.text != f"{error.status}: {error.reason}" else None
        return problem(request, error.status, said, headers)
    except web.HTTPException:
        raise  # a redirect
    except Exception:
        incident = secrets.token_hex(3)
        log.exception("no page", incident=incident, path=request.path)
        said = f"Something went wrong here; incident {incident} is in the log."
        return problem(request, 500, said)


def problem(
    request: web.Request,
    status: int,
    detail: str | None = None,
    headers: dict[str, str] | None = None,
) -> web.Response:
    """Return the response for an error, in the form that is wanted."""
    title = HTTPStatus(status).phrase
    found = Problem(status, title, detail or _HINTS.get(status, f"{title}."))
    headers = {"Vary": "Accept", "Cache-Control": "no-store", **(headers or {})}
    if wanted(request) == "json":
        text, kind = json.dumps(asdict(found), ensure_ascii=False), "application/problem+json"
    else:
        text, kind = render("error.html", found, PageContext(request.path, request.path)), "text/html"
    return web.Response(status=status, text=text, content_type=kind, headers=headers)
