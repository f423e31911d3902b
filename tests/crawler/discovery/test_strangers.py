"""Whatever a site answers, looking for its sources ends, and says something."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery.freshness import is_stale
from crawler.discovery.ranking import ranked
from tests.crawler.discovery.sites import NOW, Site, days, feed_link, page, rss, sitemap
from tests.runaway import runaway

HEADS = [
    b"",
    b"<!doctype html>",
    b"<rss>",
    b"<feed>",
    b"<urlset>",
    b"<sitemapindex>",
    b"[{",
    b'{"version":',
    b"\x1f\x8b",
]
MIDDLES = [
    b"<a href='//['>rss</a>",
    b"<link rel=alternate type=application/rss+xml href='http://[::1'>",
    b"<base href='mailto:x'>",
    b"<item><link>http://%zz/</link><pubDate>Mon, 32 Foo 99999</pubDate></item>",
    b"<url><loc>\xff\xfe</loc><lastmod>9999-99-99</lastmod></url>",
    b"<time datetime='0000-00-00'>",
]


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(HEADS), st.lists(st.sampled_from(MIDDLES) | st.binary(max_size=40), max_size=6))
def test_any_answer_is_survived(head: bytes, parts: list[bytes]) -> None:
    body = head + b"".join(parts)
    site = Site(dict.fromkeys(("/", "/feed/", "/sitemap.xml", "/wp-json/wp/v2/posts", "/rss"), body))
    found = site.survey()
    assert len(site.asked) <= 35
    assert all(one.reason for one in found.left_out)


@pytest.mark.parametrize(
    "body",
    [
        page("<div>" * 8_000 + "<a href=/x>x</a>").encode(),
        page("<a " + " ".join(f"a{number}=1" for number in range(20_000)) + " href=/x>x</a>").encode(),
        page(
            "".join(
                f"<a href='/the-story-of-{n}-and-more'>The story of {n} and more</a>" for n in range(20_000)
            )
        ).encode(),
        b"<" * 2_000_000,
        b"<!--" * 300_000,
        gzip.compress(b"<urlset>" + b" " * 30_000_000),
        ("<sitemapindex>" + "<sitemap><loc>/a" * 30_000).encode(),
    ],
    ids=["deep", "attributes", "links", "brackets", "comments", "bomb", "index"],
)
def test_what_is_made_to_cost_costs_little(body: bytes) -> None:
    with runaway(120):
        Site({"/": body, "/sitemap.xml": body}).survey()


@settings(deadline=None, max_examples=24)
@given(st.permutations(range(4)))
def test_the_order_of_asking_does_not_matter(order: list[int]) -> None:
    bodies = [rss(days(9)), rss(days(9, start=1)), sitemap(days(20)), rss(days(40, start=2))]
    paths = [f"/{number}.xml" for number in range(4)]
    site = Site(
        {
            "/": page(head="".join(feed_link(paths[number]) for number in order)),
            **dict(zip(paths, bodies, strict=True)),
        }
    )
    offers = site.survey().offers
    assert [offer.source.url[-6:] for offer in offers] == ["/0.xml", "/2.xml", "/1.xml", "/3.xml"]
    again, _ = ranked([offer.source for offer in reversed(offers)], own=(), language=None, now=NOW)
    assert [offer.source.url for offer in again] == [offer.source.url for offer in offers]


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 60), st.integers(1, 100))
def test_more_of_what_is_old_moves_no_source(few: int, more: int) -> None:
    def first(older: int) -> str:
        site = Site(
            {
                "/": page(head=feed_link("/new.xml") + feed_link("/old.xml")),
                "/new.xml": rss(days(5)),
                "/old.xml": rss(days(older + 1, start=2)),
            }
        )
        return site.survey().offers[0].source.url

    assert first(few) == first(few + more)


def test_a_rare_source_is_given_its_own_time() -> None:
    newest = NOW - (days(60)["/2026/story-of-the-day-50"])
    assert is_stale(newest, None, 5.0, NOW) is False
    assert is_stale(newest, NOW, 5.0, NOW) is True
    assert is_stale(newest, NOW, 0.2, NOW) is False
