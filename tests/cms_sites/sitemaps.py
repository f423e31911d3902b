"""Sites without feeds, whose sitemaps tell what is new."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.cms_sites.house import House, robots
from tests.cms_sites.machine import gzipped, news_sitemap, sitemap, sitemap_index, urlset
from tests.cms_sites.prose import DAYS, HOURS, Desk
from tests.cms_sites.site import Answer, Made
from tests.cms_sites.skins import ARC, PLAIN, SITECORE

NAMED = Desk(seed="named in robots", path="/en/newsroom/{slug}")


def named(base: str, now: datetime) -> Mapping[str, Answer]:
    """An enterprise CMS: no feed; robots.txt names a news sitemap and a sitemap of all pages without dates."""
    stories, title = NAMED.stories(now - 5 * HOURS, 26 * HOURS), "Grantham Dynamics"
    pages = urlset((f"{base}{path}", None) for path in ("/", "/about/", "/contact/"))
    return {
        **House(title=title, skin=SITECORE).answers(base, stories),
        "/robots.txt": robots(
            "Disallow: /sitecore/", f"Sitemap: {base}/sitemap.xml", f"Sitemap: {base}/-/media/news-map.xml"
        ),
        "/sitemap.xml": pages,
        "/-/media/news-map.xml": news_sitemap(base, stories, title=title),
    }


GUESSED = Desk(seed="guessed", path="/article/{number}/{slug}")


def guessed(base: str, now: datetime) -> Mapping[str, Answer]:
    """Nothing names /sitemap-news.xml."""
    stories, title = GUESSED.stories(now - 2 * HOURS, 4 * HOURS), "Evening Semaphore"
    return {
        **House(title=title, skin=ARC).answers(base, stories),
        "/sitemap-news.xml": news_sitemap(base, stories, title=title),
    }


INDEXED = Desk(seed="indexed", path="/n/{number}-{slug}", count=10, first=70001)


def indexed(base: str, now: datetime) -> Mapping[str, Answer]:
    """An index of 41 children: forty old months, and the fresh one in their midst."""
    stories = INDEXED.stories(now - HOURS, 5 * HOURS)
    months = {
        f"/sitemaps/m-{place:02}.xml": Desk(
            seed=f"month {place}", path="/n/{number}-{slug}", count=6, first=100 * place
        ).stories(now - (60 + 30 * place) * DAYS, DAYS)
        for place in range(40)
    }
    children: list[tuple[str, datetime | None]] = [
        (f"{base}{path}", old[0].published_at) for path, old in months.items()
    ]
    children.insert(23, (f"{base}/sitemaps/current.xml", stories[0].published_at))
    site = House(title="Forty Months", skin=PLAIN)
    return {
        **{story.path: site.article(base, story) for old in months.values() for story in old},
        **site.answers(base, stories),
        "/": site.page("<h1>Forty Months</h1><div id='app'></div>"),
        "/robots.txt": robots(f"Sitemap: {base}/sitemap_index.xml"),
        "/sitemap_index.xml": sitemap_index(children),
        "/sitemaps/current.xml": sitemap(base, stories),
        **{path: sitemap(base, old) for path, old in months.items()},
    }


PACKED = Desk(seed="packed", path="/p/{slug}")


def packed(base: str, now: datetime) -> Mapping[str, Answer]:
    """A gzipped sitemap, as a file and not as an encoding."""
    stories = PACKED.stories(now - 4 * HOURS, 15 * HOURS)
    site = House(title="Compressed Air", skin=PLAIN)
    return {
        **site.answers(base, stories),
        "/": site.page("<h1>Compressed Air</h1><div id='root'></div>"),
        "/robots.txt": robots(f"Sitemap: {base}/sitemap.xml.gz"),
        "/sitemap.xml.gz": gzipped(sitemap(base, stories)),
    }


STRANGERS = Desk(seed="strangers", path="/q/{slug}")


def strangers(base: str, now: datetime) -> Mapping[str, Answer]:
    """A sitemap in which another site's pages, newer than its own, have been put."""
    stories = STRANGERS.stories(now - 3 * HOURS, 15 * HOURS)
    site = House(title="Open Gate", skin=PLAIN)
    own: list[tuple[str, datetime | None]] = [
        (f"{base}{story.path}", story.published_at) for story in stories
    ]
    foreign: list[tuple[str, datetime | None]] = [
        (f"https://stranger.example/{place}", now - timedelta(minutes=place)) for place in range(30)
    ]
    return {
        **site.answers(base, stories),
        "/": site.page("<h1>Open Gate</h1><div id='root'></div>"),
        "/robots.txt": robots(f"Sitemap: {base}/sitemap.xml"),
        "/sitemap.xml": urlset(foreign + own),
    }


REBUILT = Desk(seed="rebuilt", path="/stories/{slug}", count=10, first=300)
OLD = Desk(seed="rebuilt old", path="/about-us/{slug}", count=30)


def rebuilt(base: str, now: datetime) -> Mapping[str, Answer]:
    """A general sitemap of pages that are years old; the news sitemap beside it is of today."""
    stories, old = REBUILT.stories(now - HOURS, 3 * HOURS), OLD.stories(now - 900 * DAYS, DAYS)
    site = House(title="Rebuilt Weekly", skin=ARC)
    return {
        **{story.path: site.article(base, story) for story in old},
        **site.answers(base, stories),
        "/robots.txt": robots(f"Sitemap: {base}/sitemap.xml", f"sitemap:{base}/sitemap/news"),
        "/sitemap.xml": sitemap(base, old),
        "/sitemap/news": news_sitemap(base, stories, title="Rebuilt Weekly"),
    }


SITES = (
    Made(
        name="sitemap-in-robots",
        about="no feed; robots.txt names a news sitemap beside one without dates",
        start="/",
        freshest=frozenset({("sitemap", "/-/media/news-map.xml")}),
        articles=NAMED.paths,
        answers=named,
    ),
    Made(
        name="sitemap-news-guessed",
        about="/sitemap-news.xml, which nothing names",
        start="/",
        freshest=frozenset({("sitemap", "/sitemap-news.xml")}),
        articles=GUESSED.paths,
        answers=guessed,
    ),
    Made(
        name="sitemap-index",
        about="a fresh child among forty old ones",
        start="/",
        freshest=frozenset({("sitemap", "/sitemap_index.xml"), ("sitemap", "/sitemaps/current.xml")}),
        articles=INDEXED.paths,
        answers=indexed,
    ),
    Made(
        name="sitemap-gz",
        about="a gzipped sitemap",
        start="/",
        freshest=frozenset({("sitemap", "/sitemap.xml.gz")}),
        articles=PACKED.paths,
        answers=packed,
    ),
    Made(
        name="sitemap-strangers",
        about="another site's pages stand in the sitemap",
        start="/",
        freshest=frozenset({("sitemap", "/sitemap.xml")}),
        articles=STRANGERS.paths,
        answers=strangers,
    ),
    Made(
        name="sitemap-old-and-news",
        about="an old general sitemap, a fresh news sitemap named in lower case",
        start="/",
        freshest=frozenset({("sitemap", "/sitemap/news")}),
        articles=REBUILT.paths,
        answers=rebuilt,
    ),
)
