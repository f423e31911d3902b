"""An outlet and a webhook receiver on loopback that hang, refuse and change as a test tells them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape

from aiohttp import web

FILLER = (
    "The committee met in the old customs house and heard three officers on the state of the northern road. "
    "Nobody spoke of anything else for most of the morning, and the minutes run to eleven pages. "
) * 4


class Outlet:
    """A feed at /feed, pages at /a/NUMBER, a receiver at /hook.

    A path in `hanging` is not answered until it leaves the set; one in `statuses` is answered with that status.
    `asked` counts the requests by path, `calls` keeps the webhook ids that were accepted.
    """

    def __init__(self) -> None:
        self.hanging: set[str] = set()
        self.statuses: dict[str, int] = {}
        self.headers: dict[str, str] = {}
        self.asked: Counter[str] = Counter()
        self.received: list[dict[str, str]] = []
        self.calls: list[str] = []
        self.articles: list[tuple[str, str]] = []
        self.base = ""

    def publish(self, title: str, words: str = "No unit moved.") -> str:
        """One article more; its address."""
        self.articles.append((title, words))
        return f"{self.base}/a/{len(self.articles) - 1}"

    async def answer(self, request: web.Request) -> web.Response:
        path = request.path
        self.asked[path] += 1
        self.received.append(dict(request.headers))
        body = await request.read()
        while path in self.hanging:
            await asyncio.sleep(0.02)
        if path in self.statuses:
            return web.Response(status=self.statuses[path], headers=self.headers, text="no")
        if path == "/robots.txt":
            return web.Response(text="User-agent: *\nAllow: /\n")
        if path.startswith("/feed"):
            return web.Response(text=self._feed(), content_type="application/rss+xml")
        if path.startswith("/hook"):
            self.calls.append(request.headers["webhook-id"])
            return web.Response(status=204 if body else 400)
        return self._page(path)

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>{escape(title)}</title><link>{self.base}/a/{number}</link></item>"
            for number, (title, _) in enumerate(self.articles)
        )
        return f"<rss version='2.0'><channel><title>Outlet</title>{items}</channel></rss>"

    def _page(self, path: str) -> web.Response:
        title, words = self.articles[int(path.rpartition("/")[2])]
        page = (
            f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{escape(title)}</title></head>"
            f"<body><article><h1>{escape(title)}</h1><p>{escape(words)} {FILLER}</p><p>{FILLER}</p></article>"
            "</body></html>"
        )
        return web.Response(text=page, content_type="text/html")


@asynccontextmanager
async def an_outlet(*titles: str, outlet: Outlet | None = None) -> AsyncIterator[Outlet]:
    """An outlet that listens, and holds articles of these titles; `outlet` is one that does more than answer."""
    outlet = outlet or Outlet()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", outlet.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    outlet.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    for title in titles:
        outlet.publish(title)
    try:
        yield outlet
    finally:
        outlet.hanging.clear()
        await runner.cleanup()
