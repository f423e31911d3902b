"""Feeds to leads: well-formed, broken, hostile."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import feeds
from tests.runaway import runaway

URL = "https://outlet.example/feeds/world.xml"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Outlet</title><link>https://outlet.example/</link>
<item><title>Seoul &amp;amp; Kyiv <![CDATA[<b>agree</b>]]></title><link>/news/1?utm_source=rss</link>
<guid isPermaLink="false">n-1</guid><pubDate>Mon, 04 Aug 2025 10:00:00 +0900</pubDate><category>World</category>
<dc:creator>By Ada Lind and Bo Kim</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>First paragraph.</p><script>alert(1)</script><p>Second<br>line.</p>]]></content:encoded>
</item>
<item><title>Guid only</title><guid>https://outlet.example/news/2</guid></item>
<item><title>Nowhere</title><link>javascript:alert(1)</link></item>
<item><title>Again</title><link>https://outlet.example/news/1?utm_source=rss</link></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Outlet</title>
<entry><title type="html">Drones &lt;b&gt;seen&lt;/b&gt;</title><link rel="alternate" href="../b/3"/>
<link rel="enclosure" href="https://outlet.example/3.mp3"/><id>tag:outlet.example,2025:3</id>
<published>2025-08-04T10:00:00+03:00</published><updated>2025-08-04T12:00:00Z</updated>
<author><name>Оля Шевченко</name></author><summary type="text">a &lt; b</summary></entry></feed>"""


def test_rss() -> None:
    entries = feeds.parse(RSS.encode(), URL, content_type="text/html")
    first, second = entries.leads
    assert first.url == "https://outlet.example/news/1?utm_source=rss"
    assert first.title == "Seoul & Kyiv agree"
    assert first.published_at == datetime(2025, 8, 4, 1, tzinfo=UTC)
    assert first.published_at.utcoffset() == timedelta(hours=9)
    assert first.authors == ("Ada Lind", "Bo Kim")
    assert first.section == "World"
    assert first.text == "First paragraph.\n\nSecond\n\nline."
    assert second.url == "https://outlet.example/news/2"
    assert (second.published_at, second.updated_at, second.text) == (None, None, None)
    assert entries.doubts == ("1 entries without an http(s) address were left out",)
    assert not entries.malformed


def test_atom() -> None:
    (lead,) = feeds.parse(ATOM.encode(), URL).leads
    assert lead.url == "https://outlet.example/b/3"
    assert lead.title == "Drones seen"
    assert lead.published_at == datetime(2025, 8, 4, 7, tzinfo=UTC)
    assert lead.updated_at == datetime(2025, 8, 4, 12, tzinfo=UTC)
    assert lead.authors == ("Оля Шевченко",)
    assert lead.text == "a < b"


def test_broken_xml_keeps_what_was_read_and_says_so() -> None:
    broken = RSS[: RSS.index("<item><title>Nowhere")] + "<item><title>Cut &nbsp; of"
    entries = feeds.parse(broken.encode(), URL)
    assert [lead.url for lead in entries.leads][:2] == [
        "https://outlet.example/news/1?utm_source=rss",
        "https://outlet.example/news/2",
    ]
    assert entries.malformed
    assert any("broken XML" in doubt for doubt in entries.doubts)


def test_more_entries_than_the_cap_are_counted_and_doubted() -> None:
    items = "".join(f"<item><link>https://e.example/{n}</link></item>" for n in range(feeds.MOST_ENTRIES + 7))
    entries = feeds.parse(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), URL)
    assert len(entries.leads) == feeds.MOST_ENTRIES
    assert entries.doubts == ("5007 entries; only the first 5000 were read",)


@pytest.mark.parametrize(
    ("body", "doubt"),
    [
        (b"", "the answer is empty"),
        (b"<!doctype html><html><body>Sign in</body></html>", "not a feed: an HTML page"),
        (b"nothing of the kind", "not a feed: neither RSS nor Atom"),
        (b"/etc/passwd", "not a feed: neither RSS nor Atom"),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, doubt: str) -> None:
    entries = feeds.parse(body, URL)
    assert (entries.leads, entries.doubts, entries.malformed) == ((), (doubt,), True)


def test_half_characters_and_controls_do_not_lose_the_entry() -> None:
    item = "<item><title>a &#xD800; \ud800 \x00 \x1b b</title><link>https://e.example/1</link></item>"
    body = f'<rss version="2.0"><channel>{item}</channel></rss>'.encode("utf-8", "surrogatepass")
    (lead,) = feeds.parse(body, URL).leads
    assert lead.url == "https://e.example/1"
    assert lead.title is not None
    assert lead.title.encode()
    assert lead.title.startswith("a")
    assert lead.title.endswith("b")


def test_entities_are_not_blown_up() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE rss [<!ENTITY e0 "aaaaaaaaaa">{levels}]><rss version="2.0"><channel><item><title>&e9;</title>'
    with runaway(60):
        entries = feeds.parse(f"{body}<link>https://e.example/1</link></item></channel></rss>".encode(), URL)
    assert all(len(lead.title or "") < 10_000 for lead in entries.leads)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_mutated_feeds_never_raise(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from([RSS, ATOM])).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=10))
        if not body:
            return
    for lead in feeds.parse(bytes(body), URL).leads:
        assert lead.url.startswith(("http://", "https://"))
        assert f"{lead.title}{lead.text}{lead.authors}{lead.section}".encode()
        assert lead.published_at is None or lead.published_at.tzinfo is not None
