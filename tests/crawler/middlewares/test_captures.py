"""What a crawl keeps of the answers, held against what the sites sent."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web
from warcio.archiveiterator import ArchiveIterator

from crawler.wire_answers import MOST_IN_MEMORY
from storage.captures.rows import Captures
from storage.clock import utc_now
from storage.records import Capture
from tests.crawler.rigs.site import Site, body, redirect
from tests.crawler.rigs.texts import article, feed
from tests.crawler.rigs.worker import Ground, manners, toml

PLAIN = article("Plain").encode()
CHUNKED = article("Chunked").encode()
WALL = b"<html><title>Just a moment...</title><h1>404</h1></html>"
PACKED = gzip.compress(article("Packed").encode(), mtime=0)
NOISE = hashlib.shake_256(b"noise").digest(MOST_IN_MEMORY)
LARGE = gzip.compress(article("Large").encode() + b"<!--" + NOISE.hex().encode() + b"-->", mtime=0)
HTML = {"Content-Type": "text/html; charset=utf-8"}
GZIP = HTML | {"Content-Encoding": "gzip"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What stands in the files of a pass, by the path of its address."""

    log: str
    bodies: dict[str, bytes]
    heads: dict[str, list[tuple[str, str]]]
    requests: dict[str, list[tuple[str, str]]]
    rows: dict[str, Capture]
    began_at: str


async def chunked(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers=HTML)
    await answer.prepare(request)
    for at in range(0, len(CHUNKED), 100):
        await answer.write(CHUNKED[at : at + 100])
    return answer


def page(title: str) -> bytes:
    return article(title).encode()


async def one_pass(folder: Path) -> Kept:
    ground = Ground(folder=folder)
    began = utc_now()
    async with Site() as site:
        named = ("plain", "packed", "large", "chunked", "moved", "cookie", "tells", "wall", "missing")
        site.pages |= {
            "/feed": feed((f"{site.base}/{name}", name.title()) for name in named),
            "/plain": body(PLAIN, HTML),
            "/packed": body(PACKED, GZIP),
            "/large": body(LARGE, GZIP),
            "/chunked": chunked,
            "/moved": redirect("/here?key=s3cret-key-77"),
            "/here": body(page("Moved"), HTML),
            "/cookie": body(
                page("Cookie"), HTML | {"Set-Cookie": "sid=abc123; Path=/", "X-Echo": "s3cret-key-77"}
            ),
            "/tells": body(article("Tells", "You are s3cret-key-77.").encode(), HTML),
            "/wall": body(WALL, HTML),
        }
        ground.config.write_text(
            manners(delay="0ms")
            + toml(name="paper", kind="feed", url=f"{site.base}/feed", headers={"X-Key": "s3cret-key-77"}),
            "utf-8",
        )
        log = await ground.run_once()
    bodies, heads, requests = {}, {}, {}
    for path in (folder / "captures").iterdir():
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests=True):
                url = (record.rec_headers.get_header("WARC-Target-URI") or "").removeprefix(site.base)
                content = record.raw_stream.read()
                assert record.digest_checker.passed is True
                if record.http_headers is None:
                    continue
                if record.rec_type == "response":
                    bodies[url], heads[url] = content, record.http_headers.headers
                else:
                    requests[url] = record.http_headers.headers
    with ground.database() as database:
        found = [
            capture for one in ground.articles().values() for capture in Captures(database).of_article(one.id)
        ]
    return Kept(
        log=log,
        bodies=bodies,
        heads=heads,
        requests=requests,
        rows={one.url.removeprefix(site.base): one for one in found},
        began_at=began.isoformat(),
    )


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return asyncio.run(one_pass(tmp_path_factory.mktemp("captures")))


def test_bodies_are_kept_as_they_came(kept: Kept) -> None:
    assert kept.bodies == {
        "/plain": PLAIN,
        "/packed": PACKED,
        "/large": LARGE,
        "/chunked": CHUNKED,
        "/here?key=removed": page("Moved"),
        "/cookie": page("Cookie"),
        # The feed gave the article; what stood in its place is kept all the same.
        "/wall": WALL,
    }


def test_each_row_names_its_bytes(kept: Kept) -> None:
    assert {url: one.sha256 for url, one in kept.rows.items()} == {
        url: hashlib.sha256(content).hexdigest() for url, content in kept.bodies.items()
    }
    assert all(one.fetched_at.isoformat() >= kept.began_at for one in kept.rows.values())


def test_heads_are_kept_and_nothing_that_is_secret(kept: Kept) -> None:
    assert dict(kept.heads["/packed"])["Content-Encoding"] == "gzip"
    assert dict(kept.heads["/packed"])["Content-Length"] == str(len(PACKED))
    assert not any(name == "Transfer-Encoding" for name, _ in kept.heads["/chunked"])
    cookie = dict(kept.heads["/cookie"])
    assert (cookie["Set-Cookie"], cookie["X-Echo"]) == ("sid=removed; Path=/", "removed")
    for headers in kept.requests.values():
        names = {name for name, _ in headers}
        assert "X-Key" not in names
        assert {"User-Agent", "Accept-Encoding"} <= names


def test_a_page_that_shows_a_credential_is_not_kept_and_that_is_said(kept: Kept) -> None:
    assert "no capture of" in kept.log
    assert "/tells, for the page shows a credential of its source" in kept.log
    assert "s3cret-key-77" not in kept.log
