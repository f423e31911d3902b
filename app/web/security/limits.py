"""How long an address may be."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.failures import failure

#: Bytes of the path and the query together: the least that RFC 9110, 4.1 asks of servers, and more than any link here.
LONGEST_ADDRESS = 8192
#: Bytes of a body: the longest watch with all its fields takes a tenth.
LARGEST_BODY = 1_000_000


class ShortAddress:
    """ASGI middleware: refuses with 414 what has a longer address."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        if scope["type"] == "http" and _length(scope) > LONGEST_ADDRESS:
            said = f"the address is longer than {LONGEST_ADDRESS} bytes"
            await failure(Request(scope), 414, said)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _length(scope: Scope) -> int:
    path = scope.get("raw_path") or scope["path"].encode()
    return len(path) + len(scope["query_string"])
