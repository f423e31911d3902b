"""A web site on loopback that answers as it is told and remembers who asked what, when and with which headers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Self

from aiohttp import web
from multidict import CIMultiDictProxy

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Page = str | bytes | Handler


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request. `at` is the monotonic clock in seconds."""

    path: str
    headers: CIMultiDictProxy[str]
    at: float


@dataclass(slots=True)
class Site:
    """Pages by path and query: a text or bytes answered with 200, or a function from request to answer.

    A function under a path alone answers whatever the query is.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    base: str = ""
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def requests(self, path: str) -> list[Asked]:
        """What was asked for under this path, in order."""
        return [one for one in self.asked if one.path == path]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = request.path_qs
        self.asked.append(Asked(path=path, headers=request.headers, at=time.monotonic()))
        page = self.pages.get(path)
        whole = self.pages.get(request.path)
        if page is None and callable(whole):
            page = whole
        if page is None:
            return web.Response(status=404, text="no such page")
        if callable(page):
            return await page(request)
        body = page.encode() if isinstance(page, str) else page
        return web.Response(body=body, content_type=_type_of(body), charset="utf-8")


def _type_of(body: bytes) -> str:
    return "application/xml" if body.lstrip().startswith(b"<?xml") else "text/html"


def status(number: int, headers: Mapping[str, str] | None = None) -> Handler:
    """Answers with this status, always."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=number, headers=headers, text="sorry")

    return answer


def redirect(location: str) -> Handler:
    """Sends on to `location`."""
    return status(302, {"Location": location})


async def hang(_: web.Request) -> web.StreamResponse:
    """Never answers; ends when the asker goes away or the site closes."""
    await asyncio.Event().wait()
    raise AssertionError("unreachable")


def body(content: bytes, headers: Mapping[str, str]) -> Handler:
    """Answers with these bytes under these headers."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(body=content, headers=headers)

    return answer
