"""Bodies that are made to keep a reader busy come to an end, and cost no other entry."""

from __future__ import annotations

import resource
import zlib
from pathlib import Path

import pytest

from benchmarks.feeds.hostile import HOSTILE
from crawler import feeds
from tests.crawler.feeds.written import URL, item, rss
from tests.runaway import runaway

#: CPU seconds; the limits that a reader sets itself are a few (see `crawler.feeds.limits`).
MOST_SECONDS = 200


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_body_is_read_in_bounds(name: str) -> None:
    body = HOSTILE[name]()
    with runaway(MOST_SECONDS):
        feed = feeds.read(body, URL)
    if feed.entries and "<link>" in body[:200].decode("utf-8", "ignore"):
        assert feed.entries[0].url == "https://e.example/1"
    assert sum(len(entry.text or "") + len(entry.title or "") for entry in feed.entries) < 30_000_000


def test_nothing_is_fetched_or_read_from_the_disk() -> None:
    for target in ("file:///etc/hostname", "http://127.0.0.1:9/x"):
        body = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{target}">]>' + rss("<title>a &x; b</title>", item(2))
        first, second = feeds.read(body.encode(), URL).entries
        assert (first.title or "").replace("&x;", "").split() == ["a", "b"]
        assert second.title == "Item 2"


@pytest.mark.parametrize("is_broken", [False, True])
def test_a_document_type_is_not_read_from_the_disk(is_broken: bool, tmp_path: Path) -> None:
    declaring = tmp_path / "rss.dtd"
    declaring.write_text('<!ENTITY secret "LEAKED">', "utf-8")
    for address in (declaring.as_posix(), declaring.as_uri()):
        body = f'<!DOCTYPE rss SYSTEM "{address}">' + rss("<title>a &secret; b</title>", item(2))
        feed = feeds.read((body.removesuffix("</rss>") if is_broken else body).encode(), URL)
        assert [entry.title for entry in feed.entries][1:] == ["Item 2"]
        assert "LEAKED" not in repr(feed)


def test_a_document_type_elsewhere_is_no_fault() -> None:
    named = (
        '"-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"'
    )
    feed = feeds.read((f"<!DOCTYPE rss PUBLIC {named}>" + rss(item(1))).encode(), URL)
    assert [entry.title for entry in feed.entries] == ["Item 1"]
    assert not feed.malformed


def test_many_empty_elements_do_not_fill_the_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    feeds.read(rss("<a/>" * 1_000_000).encode(), URL)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000


def test_a_bomb_is_opened_as_far_as_it_is_read() -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = packer.compress(rss(item(1)).removesuffix("</channel></rss>").encode())
    bomb += b"".join(packer.compress(b" " * 1_000_000) for _ in range(60)) + packer.flush()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    feed = feeds.read(bomb, URL)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000
    assert [entry.title for entry in feed.entries] == ["Item 1"]
    assert feed.malformed
    assert feed.doubts[0].startswith("its gzip stream breaks off, or is larger")


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<style>a{}</style>",
        "<iframe src=x></iframe>",
    ],
)
def test_what_it_would_do_is_gone(payload: str) -> None:
    inner = f"<title><![CDATA[{payload}A]]></title><description><![CDATA[B{payload}]]></description>"
    (entry,) = feeds.read(rss(inner).encode(), URL).entries
    assert (entry.title, entry.text) == ("A", "B")
