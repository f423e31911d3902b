"""Lists of sources in other programs' files."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.source_files import SourceFileError, read_csv, read_opml, write_opml

OPML = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Korea" title="Korea">
  <outline type="rss" text="A" title="A &amp; B" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"
    language="ko-KR"/>
  <outline text="no feed" htmlUrl="https://b.example/"/>
</outline>
<outline type="rss" text="Alone" xmlUrl="http://c.example/rss" category="/News/Asia"/>
</body></opml>"""


def test_outlines_with_their_folders() -> None:
    first, second = read_opml(OPML)
    assert (first.name, first.url, first.group, first.language) == (
        "A & B",
        "https://a.example/feed",
        "Korea",
        "ko",
    )
    assert (second.name, second.kind, second.group) == ("Alone", "feed", "Asia")


@pytest.mark.parametrize(
    "content",
    [b"", b"<html></html>", b"<opml><body/></opml>", b"\x00\xff"],
)
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(SourceFileError):
        read_opml(content)


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE opml [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + OPML.partition(b"?>")[2].replace(
        b'text="Alone"', b'text="Alone" title="&f;"'
    )
    assert not [one for one in read_opml(bomb) if "root" in one.name]


def test_csv_with_a_heading() -> None:
    content = (
        "name,country,language,kind,owner,url,known_trouble\n"
        "Gazette,UK,en,rss,trade,https://a.example/feed,403\n"
        "Map,KR,ko,news-sitemap,national,https://b.example/map.xml,\n"
        "Listing,US,en,html-listing,gov,https://c.example/news,\n"
        "API,US,en,json-api,thinktank,https://d.example/wp-json/wp/v2/posts,\n"
        "Other,-,multi,json-api,aggregator,https://e.example/api,\n"
    )
    gazette, news_map, listing, posts, other = read_csv(content.encode())
    assert gazette.table() == {
        "name": "Gazette",
        "kind": "feed",
        "url": "https://a.example/feed",
        "country": "GB",
        "language": "en",
        "owner": "trade press",
    }
    assert gazette.trouble == "403"
    assert (news_map.kind, news_map.owner) == ("sitemap", "newspaper")
    assert "without `links`" in (listing.skipped or "")
    assert (posts.kind, posts.skipped) == ("wordpress", None)
    assert "json-api" in (other.skipped or "")
    assert (other.country, other.language, other.owner) == (None, None, None)


@pytest.mark.parametrize(
    "content",
    [
        "Gazette,https://a.example/feed\n",
        "https://a.example/feed;Gazette\n",
        "name\turl\nGazette\thttps://a.example/feed\n",
        "\ufefftitle,feed\r\nGazette,https://a.example/feed\r\n\r\n",
    ],
)
def test_simple_files(content: str) -> None:
    (found,) = read_csv(content.encode())
    assert (found.name, found.url, found.skipped) == ("Gazette", "https://a.example/feed", None)


def test_what_has_no_address_says_so() -> None:
    (found,) = read_csv(b"url,name\nfile:///etc/passwd,Mine\n")
    assert found.skipped == "has no http or https address"


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(content: bytes) -> None:
    for read in (read_opml, read_csv):
        with suppress(SourceFileError):
            read(content)


words = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"name": words, "kind": st.sampled_from(["feed", "sitemap", "wordpress"])},
            optional={
                "group": words,
                "language": st.just("ko"),
                "country": st.just("KR"),
                "owner": st.just("wire"),
            },
        ),
        min_size=1,
        max_size=6,
    )
)
def test_what_is_exported_is_read_again(rows: list[dict[str, str]]) -> None:
    sources = [{**row, "url": f"https://a.example/{place}"} for place, row in enumerate(rows)]
    again = {one.url: {**one.table(), "group": one.group} for one in read_opml(write_opml(sources, "t"))}
    for source in sources:
        read = again[source["url"]]
        assert {key: read.get(key) for key in ("kind", "group", "language", "country", "owner")} == {
            key: source.get(key) for key in ("kind", "group", "language", "country", "owner")
        }
