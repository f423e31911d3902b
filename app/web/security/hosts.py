"""The name under which the desk was asked: a page elsewhere whose name leads here must not read it (DNS rebinding)."""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

# RFC 9110, 7.2: a host, in brackets where it is an IPv6 address, and maybe a port.
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:/?#@\[\]\s]+)(?::[0-9]{1,5})?")


def host_in(header: str) -> str | None:
    """The host that a Host header names, in lower case and without the port; None where it names none."""
    found = _HOST.fullmatch(header)
    return None if found is None else found[1].lower()


class KnownHosts:
    """ASGI middleware: refuses with 421 what is asked of a host that is not among `hosts`, with 400 what names none."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        named = Headers(scope=scope).getlist("host")
        host = host_in(named[0]) if len(named) == 1 else None
        if host in self._hosts:
            await self._app(scope, receive, send)
        elif host is None:
            await PlainTextResponse("the request names no host\n", 400)(scope, receive, send)
        else:
            await PlainTextResponse("this desk is not known by that host name\n", 421)(scope, receive, send)
