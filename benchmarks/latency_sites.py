"""Loopback sites for the latency benchmark: feeds that publish, and twenty that hang, dawdle or pour."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime

from aiohttp import web

ROBOTS = "User-agent: *\nAllow: /\n"
FILLER = (
    "The committee met in the old customs house and heard three officers on the state of the northern road. "
    "Nobody spoke of anything else for most of the morning, and the minutes run to eleven pages. "
) * 6


class Site:
    """One site on a port of its own: a feed at /feed and pages at /a/NUMBER."""

    def __init__(self, name: str, *, items: int = 0, slow: bool = False, hang: bool = False) -> None:
        self.name = name
        self.shown_at: dict[str, datetime] = {}
        self._items = [self._item(number, datetime.now(UTC)) for number in range(items)]
        self._slow = slow
        self._hang = hang
        self._published: dict[int, tuple[str, str]] = {}
        self._runner: web.AppRunner | None = None
        self.base = ""

    @property
    def feed_url(self) -> str:
        return f"{self.base}/feed"

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/robots.txt", self._robots)
        app.router.add_get("/feed", self._feed)
        app.router.add_get("/a/{number}", self._page)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def publish(self, title: str, text: str) -> str:
        """A new article of its own; its address."""
        number = len(self._items)
        self._published[number] = (title, text)
        self._items.append(self._item(number, datetime.now(UTC)))
        return f"{self.base}/a/{number}"

    def _item(self, number: int, at: datetime) -> Callable[[], str]:
        date = format_datetime(at)
        return lambda: (
            f"<item><title>{self._article(number)[0]}</title><link>{self.base}/a/{number}</link>"
            f"<guid>{self.base}/a/{number}</guid><pubDate>{date}</pubDate></item>"
        )

    async def _robots(self, _: web.Request) -> web.Response:
        return web.Response(text=ROBOTS)

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        if self._hang:
            await asyncio.sleep(3600)
        count = len(self._items)
        body = (
            f"<rss version='2.0'><channel><title>{self.name}</title>{''.join(item() for item in self._items)}"
        )
        content = f"{body}</channel></rss>".encode()
        if self._slow:
            return await self._dawdle(request, content)
        now = datetime.now(UTC)
        for number in range(count):
            self.shown_at.setdefault(f"{self.base}/a/{number}", now)
        return web.Response(body=content, content_type="application/rss+xml")

    async def _dawdle(self, request: web.Request, content: bytes) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/rss+xml"})
        await response.prepare(request)
        # The worker gives up before the end; that is what this site is for.
        with contextlib.suppress(ConnectionResetError):
            for byte in content:
                await response.write(bytes((byte,)))
                await asyncio.sleep(0.5)
        return response

    def _article(self, number: int) -> tuple[str, str]:
        return self._published.get(
            number, (f"Report {number} from {self.name}", f"No unit moved. {FILLER}</p><p>{FILLER}")
        )

    async def _page(self, request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        title, text = self._article(number)
        page = (
            f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title></head>"
            f"<body><nav><a href='/'>Front page</a></nav><article><h1>{title}</h1>"
            f"<p>{text}</p></article></body></html>"
        )
        return web.Response(text=page, content_type="text/html")
