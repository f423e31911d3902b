"""Sitemaps to leads, and nothing fetched or blown up on the way."""

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import sitemaps
from crawler.entries import Entries

URL = "https://outlet.example/sitemap.xml"
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://outlet.example/a </loc><image:image><image:loc>https://outlet.example/a.jpg</image:loc>
<image:title>A tank</image:title></image:image>
<news:news><news:publication><news:name>Outlet</news:name><news:language>ko</news:language></news:publication>
<news:publication_date>2025-08-04T10:00:00+09:00</news:publication_date>
<news:title>Troops &amp; tanks</news:title></news:news>
</url><url><loc>/b</loc><lastmod>2025-08-03</lastmod></url><url><loc>ftp://outlet.example/c</loc></url>
<url><loc>/b</loc></url><url><lastmod>2025-08-03</lastmod></url></urlset>"""


def test_news_and_plain_rows() -> None:
    entries = sitemaps.parse(NEWS, URL)
    news, plain = entries.leads
    assert (news.url, news.title) == ("https://outlet.example/a", "Troops & tanks")
    assert news.published_at == datetime(2025, 8, 4, 1, tzinfo=UTC)
    assert (plain.url, plain.title) == ("https://outlet.example/b", None)
    assert plain.updated_at == datetime(2025, 8, 3, tzinfo=UTC)
    assert entries.doubts == ("1 entries without an address were left out",)
    assert not entries.malformed


def test_index_names_its_children_and_no_leads() -> None:
    body = b"<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap><sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>"
    entries = sitemaps.parse(body, URL)
    assert entries.children == ("https://outlet.example/s1.xml", "https://outlet.example/s2.xml")
    assert entries.leads == ()


def test_broken_xml_keeps_what_was_read_and_says_so() -> None:
    entries = sitemaps.parse(NEWS[: NEWS.index(b"<url><loc>ftp")] + b"<url><loc>https://outl", URL)
    assert [lead.url for lead in entries.leads][:2] == [
        "https://outlet.example/a",
        "https://outlet.example/b",
    ]
    assert entries.malformed
    assert "broken XML" in entries.doubts[0]


def test_no_sitemap_is_named() -> None:
    for body in (b"", b"<html><body>Sign in</body></html>", b"\x00\x01", b"%PDF-1.4"):
        entries = sitemaps.parse(body, URL)
        assert (entries.leads, entries.malformed) == ((), True)
        assert entries.doubts == ("not a sitemap: neither urlset nor sitemapindex",)


def test_an_entity_reads_no_file() -> None:
    head = '<!DOCTYPE urlset [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    rows = "<url><loc>https://outlet.example/&f;</loc></url><url><loc>https://outlet.example/c</loc></url>"
    entries = sitemaps.parse(f"{head}<urlset>{rows}</urlset>".encode(), URL)
    assert [lead.url for lead in entries.leads] == ["https://outlet.example/c"]


def test_entities_do_not_grow() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    head = f'<!DOCTYPE urlset [<!ENTITY e0 "aaaaaaaaaa">{levels}]>'
    rows = "<url><loc>https://outlet.example/?&e8;</loc></url>"
    entries = sitemaps.parse(f"{head}<urlset>{rows}</urlset>".encode(), URL)
    assert all(len(lead.url) < 100 for lead in entries.leads)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_mutated_sitemaps_never_raise(data: st.DataObject) -> None:
    body = bytearray(NEWS)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=10))
    entries = sitemaps.parse(bytes(body), URL)
    assert all(lead.url.startswith(("http://", "https://")) for lead in entries.leads)


def gz(body: bytes) -> bytes:
    return gzip.compress(body)


def test_gzip_is_unpacked_where_nobody_said_so() -> None:
    plain = sitemaps.parse(NEWS, URL)
    assert sitemaps.parse(gz(NEWS), URL) == sitemaps.parse(gz(gz(NEWS)), URL) == plain


def test_gzip_that_breaks_off_or_blows_up_is_read_as_far_as_it_goes() -> None:
    entries = sitemaps.parse(gz(NEWS)[:-40], URL)
    assert entries.malformed
    assert entries.doubts[0].startswith("the gzip breaks off")
    bomb = gz(b"<urlset><url><loc>/a</loc></url>" + b" " * 60_000_000)
    entries = sitemaps.parse(bomb, URL)
    assert ([lead.url for lead in entries.leads], entries.malformed) == (["https://outlet.example/a"], True)
    assert "over 16 MB" in entries.doubts[0]
    assert sitemaps.parse(b"\x1f\x8b broken", URL).leads == ()


def test_what_lies_on_another_site_is_left_out_and_said() -> None:
    rows = "".join(
        f"<url><loc>{loc}</loc><xhtml:link rel='alternate' hreflang='de' href='https://c.example/x'/></url>"
        for loc in ("https://b.example/1", "https://www.outlet.example.net/2", "https://outlet.example/3")
    )
    entries = sitemaps.parse(f"<urlset xmlns:xhtml='x'>{rows}</urlset>".encode(), URL)
    assert [lead.url for lead in entries.leads] == ["https://outlet.example/3"]
    assert entries.doubts == ("2 entries of other sites were left out, as https://b.example/1",)
    index = b"<sitemapindex><sitemap><loc>https://b.example/s.xml</loc></sitemap></sitemapindex>"
    assert sitemaps.parse(index, URL).children == ()


def test_an_index_says_when_its_sitemaps_changed() -> None:
    body = (
        b"<sitemapindex><sitemap><loc>/a</loc><lastmod>2025-08-04T10:00:00Z</lastmod></sitemap>"
        b"<sitemap><loc>/b</loc></sitemap></sitemapindex>"
    )
    assert sitemaps.parse(body, URL).children_changed_at == (datetime(2025, 8, 4, 10, tzinfo=UTC), None)


def test_more_entries_than_are_read_are_said() -> None:
    rows = "".join(f"<url><loc>/{number}</loc></url>" for number in range(60))
    entries = sitemaps.parse(f"<urlset>{rows}</urlset>".encode(), URL, most=50)
    assert len(entries.leads) == 50
    assert entries.doubts == ("over 50 entries; only the first 50 were read",)


def sitemap_of(rows: Iterable[tuple[str, str | None]]) -> bytes:
    said = (
        f"<url><loc>{loc}</loc>{'' if changed is None else f'<lastmod>{changed}</lastmod>'}</url>"
        for loc, changed in rows
    )
    return f"<urlset>{''.join(said)}</urlset>".encode()


def paths(entries: Entries) -> list[str]:
    return [lead.url.removeprefix("https://outlet.example") for lead in entries.leads]


def test_the_newest_come_first_where_all_are_dated() -> None:
    dated: list[tuple[str, str | None]] = [
        ("/old", "2020-01-01"),
        ("/new", "2025-01-01"),
        ("/middle", "2024-01-01"),
        ("/2020", "2020-01-01"),
    ]
    assert paths(sitemaps.parse(sitemap_of(dated), URL)) == ["/new", "/middle", "/old", "/2020"]
    dated[1] = ("/new", None)
    assert paths(sitemaps.parse(sitemap_of(dated), URL)) == ["/old", "/new", "/middle", "/2020"]


def test_of_too_many_pages_the_newest_are_taken_and_it_is_said() -> None:
    old = [(f"/{number}", "2015-06-01") for number in range(sitemaps.MOST_LEADS)]
    entries = sitemaps.parse(sitemap_of([*old, ("/last", "2025-01-02"), ("/undated", None)]), URL)
    assert len(entries.leads) == sitemaps.MOST_LEADS
    assert paths(entries)[:2] == ["/last", "/0"]
    assert paths(entries)[-1] == old[-1][0]
    assert not entries.malformed
    assert entries.doubts == ("5002 pages; only the newest 5000 were taken",)


def test_where_nothing_tells_the_newest_both_ends_are_taken() -> None:
    undated = [(f"/{number}", None) for number in range(sitemaps.MOST_LEADS + 2)]
    taken = paths(sitemaps.parse(sitemap_of(undated), URL))
    assert len(taken) == sitemaps.MOST_LEADS
    assert (taken[0], taken[-1]) == (undated[0][0], undated[-1][0])


def test_nesting_ends() -> None:
    body = b"<urlset><url><loc>/a</loc></url>" + b"<x>" * 100_000
    assert [lead.url for lead in sitemaps.parse(body, URL).leads] == ["https://outlet.example/a"]


def test_a_text_with_an_address_a_line_is_one() -> None:
    lines = "https://a.example/1\r\n\nHTTPS://a.example/2\nhttps://elsewhere.example/3\n"
    found = sitemaps.parse(("\ufeff" + lines).encode(), "https://a.example/sitemap.txt")
    assert [lead.url for lead in found.leads] == ["https://a.example/1", "https://a.example/2"]
    assert (found.malformed, len(found.doubts)) == (False, 1)


@pytest.mark.parametrize(
    "text", ["https://a.example/1 is down", "http", "", "no address\nhttps://a.example/1"]
)
def test_any_other_text_is_none(text: str) -> None:
    assert sitemaps.parse(text.encode(), "https://a.example/sitemap.txt").malformed
