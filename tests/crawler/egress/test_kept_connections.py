"""A connection that is used again: what is silent, or said more than its answer was to have, is not relied on."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from tests.crawler.rigs.raw import raw_server
from tests.crawler.rigs.texts import article
from tests.crawler.rigs.worker import Ground, manners, toml

ITEM = "<item><title>Report {0}</title><link>http://127.0.0.1:{1}/{0}</link><guid>{0}</guid></item>"


class Server:
    """A feed of two articles; `lasts` is how many requests a connection answers, `surplus` what follows a feed."""

    def __init__(self, *, lasts: int = 100, surplus: bytes = b"", late: float = 0.0) -> None:
        self.lasts = lasts
        self.surplus = surplus
        self.late = late
        self.asked: Counter[str] = Counter()
        self.connections = 0

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        port = writer.get_extra_info("sockname")[1]
        for _ in range(self.lasts):
            path = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1].decode()
            self.asked[path] += 1
            await asyncio.sleep(self.late)
            writer.write(self._answer(path, port))
            await writer.drain()
        while head := await reader.read(65536):
            self.asked[head.split(b" ")[1].decode()] += 1

    def _answer(self, path: str, port: int) -> bytes:
        if path == "/robots.txt":
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        if path != "/feed":
            return _whole(article(f"Report {path[1:]}"), "text/html")
        items = "".join(ITEM.format(number, port) for number in range(2))
        return (
            _whole(f"<rss version='2.0'><channel>{items}</channel></rss>", "application/xml") + self.surplus
        )


def _whole(text: str, kind: str) -> bytes:
    body = text.encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s" % (
        kind.encode(),
        len(body),
        body,
    )


async def _polled(server: Server, folder: Path, timeout: str) -> list[str]:
    async with raw_server(server.converse) as port:
        ground = Ground(folder=folder)
        # Requests that are far enough apart leave on the connection of the last one.
        table = toml(name="wire", kind="feed", url=f"http://127.0.0.1:{port}/feed", every="1h", delay="1s")
        ground.config.write_text(manners(timeout=timeout) + table, "utf-8")
        await ground.run_once()
        return sorted(ground.articles())


@pytest.mark.parametrize("lasts", [1, 2])
async def test_one_that_falls_silent_costs_no_article(lasts: int, tmp_path: Path) -> None:
    server = Server(lasts=lasts)
    assert await _polled(server, tmp_path, "8s") == ["Report 0", "Report 1"]
    assert server.asked["/feed"] == 1


async def test_one_that_is_well_is_used_for_all(tmp_path: Path) -> None:
    server = Server()
    assert await _polled(server, tmp_path, "30s") == ["Report 0", "Report 1"]
    assert server.connections == 2  # that of robots.txt was closed
    assert set(server.asked.values()) == {1}


async def test_what_comes_behind_an_answer_is_not_the_next_one(tmp_path: Path) -> None:
    pushed = _whole(article("Pushed"), "text/html")
    server = Server(surplus=pushed)
    assert await _polled(server, tmp_path, "30s") == ["Report 0", "Report 1"]
    assert server.connections == 3


async def test_a_host_that_is_always_slow_is_asked_once(tmp_path: Path) -> None:
    server = Server(late=6.0)
    assert await _polled(server, tmp_path, "10s") == ["Report 0", "Report 1"]
    assert set(server.asked.values()) == {1}
