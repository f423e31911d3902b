"""Feeds that are hard to find, hard to trust, or not the only one."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.cms_sites.house import House, feed_link, moved, robots
from tests.cms_sites.machine import news_sitemap, rss
from tests.cms_sites.prose import DAYS, HOURS, Desk
from tests.cms_sites.site import ELSE, Answer, Made
from tests.cms_sites.skins import ARC, PLAIN, SITECORE

FOOT = Desk(seed="foot", path="/story/{number}/{slug}")


def foot(base: str, now: datetime) -> Mapping[str, Answer]:
    """No head names the feed; the foot has a plain "RSS" among links to other things."""
    stories, title = FOOT.stories(now - 2 * HOURS, 6 * HOURS), "The Breakwater"
    below = (
        '<a href="/contact/">Imprint</a> <a href="https://social.example/breakwater">Social</a> '
        '<a href="/export/latest.xml">RSS</a>'
    )
    return {
        **House(title=title, skin=PLAIN, foot=below).answers(base, stories),
        "/export/latest.xml": rss(base, stories, title=title, content_type="text/xml"),
    }


SECTIONS = tuple(
    Desk(seed=f"section {place}", path=f"/s{place:02}/{{slug}}", count=6, first=100 * place + 1)
    for place in range(1, 21)
)
FRESH_SECTION = 7


def sections(base: str, now: datetime) -> Mapping[str, Answer]:
    """A page /rss lists twenty feeds. One section wrote an hour ago, the others days ago."""
    site = House(title="Twenty Sections Daily", skin=ARC, foot='<a href="/rss">RSS feeds</a>')
    written = {
        place: desk.stories(now - (HOURS if place == FRESH_SECTION else (2 + place) * DAYS), 3 * HOURS)
        for place, desk in enumerate(SECTIONS, 1)
    }
    rows = "".join(
        f'<li>Section {place} <a href="/rss/section-{place:02}.xml">XML</a></li>' for place in written
    )
    everything = tuple(story for stories in written.values() for story in stories)
    return {
        **site.answers(base, everything),
        "/": site.front(base, (stories[0] for stories in written.values())),
        "/rss": site.page(f"<h1>Our feeds</h1><ul>{rows}</ul>", title="RSS feeds"),
        **{
            f"/rss/section-{place:02}.xml": rss(base, stories, title=f"Section {place}")
            for place, stories in written.items()
        },
    }


AS_HTML = Desk(seed="as html", path="/a/{slug}")


def as_html(base: str, now: datetime) -> Mapping[str, Answer]:
    """A feed that its server calls text/html."""
    stories, title = AS_HTML.stories(now - 3 * HOURS, 10 * HOURS), "Hangar Nine"
    return {
        **House(title=title, skin=PLAIN).answers(base, stories, head=feed_link("/cgi/rss.pl")),
        "/cgi/rss.pl": rss(base, stories, title=title, content_type="text/html; charset=utf-8"),
    }


MOVED = Desk(seed="moved", path="/a/{slug}")


def moved_feed(base: str, now: datetime) -> Mapping[str, Answer]:
    """The head names the old path, which leads to the new one in two steps."""
    stories, title = MOVED.stories(now - 3 * HOURS, 10 * HOURS), "Dockside"
    return {
        **House(title=title, skin=PLAIN).answers(base, stories, head=feed_link("/rss")),
        "/rss": moved("/rss/"),
        "/rss/": moved(f"{base}/feeds/news.xml", 308),
        "/feeds/news.xml": rss(base, stories, title=title),
    }


SOFT = Desk(seed="soft 404", path="/read/{slug}")


def soft(base: str, now: datetime) -> Mapping[str, Answer]:
    """Every guess answers 200 with the same page; the feed stands at a path that none would guess."""
    stories, title = SOFT.stories(now - 2 * HOURS, 8 * HOURS), "Soft Landing"
    site = House(title=title, skin=PLAIN)
    return {
        **site.answers(base, stories, head=feed_link("/syndicate/all-0417")),
        ELSE: site.page("<h1>We could not find that</h1><p>But do have a look round.</p>"),
        "/syndicate/all-0417": rss(base, stories, title=title),
    }


FORBIDDEN = Desk(seed="forbidden", path="/news/{slug}")


def forbidden(base: str, now: datetime) -> Mapping[str, Answer]:
    """robots.txt forbids the feed that the head names; the news sitemap is allowed."""
    stories, title = FORBIDDEN.stories(now - 2 * HOURS, 8 * HOURS), "Keep Off"
    return {
        **House(title=title, skin=PLAIN).answers(base, stories, head=feed_link("/feed")),
        "/robots.txt": robots("Disallow: /feed", f"Sitemap: {base}/news.xml"),
        "/feed": rss(base, stories, title=title),
        "/feed/": rss(base, stories, title=title),
        "/news.xml": news_sitemap(base, stories, title=title),
    }


STALE = Desk(seed="stale feed", path="/news/{slug}", count=10, first=5000)
OLD = Desk(seed="stale feed old", path="/2019/{slug}")


def stale(base: str, now: datetime) -> Mapping[str, Answer]:
    """The feed in the head has been dead for six years; the news sitemap is of today."""
    stories, old = STALE.stories(now - HOURS, 4 * HOURS), OLD.stories(now - 2200 * DAYS, DAYS)
    site = House(title="Rampart", skin=SITECORE)
    return {
        **{story.path: site.article(base, story) for story in old},
        **site.answers(base, stories, head=feed_link("/rss.xml")),
        "/robots.txt": robots(f"Sitemap: {base}/google-news.xml"),
        "/rss.xml": rss(base, old, title="Rampart"),
        "/google-news.xml": news_sitemap(base, stories, title="Rampart"),
    }


AMP = Desk(seed="amp", path="/world/{slug}")


def amp(base: str, now: datetime) -> Mapping[str, Answer]:
    """Each article has an AMP page; the cards lead to those, the feed to the articles."""
    stories, title = AMP.stories(now - 2 * HOURS, 7 * HOURS), "Lightpage"
    site = House(title=title, skin=ARC)
    card = '<div><a href="{path}/amp"><h2>{headline}</h2></a><time datetime="{iso}">{day}</time></div>'
    return {
        **site.answers(base, stories),
        "/": site.page(site.cards(base, stories, form=card), head=feed_link("/rss.xml")),
        **{
            story.path: site.article(base, story, head=f'<link rel="amphtml" href="{base}{story.path}/amp">')
            for story in stories
        },
        **{f"{story.path}/amp": site.article(base, story) for story in stories},
        "/rss.xml": rss(base, stories, title=title),
    }


PARTNER = Desk(seed="partner", path="/n/{slug}")


def partner(base: str, now: datetime) -> Mapping[str, Answer]:
    """The head names a partner's feed, on another host, before its own."""
    stories, title = PARTNER.stories(now - timedelta(minutes=90), 9 * HOURS), "Second Fleet News"
    head = feed_link("https://partner.example/feed.xml", title="Our partner") + feed_link("/own.xml")
    return {
        **House(title=title, skin=PLAIN).answers(base, stories, head=head),
        "/own.xml": rss(base, stories, title=title),
    }


