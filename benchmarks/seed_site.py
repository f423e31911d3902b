"""A site on loopback that is also the HTTP proxy to itself, so that it can stand for any host name."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import urlsplit
from xml.sax.saxutils import escape


class SeedSite:
    """Serves pages by name, and at /feed a feed of them; an absolute request target names the host it stands for."""

    def __init__(self, pages: Mapping[str, bytes], title: str) -> None:
        self._pages = dict(pages)
        self._title = title
        self._server: asyncio.Server | None = None
        self.base = ""

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        self.base = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            target = urlsplit(head.split(" ", 2)[1])
            base = f"{target.scheme}://{target.netloc}" if target.netloc else self.base
            status, kind, body = self._find(target.path, base)
            writer.write(
                f"HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\n"
                f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode("ascii")
                + body
            )
            await writer.drain()
        finally:
            writer.close()

    def _find(self, path: str, base: str) -> tuple[str, str, bytes]:
        if path == "/robots.txt":
            return "200 OK", "text/plain", b"User-agent: *\nAllow: /\n"
        if path == "/feed":
            return "200 OK", "application/rss+xml", self._feed(base)
        page = self._pages.get(path.removeprefix("/"))
        return ("200 OK", "text/html", page) if page is not None else ("404 Not Found", "text/plain", b"")

    def _feed(self, base: str) -> bytes:
        items = "".join(
            f"<item><title>{escape(self._title)}</title><link>{base}/{name}</link></item>"
            for name in self._pages
        )
        return f"<rss version='2.0'><channel><title>seed</title>{items}</channel></rss>".encode()
