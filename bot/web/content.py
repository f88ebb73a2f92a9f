"""Content as it is sent: with a strong validator, compressed where that is wanted, or not at all (RFC 9110, 13)."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import blake2b

from aiohttp import hdrs, web

_SMALL = 1000  # bytes; less is sent as it is
_LEVEL = 5


@dataclass(frozen=True)
class Content:
    """What an address holds: bytes, their media type, since when they may be so if that is known, and own headers."""

    body: bytes
    type: str
    modified: datetime | None
    headers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """Return what tells this content from any other."""
        return blake2b(self.body, digest_size=16).hexdigest()

    @cached_property
    def compressed(self) -> bytes:
        """Return the body with gzip."""
        return gzip.compress(self.body, _LEVEL, mtime=0)

    @property
    def size(self) -> int:
        """Return how many bytes it takes to keep, about."""
        return len(self.body) * 2

    def response(self, request: web.Request) -> web.Response:
        """Return what to send: all of it, or only that the client has it already."""
        zipped = len(self.body) >= _SMALL and "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, "")
        tag = f"{self.digest}-gzip" if zipped else self.digest
        if self._is_known(request, tag):
            response = web.Response(status=304)
        else:
            response = web.Response(body=self.compressed if zipped else self.body)
            response.headers[hdrs.CONTENT_TYPE] = self.type
            if zipped:
                response.headers[hdrs.CONTENT_ENCODING] = "gzip"
        response.headers.update(self.headers)
        response.headers.setdefault(hdrs.CACHE_CONTROL, "public, max-age=60")
        response.headers[hdrs.VARY] = "Accept, Accept-Encoding"
        response.etag = tag
        response.last_modified = self.modified
        return response

    def _is_known(self, request: web.Request, tag: str) -> bool:
        """Tell whether the client has this already; dates count only where it sends no tags."""
        if request.if_none_match is not None:
            return any(each.value in ("*", tag) for each in request.if_none_match)
        since = request.if_modified_since
        return since is not None and self.modified is not None and self.modified.replace(microsecond=0) <= since