BEHIND = Desk(seed="behind", path="/t/{slug}")


def behind(base: str, now: datetime) -> Mapping[str, Answer]:
    """An empty feed and a database's error stand before the news."""
    stories, title = BEHIND.stories(now - 4 * HOURS, 9 * HOURS), "Estuary Post"
    head = (
        feed_link("/empty.xml", title="Jobs")
        + feed_link("/broken.xml", title="Old")
        + feed_link("/posts.xml")
    )
    return {
        **House(title=title, skin=PLAIN).answers(base, stories, head=head),
        "/empty.xml": rss(base, (), title="Jobs"),
        "/broken.xml": Answer(body=b"<h1>Database error</h1>", content_type="application/rss+xml"),
        "/posts.xml": rss(base, stories, title=title),
    }


SITES = (
    Made(
        name="rss-in-the-foot",
        about="a plain RSS link in the foot",
        start="/",
        freshest=frozenset({("feed", "/export/latest.xml")}),
        articles=FOOT.paths,
        answers=foot,
    ),
    Made(
        name="twenty-section-feeds",
        about="a page /rss lists twenty feeds; one is fresh",
        start="/",
        freshest=frozenset({("feed", f"/rss/section-{FRESH_SECTION:02}.xml")}),
        articles=frozenset().union(*(desk.paths for desk in SECTIONS)),
        answers=sections,
    ),
    Made(
        name="feed-as-html",
        about="the feed is served as text/html",
        start="/",
        freshest=frozenset({("feed", "/cgi/rss.pl")}),
        articles=AS_HTML.paths,
        answers=as_html,
    ),
    Made(
        name="feed-moved",
        about="the feed is behind two redirects",
        start="/",
        freshest=frozenset({("feed", "/feeds/news.xml"), ("feed", "/rss"), ("feed", "/rss/")}),
        articles=MOVED.paths,
        answers=moved_feed,
    ),
    Made(
        name="soft-404",
        about="every guess answers 200; the feed has an odd path",
        start="/",
        freshest=frozenset({("feed", "/syndicate/all-0417")}),
        never=frozenset({"/feed", "/feed/", "/rss", "/rss.xml", "/sitemap.xml"}),
        articles=SOFT.paths,
        answers=soft,
    ),
    Made(
        name="robots-forbid-feed",
        about="robots.txt forbids the feed, not the news sitemap",
        start="/",
        freshest=frozenset({("sitemap", "/news.xml")}),
        never=frozenset({"/feed", "/feed/"}),
        articles=FORBIDDEN.paths,
        answers=forbidden,
    ),
    Made(
        name="stale-feed",
        about="the feed died years ago, the sitemap is of today",
        start="/",
        freshest=frozenset({("sitemap", "/google-news.xml")}),
        articles=STALE.paths,
        answers=stale,
    ),
    Made(
        name="amp",
        about="cards lead to AMP pages, the feed to the articles",
        start="/",
        freshest=frozenset({("feed", "/rss.xml")}),
        articles=AMP.paths,
        answers=amp,
    ),
    Made(
        name="partner-feed",
        about="another host's feed stands before the site's own",
        start="/",
        freshest=frozenset({("feed", "/own.xml")}),
        never=frozenset({"https://partner.example/feed.xml"}),
        articles=PARTNER.paths,
        answers=partner,
    ),
    Made(
        name="behind-broken-feeds",
        about="an empty feed and an error stand before the news",
        start="/",
        freshest=frozenset({("feed", "/posts.xml")}),
        never=frozenset({"/empty.xml", "/broken.xml"}),
        articles=BEHIND.paths,
        answers=behind,
    ),
)
