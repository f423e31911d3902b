"""From a page of a site to its sources, the freshest first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawler.discovery import Answer
from tests.crawler.discovery.sites import (
    NOW,
    SITE,
    Site,
    days,
    feed_link,
    offered,
    page,
    reasons,
    rss,
    sitemap,
)


def test_a_short_feed_of_today_is_before_a_long_one_of_last_week() -> None:
    site = Site(
        {
            "/": page(head=feed_link("/all.xml") + feed_link("/latest.xml")),
            "/all.xml": rss(days(80, start=6)),
            "/latest.xml": rss(days(4)),
        }
    )
    assert offered(site.survey())[:2] == [("feed", "/latest.xml"), ("feed", "/all.xml")]


def test_a_feed_that_ended_is_left_out_for_a_living_sitemap() -> None:
    site = Site(
        {
            "/": page(head=feed_link("/rss.xml")),
            "/rss.xml": rss(days(10, start=900)),
            "/map.xml": sitemap(days(10)),
        },
        sitemaps=["/map.xml"],
    )
    found = site.survey()
    assert offered(found) == [("sitemap", "/map.xml")]
    assert reasons(found)["/rss.xml"] == "stale: its newest is of 2023-09-22"


def test_where_everything_ended_the_newest_is_offered_with_a_caution() -> None:
    site = Site({"/": page(head=feed_link("/rss.xml")), "/rss.xml": rss(days(10, start=900))})
    (offer,) = site.survey().offers
    assert "stale: it may have ended" in offer.cautions


def test_old_pages_that_were_touched_today_are_no_news() -> None:
    old = {f"/2019/a-page-of-long-ago-{number}": timedelta(hours=number) for number in range(1)}
    site = Site(
        {
            "/": page(head=feed_link("/rss.xml")),
            "/rss.xml": rss(days(10, start=1.5)),
            "/sitemap.xml": sitemap(old | days(10, start=1.5)),
        }
    )
    assert offered(site.survey())[0] == ("feed", "/rss.xml")


def test_a_sitemap_with_two_articles_that_the_feed_never_showed_is_fresher() -> None:
    site = Site(
        {
            "/": page(head=feed_link("/rss.xml")),
            "/rss.xml": rss(days(10, start=3)),
            "/sitemap.xml": sitemap(days(13)),
        }
    )
    assert offered(site.survey())[0] == ("sitemap", "/sitemap.xml")


@pytest.mark.parametrize(
    ("path", "body", "reason"),
    [
        ("/comments/feed/", rss(days(5)), "comments of readers"),
        ("/discussion.xml", rss(days(5), title="Comments for Gazette"), "comments of readers"),
        (
            "/replies.xml",
            rss([(f"/a-{n}#comment-{n}", timedelta(0)) for n in range(5)]),
            "comments of readers",
        ),
        (
            "/listen.xml",
            rss(
                days(5), more='<enclosure url="https://gazette.example/a.mp3" type="audio/mpeg" length="1"/>'
            ),
            "a podcast: its items are recordings",
        ),
        ("/tag/tanks/feed/", rss(days(5)), "one tag, author or search alone"),
        (
            "/partner.xml",
            rss([("https://elsewhere.example/a", timedelta(0))]),
            "its articles are on another site",
        ),
        ("/page.xml", page("<p>Not found</p>"), "answers with a web page"),
        ("/none.xml", rss([]), "is empty"),
    ],
)
def test_what_is_no_source_of_news_is_left_out_with_the_reason(path: str, body: str, reason: str) -> None:
    site = Site(
        {"/": page(head=feed_link("/rss.xml") + feed_link(path)), "/rss.xml": rss(days(9)), path: body}
    )
    found = site.survey()
    assert offered(found) == [("feed", "/rss.xml")]
    assert reason in reasons(found)[path]


def test_a_site_of_links_to_others_is_offered_where_it_has_nothing_else() -> None:
    links = rss([(f"https://elsewhere.example/a-{number}", timedelta(hours=number)) for number in range(5)])
    (offer,) = Site({"/": page(head=feed_link("/rss")), "/rss": links}).survey().offers
    assert offer.cautions[0] == "its articles are on another site"


def test_who_asks_about_a_tag_gets_its_feed() -> None:
    site = Site(
        {
            "/": page(head=feed_link("/feed")),
            "/tag/tanks/": page(head=feed_link("/feed") + feed_link("/tag/tanks/feed")),
            "/feed": rss(days(9)),
            "/tag/tanks/feed": rss(days(3, start=1)),
        }
    )
    assert offered(site.survey("/tag/tanks/"))[0] == ("feed", "/tag/tanks/feed")


@pytest.mark.parametrize(
    "anchor",
    [
        '<a href="/syndication">RSS</a>',
        '<a href="/syndication" title="RSS feed"><img src="/i.png"></a>',
        '<a href="/syndication"><img src="/i.png" alt="RSS"></a>',
        '<a href="/syndication" class="icon-rss"></a>',
        '<a href="/syndication"><svg><use href="#rss"></use></svg></a>',
        '<a href="/syndication"><i class="fa fa-rss"></i></a>',
        '<a href="/syndication">Новостной фид</a>',
    ],
)
def test_an_anchor_that_says_rss_in_any_way_is_followed(anchor: str) -> None:
    site = Site({"/": page(f"<footer>{anchor}</footer>"), "/syndication": rss(days(9))})
    assert offered(site.survey())[0] == ("feed", "/syndication")


def test_words_with_feed_in_them_are_no_feeds() -> None:
    body = '<a href="/news/how-to-feed-an-army">How to feed an army</a><a href="/atom-bombs-of-old">Atom bombs</a>'
    site = Site({"/": page(body, head=feed_link("/rss.xml")), "/rss.xml": rss(days(9))})
    site.survey()
    assert not [url for url in site.asked if "army" in url or "bombs" in url]


def test_a_page_of_feeds_is_read_for_the_feeds_it_lists() -> None:
    body = "".join(f'<li><a href="/out/{name}.xml">{name}</a>' for name in ("World", "Army", "Navy"))
    site = Site(
        {
            "/": page('<a href="/feeds-of-ours">RSS</a>'),
            "/feeds-of-ours": page(f"<ul>{body}</ul>"),
            "/out/World.xml": rss(days(9, start=2)),
            "/out/Army.xml": rss(days(9, prefix="/2026/army-news-of-")),
            "/out/Navy.xml": rss(days(9, start=3)),
        }
    )
    found = offered(site.survey())
    assert found[0] == ("feed", "/out/Army.xml")
    assert len(found) == 3


def test_a_page_of_feeds_at_a_usual_place_is_read_without_a_link_to_it() -> None:
    site = Site(
        {
            "/": page(),
            "/rss": page('<a href="/export/world.rss">World</a><a href="/export/army.rss">Army</a>'),
            "/export/world.rss": rss(days(9, start=3)),
            "/export/army.rss": rss(days(9, prefix="/2026/army-news-of-")),
        }
    )
    assert offered(site.survey())[0] == ("feed", "/export/army.rss")


def test_a_feed_in_the_link_header_is_found() -> None:
    link = '</style.css>; rel=preload; as=style, </odd/place>; rel="alternate"; type="application/rss+xml"'
    url = f"{SITE}/"
    front = Answer(asked=url, url=url, kept_url=url, status=200, body=page().encode(), headers={"link": link})
    assert offered(Site({"/": front, "/odd/place": rss(days(9))}).survey())[0] == ("feed", "/odd/place")


@pytest.mark.parametrize("freshest", [1, 40])
def test_an_index_without_times_is_tried_at_both_ends(freshest: int) -> None:
    children = "".join(f"<sitemap><loc>{SITE}/posts-{number}.xml</loc></sitemap>" for number in range(1, 41))
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{children}</sitemapindex>'
    maps = {f"/posts-{n}.xml": sitemap(days(5, start=400 * (n != freshest))) for n in range(1, 41)}
    (offer,) = Site({"/": page(), "/sitemap.xml": index, **maps}).survey().offers
    assert offer.source.newest_at == NOW - timedelta(hours=1)


def test_an_index_of_sitemaps_is_offered_for_its_freshest_child() -> None:
    children = "".join(
        f"<sitemap><loc>{SITE}/map-{year}.xml</loc><lastmod>{year}-03-01</lastmod></sitemap>"
        for year in range(1990, 2027)
    )
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{children}</sitemapindex>'
    answers = {f"/map-{year}.xml": sitemap(days(5, start=365 * (2026 - year))) for year in range(1990, 2027)}
    site = Site({"/": page(), "/index-of-maps.xml": index, **answers}, sitemaps=["/index-of-maps.xml"])
    assert offered(site.survey()) == [("sitemap", "/index-of-maps.xml")]
    assert len([url for url in site.asked if "/map-" in url]) <= 3


def test_a_sitemap_whose_times_are_those_of_its_making_tells_no_freshness() -> None:
    site = Site(
        {
            "/": page(head=feed_link("/rss.xml")),
            "/rss.xml": rss(days(9, start=5)),
            "/sitemap.xml": sitemap(dict.fromkeys(days(30), timedelta(0))),
        }
    )
    found = site.survey()
    assert offered(found)[0] == ("feed", "/rss.xml")
    (undated,) = [offer for offer in found.offers if offer.source.kind == "sitemap"]
    assert "names no dates: how fresh it is shows only in its articles" in undated.cautions


def test_of_two_languages_that_of_the_page_comes_first() -> None:
    fresh, older = rss(days(9)), rss(days(9, start=0.5, prefix="/fr/2026/histoire-du-jour-"))
    site = Site(
        {
            "/fr/": page(head=feed_link("/en.xml") + feed_link("/fr.xml")).replace("lang=en", "lang=fr"),
            "/": page(head=feed_link("/en.xml") + feed_link("/fr.xml")),
            "/en.xml": fresh.replace("<channel>", "<channel><language>en-GB</language>"),
            "/fr.xml": older.replace("<channel>", "<channel><language>fr</language>"),
        }
    )
    assert offered(site.survey("/fr/"))[0] == ("feed", "/fr.xml")


def test_a_feed_that_is_given_comes_first_while_it_lives() -> None:
    site = Site(
        {
            "/section.xml": rss(days(9, start=2)),
            "/": page(head=feed_link("/rss.xml")),
            "/rss.xml": rss(days(9)),
        }
    )
    assert offered(site.survey("/section.xml"))[0] == ("feed", "/section.xml")


def test_two_addresses_of_one_feed_are_offered_once() -> None:
    site = Site(
        {
            "/": page(head=feed_link("/rss") + feed_link("/rss?format=xml")),
            "/rss": rss(days(9)),
            "/rss?format=xml": rss(days(9)),
        }
    )
    found = site.survey()
    assert offered(found) == [("feed", "/rss")]
    assert reasons(found)["/rss?format=xml"] == f"shows the same as {SITE}/rss"


def test_it_asks_no_more_than_it_may_and_keeps_some_for_the_articles() -> None:
    feeds = [f"/feed-{number}.xml" for number in range(100)]
    site = Site({"/": page(head="".join(map(feed_link, feeds))), **{path: rss(days(3)) for path in feeds}})
    found = site.survey(most=20)
    assert len(site.asked) <= 20 - 5
    assert found.offers
    assert "too many requests" in " ".join(reasons(found).values())


def test_a_site_that_cannot_be_asked_has_no_offers_and_says_why() -> None:
    gone = Answer(asked=f"{SITE}/", url=f"{SITE}/", trouble="took too long")
    found = Site({"/": gone}).survey()
    assert (found.offers, found.trouble) == ((), "took too long")


def test_an_address_that_is_gone_still_leads_to_its_site() -> None:
    site = Site({"/": page(head=feed_link("/rss.xml")), "/rss.xml": rss(days(9))})
    assert offered(site.survey("/an/old/address"))[0] == ("feed", "/rss.xml")
