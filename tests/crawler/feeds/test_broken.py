"""What is broken: mended where it is plain what was meant, read by the forgiving ways else; entries are never lost."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest

from crawler import feeds
from tests.crawler.feeds.written import URL, atom, item, rss

ITEMS = [item(number) for number in range(5)]
MENDED = {
    "undeclared entities": rss(*ITEMS, "<title>Caf&eacute;&nbsp;&bogus; &hellip;</title>"),
    "bare ampersands": rss(*ITEMS, "<title>Rock & roll</title><link>https://e.example/?a=1&b=2</link>"),
    "undeclared prefixes": rss(*ITEMS, "<dc:creator>Ida Holm</dc:creator><z:a z:b='c'/>"),
    "controls": rss(*ITEMS, "<title>a\x0bb\x00c &#x1F; &#xD800; &#99999999;</title>"),
    "something after the end": rss(*ITEMS, "<title>a</title>") + "<script>track()</script>",
    "something before the start": "\n\n <?xml version='1.0'?>" + rss(*ITEMS, "<title>a</title>"),
    "no end": rss(*ITEMS, "<title>a</title>").replace("</channel></rss>", ""),
    "two declarations": "<?xml version='1.0'?>\n<?xml version='1.0'?>" + rss(*ITEMS, "<title>a</title>"),
}


@pytest.mark.parametrize("name", MENDED)
def test_a_slip_is_mended_and_said(name: str) -> None:
    feed = feeds.read(MENDED[name].encode("utf-8", "surrogatepass"), URL)
    assert len(feed.entries) == 6
    assert (feed.format, feed.read_by) == ("rss 2.0", "fast")
    assert feed.entries[3].url == "https://gazette.example/3"
    if name != "something before the start":
        assert feed.malformed
        assert "broken XML" in feed.doubts[0]


def test_what_was_mended_reads_as_it_was_meant() -> None:
    assert feeds.read(MENDED["undeclared entities"].encode(), URL).entries[5].title == "Café &bogus; …"
    last = feeds.read(MENDED["bare ampersands"].encode(), URL).entries[5]
    assert (last.title, last.url) == ("Rock & roll", "https://e.example/?a=1&b=2")
    assert feeds.read(MENDED["undeclared prefixes"].encode(), URL).entries[5].authors == ("Ida Holm",)


@pytest.mark.parametrize(
    "body",
    [
        rss(*ITEMS).replace("</title><link>https://gazette.example/2", "<link>https://gazette.example/2"),
        rss(*ITEMS).replace("<title>Item 2", "<title x=y>Item < 2 <b"),
        rss(*ITEMS, "<title>Cut of <![CDATA[ in the mid")[:-40],
        rss(*ITEMS)[:-60],
    ],
)
def test_what_cannot_be_mended_keeps_every_entry_and_says_why(body: str) -> None:
    feed = feeds.read(body.encode(), URL)
    assert len(feed.entries) >= 5
    assert [entry.url for entry in feed.entries][:2] == [
        "https://gazette.example/0",
        "https://gazette.example/1",
    ]
    assert feed.malformed
    assert feed.read_by in ("forgiving", "rescue")
    assert feed.why_slow is not None
    assert any(feed.why_slow in doubt for doubt in feed.doubts)


def test_outside_the_main_thread_the_entries_are_rescued() -> None:
    body = rss(*ITEMS).replace("<title>Item 2", "<title x=y>Item < 2 <b").encode()
    with ThreadPoolExecutor(1) as pool:
        feed = pool.submit(feeds.read, body, URL).result()
    assert (len(feed.entries), feed.read_by) == (5, "rescue")
    assert any("nothing could stop it" in doubt for doubt in feed.doubts)


def test_a_gzip_stream_that_breaks_off_keeps_what_came_before() -> None:
    items = (item(number, f"<description>{number * 7919}</description>") for number in range(900))
    body = gzip.compress(rss(*items).encode())
    feed = feeds.read(body[: len(body) // 2], URL)
    assert len(feed.entries) > 200
    assert feed.doubts[0].startswith("its gzip stream breaks off")


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (b"", "empty-answer"),
        (b"  \n\x00", "empty-answer"),
        (b"\xef\xbb\xbf", "empty-answer"),
        (b"<!-- a --><?x y?><!DOCTYPE html><html><body>Sign in</body></html>", "html"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "html"),
        (b"<urlset><url><loc>https://e.example/</loc></url></urlset>", "not-a-feed"),
        (b"<p>gone", "not-a-feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not-a-feed"),
        ("<html><body>Sign in".encode("utf-16"), "html"),
    ],
)
def test_trouble_is_named(body: bytes, trouble: str) -> None:
    feed = feeds.read(body, URL)
    assert (feed.entries, feed.trouble, feed.malformed) == ((), trouble, True)
    assert len(feed.doubts) == 1


def test_a_feed_without_entries_is_a_feed() -> None:
    for body in (rss(), atom(), "<rss/>"):
        feed = feeds.read(body.encode(), URL)
        assert (feed.entries, feed.trouble, feed.malformed) == ((), None, False)


def test_forms_of_one_text_are_no_entries() -> None:
    forms = "<c:items><c:item><c:format/></c:item></c:items>"
    body = rss(item(1, forms), attributes=' xmlns:c="http://purl.org/rss/1.0/modules/content/"')
    assert len(feeds.read(body.encode(), URL).entries) == 1
