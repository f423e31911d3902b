"""Outlets on loopback, each at an address of its own, that publish many articles at once, in a process of its own.

    python -m benchmarks.scale.press OUTLETS ARTICLES

It prints its port when it listens. Until GET /publish every feed shows one article, and then ARTICLES more. An outlet
is at 127.1.A.B, so that each is a host group of its own; its feed is at /feed, its pages are at /a/NUMBER.
"""

from __future__ import annotations

import asyncio
import random
import sys

from aiohttp import web

WORDS = 350
_SYLLABLES = (
    "ka",
    "lor",
    "min",
    "ven",
    "tas",
    "ru",
    "del",
    "po",
    "shi",
    "ga",
    "ner",
    "olt",
    "im",
    "bra",
    "esk",
)


def address(outlet: int) -> str:
    """The address of an outlet, from 0 on."""
    return f"127.1.{outlet // 200}.{outlet % 200 + 1}"


def _vocabulary(rng: random.Random) -> list[str]:
    return ["".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))) for _ in range(4000)]


class Press:
    """Pages that are made when it starts, so that to serve one costs little."""

    def __init__(self, outlets: int, articles: int) -> None:
        rng = random.Random(7)
        words = _vocabulary(rng)
        self._articles = articles
        self._published = False
        self._pages = {
            (address(outlet), number): _page(rng, words, f"Report {number} of outlet {outlet}")
            for outlet in range(outlets)
            for number in range(1 + articles)
        }

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/publish", self._publish)
        app.router.add_get("/robots.txt", self._robots)
        app.router.add_get("/feed", self._feed)
        app.router.add_get("/a/{number:[0-9]+}", self._page)
        return app

    async def _publish(self, _: web.Request) -> web.Response:
        self._published = True
        return web.Response()

    async def _robots(self, _: web.Request) -> web.Response:
        return web.Response(text="User-agent: *\nAllow: /\n")

    async def _feed(self, request: web.Request) -> web.Response:
        count = 1 + self._articles if self._published else 1
        items = "".join(
            f"<item><title>Report {number}</title><link>http://{request.host}/a/{number}</link></item>"
            for number in range(count)
        )
        feed = f"<rss version='2.0'><channel><title>{request.host}</title>{items}</channel></rss>"
        return web.Response(text=feed, content_type="application/rss+xml")

    async def _page(self, request: web.Request) -> web.Response:
        host = request.host.partition(":")[0]
        page = self._pages[host, int(request.match_info["number"])]
        return web.Response(body=page, content_type="text/html", charset="utf-8")


def _page(rng: random.Random, words: list[str], title: str) -> bytes:
    paragraphs = "".join(
        f"<p>{' '.join(rng.choices(words, k=WORDS // 7)).capitalize()}.</p>" for _ in range(7)
    )
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title></head><body>"
        f"<nav><a href='/'>Home</a> <a href='/feed'>Feed</a></nav><article><h1>{title}</h1>{paragraphs}</article>"
        "<footer>All rights reserved.</footer></body></html>"
    ).encode()


async def serve(outlets: int, articles: int) -> None:
    """Serve until the process is killed."""
    runner = web.AppRunner(Press(outlets, articles).application(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(*map(int, sys.argv[1:])))
