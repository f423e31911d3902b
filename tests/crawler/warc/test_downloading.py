"""Files at an address: fetched as they are, gone on with where they broke off, and only from where one may."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest
from aiohttp import web

from crawler.warc import StoppedError, downloading
from crawler.warc.downloading import DownloadError, Downloads
from egress import Policy
from tests.crawler.rigs.site import Site, status
from tests.crawler.warc.files import page, written

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloading, "_FIRST_WAIT", 0.0)


def downloads(folder: Path) -> Downloads:
    return Downloads(folder=folder / "here", user_agent="test", timeout=5.0, policy=Policy())


def in_ranges(content: bytes, *, breaks_after: int | None = None, etag: str = '"one"') -> Answer:
    """Answers as servers of large files do; with `breaks_after` the connection ends after so many bytes, each time."""

    async def answer(request: web.Request) -> web.StreamResponse:
        begin = 0
        if "Range" in request.headers and request.headers.get("If-Range") == etag:
            begin = request.http_range.start or 0
        part = content[begin:]
        headers = {"ETag": etag, "Content-Length": str(len(part)), "Content-Encoding": "gzip"}
        if begin:
            headers["Content-Range"] = f"bytes {begin}-{len(content) - 1}/{len(content)}"
        response = web.StreamResponse(status=206 if begin else 200, headers=headers)
        await response.prepare(request)
        await response.write(part if breaks_after is None else part[:breaks_after])
        if breaks_after is not None and len(part) > breaks_after and request.transport is not None:
            request.transport.close()
        return response

    return answer


async def fetched(where: Downloads, url: str, stop: Event | None = None) -> Path:
    return await asyncio.to_thread(where.fetch, url, stop or Event(), lambda *_: None)


async def test_a_file_comes_as_it_is_and_once(tmp_path: Path) -> None:
    content = written(tmp_path / "a.warc.gz", [page(number) for number in range(9)]).read_bytes()
    where = downloads(tmp_path)
    told: list[tuple[int, int | None]] = []
    async with Site() as site:
        site.pages["/a.warc.gz"] = in_ranges(content)
        url = f"{site.base}/a.warc.gz"
        path = await asyncio.to_thread(where.fetch, url, Event(), lambda *each: told.append(each))
        assert path.read_bytes() == content
        assert told[-1] == (len(content), len(content))
        assert await fetched(where, url) == path
        (asked,) = site.asked
        assert (asked.headers["User-Agent"], asked.headers["Accept-Encoding"]) == ("test", "identity")
    where.forget(url)
    assert list((tmp_path / "here").iterdir()) == []


async def test_what_broke_off_is_gone_on_with(tmp_path: Path) -> None:
    content = bytes(range(256)) * 40
    async with Site() as site:
        site.pages["/a"] = in_ranges(content, breaks_after=4000)
        path = await fetched(downloads(tmp_path), f"{site.base}/a")
        assert path.read_bytes() == content
        assert [asked.headers.get("Range") for asked in site.asked] == [None, "bytes=4000-", "bytes=8000-"]


async def test_another_file_by_now_is_begun_anew(tmp_path: Path) -> None:
    where = downloads(tmp_path)
    async with Site() as site:
        url = f"{site.base}/a"
        site.pages["/a"] = in_ranges(b"old" * 9000, breaks_after=1000)
        with pytest.raises(DownloadError, match="broke off"):
            await fetched(where, url)
        site.pages["/a"] = in_ranges(b"new" * 3000, etag='"two"')
        path = await fetched(where, url)
        assert path.read_bytes() == b"new" * 3000


async def test_what_is_not_there_says_so(tmp_path: Path) -> None:
    async with Site() as site:
        site.pages["/a"] = status(503)
        with pytest.raises(DownloadError, match="answered 503"):
            await fetched(downloads(tmp_path), f"{site.base}/a")
    with pytest.raises(DownloadError, match="broke off: "):
        await fetched(downloads(tmp_path), f"{site.base}/a")


async def test_a_server_that_wants_to_be_asked_later_is(tmp_path: Path) -> None:
    content = b"a" * 2000
    whole, refusals = in_ranges(content), iter([429, 503])

    async def answer(request: web.Request) -> web.StreamResponse:
        refused = next(refusals, None)
        if refused is None:
            return await whole(request)
        return web.Response(status=refused, headers={"Retry-After": "3"})

    async with Site() as site:
        site.pages["/a"] = answer
        path = await fetched(downloads(tmp_path), f"{site.base}/a")
        assert path.read_bytes() == content
        times = [asked.at for asked in site.asked]
    assert min(later - sooner for sooner, later in pairwise(times)) >= 3.0


async def test_what_is_gone_is_asked_for_once(tmp_path: Path) -> None:
    async with Site() as site:
        site.pages["/a"] = status(404)
        with pytest.raises(DownloadError, match="answered 404"):
            await fetched(downloads(tmp_path), f"{site.base}/a")
        assert len(site.asked) == 1


async def test_a_redirect_inside_is_refused(tmp_path: Path) -> None:
    async with Site() as site:
        site.pages["/a"] = status(302, {"Location": "http://169.254.169.254/latest"})
        with pytest.raises(DownloadError, match=r"169\.254\.169\.254"):
            await fetched(downloads(tmp_path), f"{site.base}/a")


async def test_it_stops_when_asked_and_keeps_what_came(tmp_path: Path) -> None:
    where, stop = downloads(tmp_path), Event()
    content = b"a" * 3_000_000
    async with Site() as site:
        site.pages["/a"] = in_ranges(content)
        url = f"{site.base}/a"
        with pytest.raises(StoppedError):
            await asyncio.to_thread(where.fetch, url, stop, lambda *_: stop.set())
        path = await fetched(where, url)
        assert path.read_bytes() == content
        assert site.asked[-1].headers["Range"].startswith("bytes=")
