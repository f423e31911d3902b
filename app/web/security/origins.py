"""Where a change was asked for: a page elsewhere must not change anything with a reader's rights (CSRF).

The OWASP CSRF Prevention Cheat Sheet gives two checks that need no secret in the page: the origin of the request
against the host that it was sent to, and Fetch metadata (https://www.w3.org/TR/fetch-metadata/). Both are asked here.
Browsers send Origin with every method but GET and HEAD, and no page can alter it or Sec-Fetch-Site; a program sends
neither, and no browser lends it a cookie.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.failures import failure
from app.web.security.gate import Gate

#: What changes nothing (RFC 9110, 9.2.1).
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_PORTS = {"http": 80, "https": 443}
_OWN_SITES = (None, "none", "same-origin")

Origin = tuple[str, str, int]


def origin_of(written: str) -> Origin | None:
    """The scheme, host and port of an Origin header; None for `null` and for what is no origin."""
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or parts.path or parts.query or parts.fragment:
        return None
    if "@" in parts.netloc or not written.isascii():
        return None
    return parts.scheme, parts.hostname.lower(), _PORTS[parts.scheme] if port is None else port


def refusal(headers: Headers, *, scheme: str, by_cookie: bool) -> str | None:
    """Why a request that changes something is refused; None where it may go on.

    `scheme` is the desk's own. `by_cookie` says that a cookie would let the request in.
    """
    if headers.get("sec-fetch-site") not in _OWN_SITES:
        return "the browser says that a page elsewhere asked for this change"
    origins = headers.getlist("origin")
    if not origins:
        return "a change that a cookie lets in must say its origin" if by_cookie else None
    own = origin_of(f"{scheme}://{headers.get('host', '')}")
    if len(origins) > 1 or own is None or origin_of(origins[0]) != own:
        return "a page elsewhere asked for this change"
    return None


class OwnOrigin:
    """ASGI middleware: refuses with 403 each change that a page elsewhere asks for."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS:
            request = Request(scope)
            said = refusal(
                request.headers, scheme=self._gate.scheme(scope), by_cookie=self._is_by_cookie(request)
            )
            if said is not None:
                await failure(request, 403, said)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _is_by_cookie(self, request: Request) -> bool:
        is_asked = self._gate.token_required and "authorization" not in request.headers
        return is_asked and self._gate.cookie in request.cookies
