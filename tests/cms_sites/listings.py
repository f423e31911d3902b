"""Sites with neither feed nor sitemap: only pages of links."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.cms_sites.house import House
from tests.cms_sites.machine import rss
from tests.cms_sites.prose import DAYS, HOURS, Desk, Story
from tests.cms_sites.site import ELSE, Answer, Made
from tests.cms_sites.skins import ARC, PLAIN, SITECORE

CARDS = Desk(seed="cards", path="/analysis/{slug}", count=12)
LOST = Answer(body=b"<html><title>Not found</title><body>Not found</body></html>", status=404)


def cards(base: str, now: datetime) -> Mapping[str, Answer]:
    """Cards with dates, six to a page, and a link to the next page."""
    stories = CARDS.stories(now - 5 * HOURS, 20 * HOURS)
    site = House(title="Centre for Littoral Studies", skin=ARC)
    onward = '<nav class="pager"><a rel="next" href="/analysis?page=2">Older</a></nav>'
    first = site.front(base, stories[:6], after=onward)
    return {
        **site.answers(base, stories),
        "/": first,
        "/analysis": first,
        "/analysis?page=2": site.front(base, stories[6:]),
    }


TABLE = Desk(seed="ministry", path="/press/view.do?id={number}", count=12, first=2201)


def table(base: str, now: datetime) -> Mapping[str, Answer]:
    """A ministry: numbered rows of a table, the date in its own column, days only."""
    stories = TABLE.stories(now - 6 * HOURS, 26 * HOURS)
    site = House(title="Ministry of Maritime Defence", skin=SITECORE)
    row = '<tr><td>{number}</td><td class="subject"><a href="{path}">{headline}</a></td><td>{day}</td><td>87</td></tr>'
    rows = site.cards(base, stories, form=row)
    page = site.page(
        "<h1>Press releases</h1><table><thead><tr><th>No.</th><th>Title</th><th>Date</th><th>Views</th></tr>"
        f"</thead><tbody>{rows}</tbody></table>"
    )
    return {
        **site.answers(base, stories),
        "/": site.page("<h1>Welcome</h1><p>Office hours and a word from the minister.</p>"),
        "/press/list.do": page,
        "/press/view.do": LOST,
    }


KOREAN_TABLE = Desk(
    seed="ministry ko", path="/board/view.do?menu=4&nttId={number}", count=10, first=31200, language="ko"
)


def korean_table(base: str, now: datetime) -> Mapping[str, Answer]:
    """A Korean ministry: dates with dots, ampersands in the links."""
    stories = KOREAN_TABLE.stories(now - 7 * HOURS, 25 * HOURS)
    site = House(title="해양방위청", skin=PLAIN, language="ko")
    row = '<tr><td>{number}</td><td class="title"><a href="{path}">{headline}</a></td><td>{dotted}</td></tr>'
    page = site.page(f"<h2>보도자료</h2><table class='board'>{site.cards(base, stories, form=row)}</table>")
    return {**site.answers(base, stories), "/board/list.do?menu=4": page, "/board/view.do": LOST}


SOFT = Desk(seed="soft listing", path="/insight/{slug}", count=9)


def soft(base: str, now: datetime) -> Mapping[str, Answer]:
    """No feed, no sitemap, and every guess at one answers 200 with the front page."""
    stories = SOFT.stories(now - 4 * HOURS, 22 * HOURS)
    site = House(title="Ever Green", skin=PLAIN)
    answers = site.answers(base, stories)
    return {**answers, "/robots.txt": answers["/"], ELSE: answers["/"]}


AGO = Desk(seed="ago", path="/brief/{slug}", count=8)


def ago(base: str, now: datetime) -> Mapping[str, Answer]:
    """Cards say "3 hours ago"; the articles have the date."""
    stories = AGO.stories(now - 3 * HOURS, 5 * HOURS)
    site = House(title="Just Now", skin=ARC)

    def card(story: Story) -> str:
        hours = (now - story.published_at) // timedelta(hours=1)
        said = f"{hours} hours ago" if hours < 24 else f"{hours // 24} days ago"
        return (
            f'<div class="tile"><h3><a href="{story.path}">{story.headline}</a></h3><span>{said}</span></div>'
        )

    return {**site.answers(base, stories), "/": site.page("".join(card(story) for story in stories))}


STALE_FEED = Desk(seed="press room", path="/releases/{slug}", count=9, first=60)
OLD = Desk(seed="press room old", path="/old/{slug}", count=20)


def stale_feed(base: str, now: datetime) -> Mapping[str, Answer]:
    """A press room whose cards are of today beside a guessable feed of years ago."""
    stories, old = STALE_FEED.stories(now - 2 * HOURS, 20 * HOURS), OLD.stories(now - 1500 * DAYS, DAYS)
    site = House(title="Press Room", skin=PLAIN)
    return {
        **{story.path: site.article(base, story) for story in old},
        **site.answers(base, stories),
        "/feed": rss(base, old, title="Press Room"),
    }


SITES = (
    Made(
        name="listing-cards",
        about="cards with dates and a next page",
        start="/analysis",
        freshest=frozenset({("listing", "/analysis")}),
        articles=CARDS.paths,
        answers=cards,
    ),
    Made(
        name="listing-table",
        about="a ministry's table of press releases",
        start="/press/list.do",
        freshest=frozenset({("listing", "/press/list.do")}),
        articles=TABLE.paths,
        answers=table,
    ),
    Made(
        name="listing-table-korean",
        about="a Korean table, dates with dots, links with ampersands",
        start="/board/list.do?menu=4",
        freshest=frozenset({("listing", "/board/list.do?menu=4")}),
        articles=KOREAN_TABLE.paths,
        answers=korean_table,
    ),
    Made(
        name="listing-soft-404",
        about="every guess, robots.txt too, answers 200 with the front page",
        start="/",
        freshest=frozenset({("listing", "/")}),
        never=frozenset({"/feed", "/feed/", "/rss.xml", "/sitemap.xml", "/sitemap-news.xml"}),
        articles=SOFT.paths,
        answers=soft,
    ),
    Made(
        name="listing-hours-ago",
        about="cards say how long ago",
        start="/",
        freshest=frozenset({("listing", "/")}),
        articles=AGO.paths,
        answers=ago,
    ),
    Made(
        name="listing-beside-a-dead-feed",
        about="cards of today, a feed of years ago at /feed",
        start="/",
        freshest=frozenset({("listing", "/")}),
        articles=STALE_FEED.paths,
        answers=stale_feed,
    ),
)
