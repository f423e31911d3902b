"""Whatever the bytes: nothing is raised, what comes out can be stored, and it ends."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import feeds
from tests.crawler.feeds.test_formats import FORMATS
from tests.crawler.feeds.written import URL
from tests.runaway import runaway

PIECES = st.sampled_from(
    [
        b"<item>",
        b"</item>",
        b"<entry>",
        b"<rss>",
        b"<channel>",
        b"<title>",
        b"</title>",
        b"<![CDATA[",
        b"]]>",
        b"&#xD800;",
        b"&amp",
        b"<link>http://e.example/1",
        b"<!--",
        b"-->",
        b"<?xml",
        b"?>",
        b"{",
        b'"items":[',
        b"\xff\xfe",
        b"\x1f\x8b\x08",
        b"\x00",
        "\ud800".encode("utf-8", "surrogatepass"),
        b"<!DOCTYPE x [",
        b"xmlns:a='b'",
        b"<a:b c:d='e'>",
    ]
)


def hold(body: bytes, content_type: str | None = None) -> None:
    with runaway(60):
        feed = feeds.read(body, URL, content_type=content_type)
    for entry in feed.entries:
        assert f"{entry}".encode()
        assert entry.url is None or entry.url.startswith(("http://", "https://"))
        for moment in (entry.published_at, entry.updated_at):
            assert moment is None or moment.tzinfo is not None
    assert (feed.trouble is None) == (feed.read_by is not None)
    assert feed.trouble is None or not feed.entries
    assert f"{feed.doubts}".encode()


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.binary(max_size=8), max_size=30), st.none() | st.text(max_size=20))
def test_any_bytes(pieces: list[bytes], content_type: str | None) -> None:
    hold(b"".join(pieces), content_type)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_mutants_of_every_format(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from([one[0] for one in FORMATS.values()])).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body)))
        body[at : at + data.draw(st.integers(0, 30))] = data.draw(PIECES | st.binary(max_size=6))
    hold(bytes(body))
