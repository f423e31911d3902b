"""Pages that list articles: which links they are, when each is from, and a selector for them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from crawler import listings
from crawler.discovery import Answer
from crawler.discovery.found import Measured, Trust
from crawler.discovery.listing_pages import listing_of, news_pages
from crawler.discovery.page_links import page_links
from tests.crawler.discovery.sites import NOW, SITE, Site, offered, page

NAV = """
<header><nav class="main-nav"><a href="/">Home</a>
<a href="/about-the-gazette-and-its-people">About the gazette and us</a>
<a href="/topics/naval-systems">Naval systems and ships</a></nav></header>
"""
FOOT = """
<aside class="sidebar"><h3>Most read</h3>
<a href="/2019/01/02/an-old-story-that-everybody-reads">An old story that all read</a></aside>
<footer><a href="/terms-and-conditions-of-use">Terms and conditions of our use</a>
<a href="/privacy-policy-for-readers-2026">The privacy policy for readers</a></footer>
"""


def card(number: int, at: datetime) -> str:
    return f"""<div class="teaser css-1x2y3z">
<a class="img" href="/news/{number}-brigade-moves-north-again"><img src="/{number}.jpg"></a>
<div><span class="tag"><a href="/topics/army">Army</a></span>
<h3 class="teaser__title"><a href="/news/{number}-brigade-moves-north-again">Brigade {number} moves north again</a></h3>
<p>By <a href="/authors/ada-lind">Ada Lind</a> <time datetime="{at.isoformat()}">{at:%d %B}</time></p></div></div>"""


def read(html: str, url: str = f"{SITE}/news") -> Measured | None:
    answer = Answer(asked=url, url=url, status=200, body=html.encode())
    return listing_of(page_links(answer), Trust.GIVEN, "", NOW)


def test_cards_between_navigation_and_a_list_of_the_most_read() -> None:
    cards = "".join(card(number, NOW - timedelta(hours=number)) for number in range(1, 9))
    found = read(page(f"{NAV}<main>{cards}</main>{FOOT}"))
    assert found is not None
    assert found.links == "h3 a"
    assert [lead.url for lead in found.leads] == [
        f"{SITE}/news/{number}-brigade-moves-north-again" for number in range(1, 9)
    ]
    assert found.leads[0].title == "Brigade 1 moves north again"
    assert found.newest_at == NOW - timedelta(hours=1)
    assert found.per_day == 24


def test_the_selector_is_one_that_a_listing_source_reads_the_same_with() -> None:
    html = page(f"{NAV}{''.join(card(number, NOW) for number in range(1, 9))}{FOOT}")
    found = read(html)
    assert found is not None
    assert found.links is not None
    again = listings.parse(html.encode(), f"{SITE}/news", links=found.links)
    assert {lead.url for lead in again.leads} == {lead.url for lead in found.leads}


def test_a_table_of_press_releases() -> None:
    rows = "".join(
        f'<tr><td>{number}</td><td class="subject">'
        f'<a href="view.do?id=31{number:02}&menu=4">Release on the matter {number}</a></td>'
        f"<td>2026.03.{number:02}</td></tr>"
        for number in range(1, 10)
    )
    found = read(page(f"{NAV}<table>{rows}</table><div class=paging><a href='?page=2'>2</a></div>{FOOT}"))
    assert found is not None
    assert len(found.leads) == 9
    assert found.newest_at is not None
    assert (found.newest_at.month, found.newest_at.day) == (3, 9)


@pytest.mark.parametrize(
    ("written", "age"),
    [
        ("3 hours ago", timedelta(hours=3)),
        ("2 days ago", timedelta(days=2)),
        ("9 March 2026", timedelta(hours=36)),
    ],
)
def test_times_in_words(written: str, age: timedelta) -> None:
    items = "".join(
        f"<li><a href='/a/{number}-the-story-of-the-day'>The story of day {number}</a> <span>{written}</span></li>"
        for number in range(5)
    )
    found = read(page(f"<ul>{items}</ul>"))
    assert found is not None
    assert found.newest_at == NOW - age


@pytest.mark.parametrize(
    "body",
    [
        "",
        NAV + FOOT,
        "<p>We are a shipyard. <a href='/contact'>Contact</a> <a href='/products/boats'>Boats</a></p>",
        "<p>"
        + "".join(
            f"<a href='https://elsewhere.example/2026/a-story-of-{n}'>A story of the day</a>"
            for n in range(9)
        ),
    ],
)
def test_a_page_without_articles_is_no_listing(body: str) -> None:
    assert read(page(body)) is None


def test_words_that_lead_to_the_news() -> None:
    body = (
        "<a href='/products'>Products</a><a href='/company/newsroom'>Newsroom</a><a href='/ko/press'>보도자료</a>"
        "<a href='https://elsewhere.example/news'>News</a>"
    )
    answer = Answer(asked=SITE, url=f"{SITE}/", status=200, body=page(body).encode())
    assert list(news_pages(page_links(answer))) == [f"{SITE}/ko/press", f"{SITE}/company/newsroom"]


def test_the_newsroom_of_a_company_is_found_from_its_front_page() -> None:
    items = "".join(card(number, NOW - timedelta(days=number)) for number in range(6))
    site = Site(
        {"/": page("<a href='/newsroom'>Newsroom</a> <a href='/boats'>Boats</a>"), "/newsroom": page(items)}
    )
    found = site.survey()
    assert offered(found) == [("listing", "/newsroom")]
    assert found.offers[0].source.links == "h3 a"


def test_tracking_parameters_of_the_start_stay_out_of_the_source() -> None:
    cards = "".join(card(number, NOW) for number in range(6))
    found = read(page(cards), f"{SITE}/news?utm_source=letter")
    assert found is not None
    assert found.url == f"{SITE}/news"
