"""Every format of feeds: what an entry says of itself is found where the format keeps it."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pytest

from crawler import feeds
from tests.crawler.feeds.written import URL, atom, item, rss

DC = ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{space}"{more}><channel><title>G</title>'
    "</channel><item {about}><title>Ferry</title><link>https://gazette.example/1</link>{date}</item></rdf:RDF>"
)
RSS_10 = RDF.format(
    space="http://purl.org/rss/1.0/",
    more=DC,
    about='rdf:about="urn:g:1"',
    date="<dc:date>2026-03-01T08:00:00Z</dc:date>",
)
RSS_090 = RDF.format(space="http://my.netscape.com/rdf/simple/0.9/", more="", about="", date="")
CDF = (
    '<CHANNEL HREF="https://gazette.example/"><ITEM HREF="/1" LASTMOD="2026-03-01T08:00:00Z">'
    "<TITLE>Ferry</TITLE></ITEM></CHANNEL>"
)
ATOM_03 = (
    '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Ferry</title><id>urn:g:1</id>'
    '<link rel="alternate" type="text/html" href="https://gazette.example/1"/><issued>2026-03-01T08:00:00Z</issued>'
    "<modified>2026-03-01T09:00:00Z</modified></entry></feed>"
)
AT_8, AT_9 = datetime(2026, 3, 1, 8, tzinfo=UTC), datetime(2026, 3, 1, 9, tzinfo=UTC)
FORMATS = {
    "rss 2.0": (rss(item(1).replace("Item 1", "Ferry") + "<guid>urn:g:1</guid>"), "urn:g:1", None, None),
    "rss 0.91": (rss(item(1).replace("Item 1", "Ferry"), version="0.91"), None, None, None),
    "rss 1.0": (RSS_10, "urn:g:1", AT_8, None),
    "rss 0.90": (RSS_090, None, None, None),
    "atom 0.3": (ATOM_03, "urn:g:1", AT_8, AT_9),
    "atom 1.0": (
        atom(
            '<title>Ferry</title><id>urn:g:1</id><link href="/1"/><published>2026-03-01T08:00:00Z</published>'
            "<updated>2026-03-01T09:00:00Z</updated>"
        ),
        "urn:g:1",
        AT_8,
        AT_9,
    ),
    "cdf": (CDF, None, None, AT_8),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_named_and_read_fast(name: str) -> None:
    body, guid, published_at, updated_at = FORMATS[name]
    feed = feeds.read(body.encode(), URL)
    (entry,) = feed.entries
    assert (feed.format, feed.read_by, feed.malformed, feed.doubts) == (name, "fast", False, ())
    assert (entry.title, entry.url) == ("Ferry", "https://gazette.example/1")
    assert (entry.guid, entry.published_at, entry.updated_at) == (guid, published_at, updated_at)
    # gzip without being asked for
    assert feeds.read(gzip.compress(body.encode()), URL) == feed


@pytest.mark.parametrize("version", ["1", "1.1"])
def test_json_feed(version: str) -> None:
    first = {
        "id": 7,
        "url": "/1",
        "title": "Ferry & crew",
        "content_html": "<p>Left <b>at dawn</b>.</p>",
        "date_published": "2026-03-01T08:00:00Z",
        "date_modified": "2026-03-01T09:00:00Z",
        "authors": [{"name": "Ida Holm"}],
        "tags": ["Sea"],
    }
    second = {"id": "b", "external_url": "https://elsewhere.example/2", "content_text": "One\n\nTwo"}
    document = {
        "version": f"https://jsonfeed.org/version/{version}",
        "items": [first, second, {"id": "c"}],
        "next_url": "/feed?page=2",
    }
    feed = feeds.read(json.dumps(document).encode(), URL, content_type="application/feed+json")
    assert (feed.format, feed.read_by, feed.doubts) == (f"json feed {version}", "fast", ())
    assert feed.next_page == "https://gazette.example/feed?page=2"
    one, two, three = feed.entries
    assert (one.guid, one.url, one.title) == ("7", "https://gazette.example/1", "Ferry & crew")
    assert (one.text, one.authors, one.section) == ("Left at dawn.", ("Ida Holm",), "Sea")
    assert (one.published_at, one.updated_at) == (AT_8, AT_9)
    assert (two.url, two.text) == ("https://elsewhere.example/2", "One\n\nTwo")
    assert (three.url, three.doubts) == (None, ("no address",))


def test_json_that_breaks_off_keeps_its_whole_items() -> None:
    items = [{"id": "a", "url": "/1"}, {"id": "b", "url": "/2"}]
    document = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    feed = feeds.read(json.dumps(document).encode()[:-12], URL)
    assert [entry.guid for entry in feed.entries] == ["a"]
    assert feed.malformed
    assert feed.read_by == "rescue"


@pytest.mark.parametrize("body", [b'{"items": 1}', b'{"name": "x"}', b"[1, 2]", b"[" * 100_000])
def test_other_json_is_no_feed(body: bytes) -> None:
    assert feeds.read(body, URL).trouble == "not-a-feed"


def test_all_dates_and_texts_of_other_vocabularies_are_found() -> None:
    spaces = f'{DC} xmlns:d="http://purl.org/dc/terms/" xmlns:c="http://purl.org/rss/1.0/modules/content/"'
    body = rss(
        item(1, "<dc:date>2026-03-01</dc:date><dc:creator>Ida Holm</dc:creator><dc:subject>Sea</dc:subject>"),
        item(2, "<d:modified>2026-03-01T08:00Z</d:modified><description>Short</description>"
                "<c:encoded>&lt;p&gt;The long one.&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</c:encoded>"),
        attributes=spaces,
    )  # fmt: skip
    one, two = feeds.read(body.encode(), URL).entries
    assert (one.published_at, one.authors, one.section) == (
        datetime(2026, 3, 1, tzinfo=UTC),
        ("Ida Holm",),
        "Sea",
    )
    assert (two.published_at, two.updated_at, two.text) == (None, AT_8, "The long one.\n\nTwo")


def test_an_entry_of_a_video_takes_its_text_from_the_group() -> None:
    media = ' xmlns:media="http://search.yahoo.com/mrss/"'
    inner = "<media:title>Other</media:title><media:description>What it shows.</media:description>"
    (entry,) = feeds.read(
        atom(f"<title>Film</title><media:group>{inner}</media:group>", attributes=media).encode(), URL
    ).entries
    assert (entry.title, entry.text) == ("Film", "What it shows.")


def test_elements_in_a_text_are_read_as_html() -> None:
    body = atom(
        '<title type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml">A <x:b>bold</x:b> word</x:div></title>'
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two<br/>three.</p></div></content>'
    )
    (entry,) = feeds.read(body.encode(), URL).entries
    assert (entry.title, entry.text) == ("A bold word", "One.\n\nTwo\n\nthree.")


def test_the_base_of_an_entry_counts() -> None:
    (entry,) = feeds.read(
        atom('<link href="1.html"/>', attributes=' xml:base="https://base.example/news/"').encode(), URL
    ).entries
    assert entry.url == "https://base.example/news/1.html"


def test_a_saved_feed_reads_addresses_against_the_site_that_it_names() -> None:
    (entry,) = feeds.read(rss("<link>/news/1</link>").encode(), "").entries
    assert entry.url == "https://gazette.example/news/1"


def test_entries_without_an_address_are_entries_and_no_leads() -> None:
    body = rss("<title>One</title>", "<link>mailto:desk@gazette.example</link>", item(3)).encode()
    feed = feeds.read(body, URL)
    assert [entry.doubts for entry in feed.entries] == [
        ("no address",),
        ("no http(s) address: 'mailto:desk@gazette.example'",),
        (),
    ]
    assert [lead.title for lead in feeds.parse(body, URL).leads] == ["Item 3"]


def test_a_lead_has_the_guid() -> None:
    (lead,) = feeds.parse(rss(item(1, '<guid isPermaLink="false"> g\n1 </guid>')).encode(), URL).leads
    assert lead.guid == "g 1"
