"""The loopback site of the pipeline benchmark, in a process of its own: real pages, a feed of them, robots.txt.

    python -m benchmarks.pipeline_site DATA MOST [--quick] [--no-charset]

It prints its address when it is ready. Pages are compressed beforehand, so that to serve one costs little. A page is
at /a/NUMBER; with `--no-charset` at /a/NUMBER.html, and its header names no charset. GET /clock answers the time
of the first request since the last GET /clock/reset, in seconds since 1970.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import time
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from benchmarks.pipeline_pages import pages

ETAG = '"all"'


class PagesSite:
    """Serves pages by number, as fast as it can."""

    def __init__(self, bodies: Sequence[bytes], *, charset: bool) -> None:
        self._compressed = [gzip.compress(body, 5) for body in bodies]
        self._suffix = "" if charset else ".html"
        self._type = "text/html; charset=utf-8" if charset else "text/html"
        self._first: float | None = None
        self.base = ""

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/clock", self._clock)
        app.router.add_get("/clock/reset", self._reset)
        app.router.add_get("/robots.txt", self._robots)
        app.router.add_get("/feed", self._feed)
        app.router.add_get(f"/a/{{number:[0-9]+}}{self._suffix}", self._page)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.base = f"http://127.0.0.1:{runner.addresses[0][1]}"

    async def _clock(self, _: web.Request) -> web.Response:
        return web.json_response(self._first)

    async def _reset(self, _: web.Request) -> web.Response:
        self._first = None
        return web.Response()

    async def _robots(self, _: web.Request) -> web.Response:
        self._first = self._first or time.time()
        return web.Response(text="User-agent: *\nAllow: /\n")

    async def _feed(self, request: web.Request) -> web.Response:
        self._first = self._first or time.time()
        if request.headers.get("If-None-Match") == ETAG:
            return web.Response(status=304, headers={"ETag": ETAG})
        items = "".join(
            f"<item><title>Page {number}</title><link>{self.base}/a/{number}{self._suffix}</link></item>"
            for number in range(0, len(self._compressed), int(request.query.get("every", 1)))
        )
        feed = f"<?xml version='1.0'?><rss version='2.0'><channel><title>All</title>{items}</channel></rss>"
        return web.Response(text=feed, content_type="application/rss+xml", headers={"ETag": ETAG})

    async def _page(self, request: web.Request) -> web.Response:
        self._first = self._first or time.time()
        number = int(request.match_info["number"])
        if number >= len(self._compressed):
            raise web.HTTPNotFound
        body, headers = self._compressed[number], {"Content-Type": self._type}
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
        else:
            body = gzip.decompress(body)
        return web.Response(body=body, headers=headers)


async def serve(site: PagesSite) -> None:
    """Serve until the process is killed."""
    await site.start()
    print(site.base, flush=True)
    await asyncio.Event().wait()


def main() -> None:
    """Read the pages and serve them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("most", type=int)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--no-charset", action="store_true")
    given = parser.parse_args()
    bodies = list(pages(given.data, given.most, quick=given.quick))
    asyncio.run(serve(PagesSite(bodies, charset=not given.no_charset)))


if __name__ == "__main__":
    main()
