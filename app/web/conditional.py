"""Answers that are the same as before need not be sent again (RFC 9110, 8.8.3 and 13.1.2)."""

from __future__ import annotations

import hashlib
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.for_programs import is_kept

_TAG = re.compile(r'(?:W/)?("[^"]*")')
# What a 304 repeats of the answer (RFC 9110, 15.4.5), and what is said of every answer.
_OF_THE_BODY = ("content-length", "content-type")


class ConditionalAnswers:
    """ASGI middleware: a strong ETag of the body on the answers of the API and the feeds; 304 to who has that one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        if scope["type"] != "http" or scope["method"] != "GET" or not is_kept(scope["path"]):
            await self._app(scope, receive, send)
            return
        wanted = Headers(scope=scope).get("if-none-match")
        start: Message | None = None
        pieces: list[bytes] = []

        async def held_back(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if start is None or message["type"] != "http.response.body":
                await send(message)
                return
            pieces.append(message.get("body", b""))
            if not message.get("more_body", False):
                body = b"".join(pieces)
                await send(_marked(start, body, wanted))
                sent = b"" if start["status"] == 304 else body
                await send({"type": "http.response.body", "body": sent})

        await self._app(scope, receive, held_back)


def matches(wanted: str, tag: str) -> bool:
    """Whether an If-None-Match header names the tag; that comparison is weak (RFC 9110, 13.1.2)."""
    return wanted.strip() == "*" or tag in _TAG.findall(wanted)


def _marked(start: Message, body: bytes, wanted: str | None) -> Message:
    """The beginning of the answer with its tag; where the other side has that, a 304."""
    if start["status"] != 200:
        return start
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = MutableHeaders(scope=start)
    headers["ETag"] = tag
    # May be kept by who asked, and is asked for again each time.
    headers["Cache-Control"] = "private, no-cache"
    if wanted is not None and matches(wanted, tag):
        start["status"] = 304
        for name in _OF_THE_BODY:
            del headers[name]
    return start
