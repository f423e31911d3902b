"""500 feeds on loopback, in a process of their own: each at an address of its own, 127.0.x.y, all on one port.

    python -m benchmarks.due.feeds_site

It prints its port when it is ready. A feed holds 20 items and changes with every fourth request, in its title alone:
articles are not what is measured. So each has only a few, listed several times.
"""

from __future__ import annotations

import asyncio
from collections import Counter

from aiohttp import web

ITEMS, ARTICLES = 20, 4
CHANGES_EVERY = 4
_PAGE = (
    "<!doctype html><html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>"
    + "<p>The regiment crossed the river at dawn and the bridge was closed to all traffic until the evening.</p>"
    * 4
    + "</article></body></html>"
)


def address(number: int) -> str:
    """The address of one feed's host."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


class FeedsSite:
    """Serves them all; which is meant follows from the host that is asked."""

    def __init__(self) -> None:
        self._asked: Counter[str] = Counter()

    async def start(self) -> int:
        """Begin, on a free port of all loopback addresses; returns the port."""
        app = web.Application()
        app.router.add_get("/robots.txt", self._robots)
        app.router.add_get("/feed", self._feed)
        app.router.add_get("/a/{number}", self._article)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "0.0.0.0", 0).start()
        return int(runner.addresses[0][1])

    async def _robots(self, _: web.Request) -> web.Response:
        return web.Response(text="User-agent: *\nAllow: /\n")

    async def _feed(self, request: web.Request) -> web.Response:
        self._asked[request.host] += 1
        state = self._asked[request.host] // CHANGES_EVERY
        etag = f'"{state}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        items = "".join(
            f"<item><title>News {number}</title><link>http://{request.host}/a/{number}</link>"
            f"<guid>{request.host} {number}</guid></item>"
            for number in (item % ARTICLES for item in range(ITEMS))
        )
        body = f"<?xml version='1.0'?><rss version='2.0'><channel><title>State {state}</title>{items}</channel></rss>"
        return web.Response(text=body, content_type="application/rss+xml", headers={"ETag": etag})

    async def _article(self, request: web.Request) -> web.Response:
        return web.Response(
            text=_PAGE.format(title=f"News {request.match_info['number']}"), content_type="text/html"
        )


async def serve() -> None:
    """Serve until the process is killed."""
    print(await FeedsSite().start(), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())
