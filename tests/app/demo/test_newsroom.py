"""The newsroom over real loopback requests."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from aiohttp import ClientSession
from lxml import etree, html

from app.demo.newsroom.catalogue import Outlet, OutletArticle, current, visible
from app.demo.newsroom.newsroom import Newsroom

NAMESPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "a": "http://www.w3.org/2005/Atom"}


class Time:
    """Newsroom seconds that the test sets."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def elapsed(self) -> float:
        return self.seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def newsroom(time: Time) -> AsyncIterator[Newsroom]:
    newsroom = Newsroom(elapsed=time.elapsed)
    await newsroom.start()
    yield newsroom
    await newsroom.stop()


@pytest.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession(headers={"User-Agent": "test-reader"}) as session:
        yield session


async def text_of(client: ClientSession, url: str) -> str:
    async with client.get(url) as answer:
        assert answer.status == 200
        return await answer.text()


def links_in(outlet: Outlet, source: str) -> list[str]:
    """The article URLs of a source, read with other tools than the crawler's."""
    if outlet.kind == "listing":
        assert outlet.links is not None
        return [str(link.get("href")) for link in html.fromstring(source).cssselect(outlet.links)]
    found = {
        "news-sitemap": "//s:url/s:loc/text()",
        "rss": "//item/link/text()",
        "atom": "//a:entry/a:link[@rel='alternate']/@href",
    }
    tree = parsed(source, forgiving=outlet.is_broken)
    return [str(link).partition("?")[0] for link in tree.xpath(found[outlet.kind], namespaces=NAMESPACES)]


def parsed(source: str, *, forgiving: bool = False) -> etree._Element:
    return etree.fromstring(source.encode(), etree.XMLParser(recover=forgiving, resolve_entities=False))


def titles_in(rss: str) -> dict[str, str]:
    """The title of each item of an RSS feed, by its link."""
    tree = parsed(rss)
    links = (str(link).partition("?")[0] for link in tree.xpath("//item/link/text()"))
    return dict(zip(links, map(str, tree.xpath("//item/title/text()")), strict=True))


def by_slug(newsroom: Newsroom, slug: str) -> Outlet:
    return next(outlet for outlet in newsroom.outlets if outlet.slug == slug)


def url_of(newsroom: Newsroom, wanted: OutletArticle) -> str:
    return next(url for url, article in newsroom.articles().items() if article == wanted)


@pytest.mark.parametrize("moment", [0.0, 10.0, 25.0])
async def test_each_source_lists_what_is_visible_with_absolute_urls(
    newsroom: Newsroom, client: ClientSession, time: Time, moment: float
) -> None:
    time.seconds = moment
    for outlet in newsroom.outlets:
        source = await text_of(client, newsroom.source_urls()[outlet.slug])
        base = newsroom.base_urls[outlet.slug]
        expected = [base + outlet.path_of(article) for article in visible(outlet, moment)]
        assert links_in(outlet, source) == expected


async def test_the_broken_source_is_no_xml_from_start_to_end(
    newsroom: Newsroom, client: ClientSession, time: Time
) -> None:
    broken = next(outlet for outlet in newsroom.outlets if outlet.is_broken)
    for time.seconds in (0.0, 25.0):
        with pytest.raises(etree.XMLSyntaxError):
            parsed(await text_of(client, newsroom.source_urls()[broken.slug]))


async def test_every_page_holds_its_article_and_only_the_failing_one_fails(
    newsroom: Newsroom, client: ClientSession, time: Time
) -> None:
    time.seconds = 25.0
    failed = []
    for url, article in newsroom.articles().items():
        async with client.get(url) as answer:
            if answer.status == 500:
                failed.append(article)
                continue
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            page = " ".join(html.fromstring(await answer.text()).text_content().split())
        wording = current(article, time.seconds)
        assert wording.title in page
        assert all(paragraph in page for paragraph in wording.paragraphs)
    assert failed == [article for article in newsroom.articles().values() if not article.is_readable]


