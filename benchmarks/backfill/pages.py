"""A WARC file of made pages: the articles of the press, in as much furniture as news sites put around theirs."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import BinaryIO

from isal import igzip

from benchmarks.press import Press, Written

#: Bytes of a page, most of them scripts, as they are on the pages of CC-NEWS that carry their state with them.
PAGE_BYTES = 200_000
_CRAWL_BEGAN = datetime(2026, 11, 1, tzinfo=UTC)
_LINKS = 120


def write(path: Path, size: int) -> int:
    """Write a file of so many bytes of records, each a gzip member with its request before it; how many pages it has.

    The size is that of the records unpacked.
    """
    dice = random.Random(20261101)
    words = [f"{dice.getrandbits(30):x}" for _ in range(4000)]
    count = size // (PAGE_BYTES + 1000)
    with path.open("wb") as file:
        _record(file, "warcinfo", "", b"software: benchmarks.backfill\r\n", _CRAWL_BEGAN)
        for article in Press(count).articles():
            at = _CRAWL_BEGAN + timedelta(seconds=article.number)
            url = f"https://paper-{article.source:02}.example/2026/11/{article.number}-report"
            _record(file, "request", url, f"GET {url} HTTP/1.1\r\n\r\n".encode(), at)
            body = page(article, dice, words).encode()
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
            _record(file, "response", url, head.encode() + body, at)
    return count


def page(article: Written, dice: random.Random, words: list[str]) -> str:
    """The page of an article, of about `PAGE_BYTES`."""
    paragraphs = "".join(f"<p>{escape(one)}</p>\n" for one in article.text.split("\n\n"))
    links = "".join(
        f'<li class="nav-item"><a href="/section/{word}"><span>{word.title()} news</span></a></li>'
        for word in dice.sample(words, _LINKS)
    )
    at = article.published_at
    dated = f'<meta property="article:published_time" content="{at.isoformat()}">' if at else ""
    head = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(article.title)} - Press</title>'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{escape(article.title)}">'
        f"{dated}</head><body><header><nav><ul>"
    )
    body = (
        f'{links}</ul></nav></header><main><article><h1>{escape(article.title)}</h1><p class="byline">By Ada Lind</p>'
        f'<div class="body">{paragraphs}</div></article><aside><ul>{links}</ul></aside></main>'
        f"<footer><ul>{links}</ul></footer>"
    )
    room = PAGE_BYTES - len(head) - len(body)
    state = '","'.join(dice.choices(words, k=max(room, 0) // 11))
    return f'{head}{body}<script>window.state={{"items":["{state}"]}}</script></body></html>'


def _record(file: BinaryIO, kind: str, url: str, block: bytes, at: datetime) -> None:
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {url}")
    lines = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        *([f"WARC-Target-URI: {url}"] if url else []),
        f"WARC-Date: {at:%Y-%m-%dT%H:%M:%SZ}",
        f"WARC-Record-ID: <urn:uuid:{name}>",
        f"Content-Type: {'application/http; msgtype=' + kind if url else 'application/warc-fields'}",
        f"Content-Length: {len(block)}",
    )
    record = "\r\n".join((*lines, "", "")).encode() + block + b"\r\n\r\n"
    file.write(igzip.compress(record, 1))
