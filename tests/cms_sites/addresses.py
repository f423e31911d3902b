"""Where a person may enter: the feed itself, the sitemap itself, an article, a deep section."""

from collections.abc import Mapping
from datetime import datetime

from tests.cms_sites.house import House, feed_link
from tests.cms_sites.machine import news_sitemap, rss
from tests.cms_sites.prose import DAYS, HOURS, Desk
from tests.cms_sites.site import Answer, Made
from tests.cms_sites.skins import ARC, DRUPAL, PLAIN

THE_FEED = Desk(seed="the feed", path="/r/{slug}")


def the_feed(base: str, now: datetime) -> Mapping[str, Answer]:
    """The front page is a door with a picture; the feed stands alone."""
    stories, title = THE_FEED.stories(now - HOURS, 6 * HOURS), "Wire Without Pages"
    site = House(title=title, skin=PLAIN)
    return {
        **site.answers(base, stories),
        "/": site.page('<img src="/door.png" alt="">'),
        "/out/all.rss": rss(base, stories, title=title, content_type="text/xml; charset=utf-8"),
    }


THE_SITEMAP = Desk(seed="the sitemap", path="/r/{slug}")


def the_sitemap(base: str, now: datetime) -> Mapping[str, Answer]:
    """As before, with a news sitemap that nothing names."""
    stories, title = THE_SITEMAP.stories(now - HOURS, 6 * HOURS), "Map Without Roads"
    site = House(title=title, skin=PLAIN)
    return {
        **site.answers(base, stories),
        "/": site.page('<img src="/door.png" alt="">'),
        "/maps/n-1.xml": news_sitemap(base, stories, title=title),
    }


NAVAL = Desk(seed="naval section", path="/naval/{slug}")
LAND = Desk(seed="land section", path="/land/{slug}", first=801)


def section(base: str, now: datetime) -> Mapping[str, Answer]:
    """Entered at a section with its own feed; the whole site's feed has stood still for a month."""
    naval, land = NAVAL.stories(now - 2 * HOURS, 12 * HOURS), LAND.stories(now - 30 * DAYS, 12 * HOURS)
    site = House(title="Sea and Land", skin=DRUPAL, head=feed_link("/rss.xml", title="Everything"))
    return {
        **site.answers(base, land),
        **{story.path: site.article(base, story) for story in naval},
        "/naval": site.front(base, naval, head=feed_link("/naval/rss.xml", title="Naval")),
        "/naval/rss.xml": rss(base, naval, title="Naval"),
        "/rss.xml": rss(base, land, title="Sea and Land"),
    }


DEEP = Desk(seed="deep article", path="/2/europe/defence/{slug}.html")
DEEP_START = max(DEEP.paths)


def deep(base: str, now: datetime) -> Mapping[str, Answer]:
    """Entered at an article that names no feed; the front page, one link up, does."""
    stories, title = DEEP.stories(now - 3 * HOURS, 7 * HOURS), "Continental Desk"
    return {
        **House(title=title, skin=ARC).answers(base, stories, head=feed_link("/services/rss/top.xml")),
        "/services/rss/top.xml": rss(base, stories, title=title),
    }


TRACKED = Desk(seed="tracked", path="/item/{slug}")


def tracked(base: str, now: datetime) -> Mapping[str, Answer]:
    """Entered with a campaign's query, as a link from a newsletter has it."""
    stories, title = TRACKED.stories(now - 3 * HOURS, 7 * HOURS), "Convoy"
    return {
        **House(title=title, skin=PLAIN).answers(base, stories, head=feed_link("/news/rss")),
        "/news/rss": rss(base, stories, title=title),
    }


SITES = (
    Made(
        name="start-is-the-feed",
        about="the address given is a feed",
        start="/out/all.rss",
        freshest=frozenset({("feed", "/out/all.rss")}),
        articles=THE_FEED.paths,
        answers=the_feed,
    ),
    Made(
        name="start-is-the-sitemap",
        about="the address given is a news sitemap",
        start="/maps/n-1.xml",
        freshest=frozenset({("sitemap", "/maps/n-1.xml")}),
        articles=THE_SITEMAP.paths,
        answers=the_sitemap,
    ),
    Made(
        name="start-is-a-section",
        about="a section with a feed of its own, fresher than the whole site's",
        start="/naval",
        freshest=frozenset({("feed", "/naval/rss.xml")}),
        articles=NAVAL.paths,
        answers=section,
    ),
    Made(
        name="start-is-a-deep-article",
        about="an article that names no feed; the front page does",
        start=DEEP_START,
        freshest=frozenset({("feed", "/services/rss/top.xml")}),
        articles=DEEP.paths,
        answers=deep,
    ),
    Made(
        name="start-is-tracked",
        about="the front page with a campaign's query",
        start="/?utm_source=letter&utm_medium=email",
        freshest=frozenset({("feed", "/news/rss")}),
        articles=TRACKED.paths,
        answers=tracked,
    ),
)