async def test_json_ld_is_json(newsroom: Newsroom, client: ClientSession, time: Time) -> None:
    time.seconds = 25.0
    titles = set()
    for slug in ("meridian", "rubizh"):
        for article in by_slug(newsroom, slug).articles:
            page = html.fromstring((await text_of(client, url_of(newsroom, article))).encode())
            data = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
            titles |= {node["headline"] for node in data.get("@graph", [data]) if "headline" in node}
    assert titles == {
        current(article, time.seconds).title
        for slug in ("meridian", "rubizh")
        for article in by_slug(newsroom, slug).articles
    }


async def test_an_article_is_not_there_before_it_appears(
    newsroom: Newsroom, client: ClientSession, time: Time
) -> None:
    for url, article in newsroom.articles().items():
        time.seconds = article.appears_after - 0.01
        if not article.is_backlog:
            async with client.get(url) as answer:
                assert answer.status == 404


async def test_an_edit_changes_page_tag_and_feed(
    newsroom: Newsroom, client: ClientSession, time: Time
) -> None:
    url, article = next((url, a) for url, a in newsroom.articles().items() if a.edit is not None)
    assert article.edit is not None
    feed = newsroom.source_urls()[article.outlet]
    time.seconds = article.appears_after
    async with client.get(url) as answer:
        old_tag = answer.headers["ETag"]
    before = titles_in(await text_of(client, feed))
    time.seconds += article.edit.after
    async with client.get(url, headers={"If-None-Match": old_tag}) as answer:
        assert answer.status == 200
        assert article.edit.title in await answer.text()
    after = titles_in(await text_of(client, feed))
    # An article that came out in between has no title of before.
    assert {link for link, title in before.items() if after[link] != title} == {url}
    assert after[url] == article.edit.title


async def test_a_304_only_while_nothing_changed(
    newsroom: Newsroom, client: ClientSession, time: Time
) -> None:
    feed = newsroom.source_urls()["meridian"]
    async with client.get(feed) as answer:
        assert answer.content_type == "application/rss+xml"
        tag = answer.headers["ETag"]
    async with client.get(feed, headers={"If-None-Match": tag}) as answer:
        assert answer.status == 304
        assert await answer.read() == b""
    time.seconds = 4.0
    async with client.get(feed, headers={"If-None-Match": tag}) as answer:
        assert answer.status == 200
        assert answer.headers["ETag"] != tag


async def test_the_record_says_who_asked_and_what_was_first_shown_when(
    newsroom: Newsroom, client: ClientSession, time: Time
) -> None:
    outlet = by_slug(newsroom, "meridian")
    feed = newsroom.source_urls()["meridian"]
    before = datetime.now(UTC)
    await text_of(client, feed)
    time.seconds = 4.0
    # Neither a page of its own nor a HEAD shows an article to a reader of the feed.
    await text_of(client, url_of(newsroom, visible(outlet, 4.0)[0]))
    async with client.head(feed):
        pass
    assert len(newsroom.shown_at) == len(visible(outlet, 0.0))
    await text_of(client, feed)
    await text_of(client, feed)
    shown = [request.first_showed for request in newsroom.requests]
    new = set(visible(outlet, 4.0)) - set(visible(outlet, 0.0))
    assert set(shown[0]) == {article.id for article in visible(outlet, 0.0)}
    assert shown[1:] == [(), (), tuple(article.id for article in new), ()]
    assert {request.user_agent for request in newsroom.requests} == {"test-reader"}
    assert [request.status for request in newsroom.requests] == [200] * 5
    for article in new:
        assert newsroom.shown_at[url_of(newsroom, article)] == newsroom.requests[3].at >= before


async def test_front_pages_link_and_robots_let_readers_in(newsroom: Newsroom, client: ClientSession) -> None:
    for outlet in newsroom.outlets:
        base = newsroom.base_urls[outlet.slug]
        front = html.fromstring((await text_of(client, base + "/")).encode())
        links = {str(link.get("href")) for link in front.cssselect("a")}
        assert {base + outlet.path_of(article) for article in visible(outlet, 0.0)[:2]} <= links
        assert all(urlsplit(link).netloc == urlsplit(base).netloc for link in links)
        rules = RobotFileParser()
        rules.parse((await text_of(client, base + "/robots.txt")).splitlines())
        assert rules.can_fetch("wirewatch", newsroom.source_urls()[outlet.slug])
        assert not rules.can_fetch("wirewatch", base + "/search")
