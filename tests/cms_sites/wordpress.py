"""WordPress and what its owners switch off, move and add."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.cms_sites.house import House, feed_link, refused
from tests.cms_sites.machine import JSON, news_sitemap, rss, sitemap, sitemap_index, wordpress_json
from tests.cms_sites.prose import DAYS, HOURS, Desk, comments
from tests.cms_sites.site import Answer, Made
from tests.cms_sites.skins import WORDPRESS

API = '<link rel="https://api.w.org/" href="{base}/wp-json/">'
FORBIDDEN = Answer(body=b'{"code":"rest_forbidden","data":{"status":401}}', content_type=JSON, status=401)
HALF_HOUR = timedelta(minutes=30)


def house(title: str) -> House:
    """A WordPress site."""
    return House(title=title, skin=WORDPRESS)


FULL = Desk(seed="harbour dispatch", path="/{slug}/", count=10)


def full(base: str, now: datetime) -> Mapping[str, Answer]:
    """Everything on, as installed, with an SEO plug-in's sitemap. The comments are newer than the news."""
    stories, title = FULL.stories(now - HOURS, 5 * HOURS), "Harbour Dispatch"
    chatter = comments(stories, now - HALF_HOUR / 6, HALF_HOUR)
    head = feed_link(f"{base}/feed/", title=f"{title} » Feed")
    head += feed_link(f"{base}/comments/feed/", title=f"{title} » Comments Feed") + API.format(base=base)
    return {
        **house(title).answers(base, stories, head=head),
        **wordpress_json(base, stories, title=title),
        "/feed/": rss(base, stories, title=title, full=True),
        "/comments/feed/": rss(base, chatter, title=f"Comments for {title}"),
        "/sitemap_index.xml": sitemap_index(
            [(f"{base}/post-sitemap.xml", now - HOURS), (f"{base}/page-sitemap.xml", now - 900 * DAYS)]
        ),
        "/post-sitemap.xml": sitemap(base, stories),
        "/page-sitemap.xml": sitemap(base, ()),
    }


NO_FEED = Desk(seed="north quay", path="/{slug}/")


def no_feed(base: str, now: datetime) -> Mapping[str, Answer]:
    """A plug-in has switched off the feeds: they are refused, and no head names them."""
    stories, title = NO_FEED.stories(now - 3 * HOURS, 8 * HOURS), "North Quay"
    off = refused(403, "No feed available, please visit our homepage!")
    return {
        **house(title).answers(base, stories, head=API.format(base=base)),
        **wordpress_json(base, stories, title=title),
        **dict.fromkeys(("/feed/", "/feed", "/rss/", "/?feed=rss2", "/feed/atom/"), off),
    }


NO_API = Desk(seed="gun deck", path="/{slug}/")


def no_api(base: str, now: datetime) -> Mapping[str, Answer]:
    """A security plug-in has shut the API, which the head still names; the feed works."""
    stories, title = NO_API.stories(now - 2 * HOURS, 9 * HOURS), "Gun Deck Review"
    head = feed_link(f"{base}/feed/") + API.format(base=base)
    return {
        **house(title).answers(base, stories, head=head),
        "/wp-json/": FORBIDDEN,
        "/wp-json/wp/v2/posts": FORBIDDEN,
        "/feed/": rss(base, stories, title=title),
    }


PLAIN_LINKS = Desk(seed="plain links", path="/?p={number}")


def plain_links(base: str, now: datetime) -> Mapping[str, Answer]:
    """Permalinks as first installed: everything is a query of the front page, each post's comments too."""
    stories, title = PLAIN_LINKS.stories(now - HOURS, 7 * HOURS), "Range Notes"
    site = house(title)
    head = feed_link(f"{base}/?feed=rss2") + feed_link(f"{base}/?feed=comments-rss2", title="Comments Feed")
    head += f'<link rel="https://api.w.org/" href="{base}/?rest_route=/">'
    api = wordpress_json(base, stories, title=title)
    return {
        **site.answers(base, stories, head=head),
        **{
            story.path: site.article(
                base, story, head=head + feed_link(f"{base}/?feed=rss2&p={story.number}", title="Comments")
            )
            for story in stories
        },
        **{f"/?feed=rss2&p={story.number}": rss(base, (), title="Comments") for story in stories},
        "/?feed=rss2": rss(base, stories, title=title),
        "/?feed=comments-rss2": rss(base, comments(stories, now, HOURS), title="Comments"),
        "/?rest_route=/": api["/wp-json/"],
        "/?rest_route=/wp/v2/posts": api["/wp-json/wp/v2/posts"],
    }


FOLDER = Desk(seed="folder", path="/news/{slug}/")


def folder(base: str, now: datetime) -> Mapping[str, Answer]:
    """A company's site whose news is a WordPress of its own in a folder; the front page has no news."""
    stories, title = FOLDER.stories(now - 20 * HOURS, 3 * DAYS), "Castline Shipyards"
    site = house(title)
    head = feed_link(f"{base}/news/feed/") + API.format(base=f"{base}/news")
    return {
        **site.answers(base, stories),
        "/": site.page("<h1>We build hulls</h1><p>Since 1911, on one slipway.</p>"),
        "/news/": site.front(base, stories, head=head),
        "/news/feed/": rss(base, stories, title=title),
        **wordpress_json(base, stories, title=title, root="/news/wp-json/"),
    }


FROM_ARTICLE = Desk(seed="from article", path="/{slug}/", count=9)
FIRST = min(FROM_ARTICLE.paths)


def from_article(base: str, now: datetime) -> Mapping[str, Answer]:
    """Entered at an article, whose head names the site's feed and that of the article's comments."""
    stories, title = FROM_ARTICLE.stories(now - 2 * HOURS, 6 * HOURS), "The Mine Warfare Letter"
    site = house(title)
    pages = {
        story.path: site.article(
            base,
            story,
            head=feed_link(f"{base}/feed/", title=f"{title} » Feed")
            + feed_link(f"{base}{story.path}feed/", title=f"{title} » {story.headline} Comments Feed"),
        )
        for story in stories
    }
    talk = rss(base, comments(stories[:3], now, HOURS), title="Comments on this")
    return {
        **site.answers(base, stories, head=feed_link(f"{base}/feed/")),
        **pages,
        **{f"{path}feed/": talk for path in pages},
        "/feed/": rss(base, stories, title=title),
    }


PODCAST = Desk(seed="beside a podcast", path="/{slug}/")
EPISODES = Desk(seed="episodes", path="/podcast/{slug}/")


def podcast(base: str, now: datetime) -> Mapping[str, Answer]:
    """A podcast is named first in the head. It has ended; its entries are sound files."""
    stories, title = PODCAST.stories(now - 4 * HOURS, 11 * HOURS), "Signals Weekly"
    episodes = EPISODES.stories(now - 700 * DAYS, 14 * DAYS)
    sound = '<enclosure url="https://cdn.sound.example/e.mp3" length="31000000" type="audio/mpeg"/>'
    head = feed_link(f"{base}/feed/podcast/", title="Podcast") + feed_link(f"{base}/feed/")
    return {
        **house(title).answers(base, stories, head=head),
        "/feed/podcast/": rss(
            base,
            episodes,
            title="The Signals Hour",
            item_extra=sound,
            extra="<itunes:author>S</itunes:author>",
        ),
        "/feed/": rss(base, stories, title=title, full=True),
    }


SHORT = Desk(seed="short and fresh", path="/{slug}/", count=10, first=9000)
OLD = Desk(seed="long and old", path="/archive/{slug}/", count=100)


def short(base: str, now: datetime) -> Mapping[str, Answer]:
    """Ten full entries of today in the main feed; a hundred in that of a category, which ended last year."""
    stories, old = SHORT.stories(now - HALF_HOUR, 2 * HOURS), OLD.stories(now - 400 * DAYS, DAYS)
    site = house("Air Staff Journal")
    head = feed_link(f"{base}/category/archive/feed/", title="Archive") + feed_link(f"{base}/feed/")
    return {
        **{story.path: site.article(base, story) for story in old},
        **site.answers(base, stories, head=head),
        "/category/archive/feed/": rss(base, old, title="Archive", full=True),
        "/feed/": rss(base, stories, title="Air Staff Journal", full=True),
    }


BROKEN = Desk(seed="broken link", path="/{slug}/")


def broken(base: str, now: datetime) -> Mapping[str, Answer]:
    """The theme's head names a feed that went with the old theme; the usual path works."""
    stories, title = BROKEN.stories(now - 2 * HOURS, 10 * HOURS), "Fort and Field"
    head = feed_link(f"{base}/old-theme/rss.php")
    return {**house(title).answers(base, stories, head=head), "/feed/": rss(base, stories, title=title)}


NEWS_PLUGIN = Desk(seed="news plug-in", path="/{slug}/")


def news_plugin(base: str, now: datetime) -> Mapping[str, Answer]:
    """No feed, no API; a plug-in's news sitemap beside a sitemap whose dates are those of a theme change."""
    stories, title = NEWS_PLUGIN.stories(now - HOURS, 5 * HOURS), "Strait Observer"
    answers = house(title).answers(base, stories)
    lines = f"User-agent: *\nDisallow:\nSitemap: {base}/news-sitemap.xml\n"
    return {
        **answers,
        "/robots.txt": Answer(body=lines.encode(), content_type="text/plain"),
        "/news-sitemap.xml": news_sitemap(base, stories, title=title),
    }


SITES = (
    Made(
        name="wordpress-full",
        about="feed, comments feed, wp-json and a sitemap index; the comments are the newest",
        start="/",
        freshest=frozenset(
            {
                ("feed", "/feed/"),
                ("wordpress", "/wp-json/"),
                ("sitemap", "/sitemap_index.xml"),
                ("sitemap", "/post-sitemap.xml"),
            }
        ),
        also=frozenset({("feed", "/feed/"), ("wordpress", "/wp-json/")}),
        never=frozenset({"/comments/feed/", "/page-sitemap.xml"}),
        articles=FULL.paths,
        answers=full,
    ),
    Made(
        name="wordpress-no-feed",
        about="feeds switched off, wp-json on",
        start="/",
        freshest=frozenset({("wordpress", "/wp-json/")}),
        never=frozenset({"/feed/", "/?feed=rss2"}),
        articles=NO_FEED.paths,
        answers=no_feed,
    ),
    Made(
        name="wordpress-no-api",
        about="wp-json shut with 401 though the head names it, feed on",
        start="/",
        freshest=frozenset({("feed", "/feed/")}),
        never=frozenset({"/wp-json/", "/wp-json/wp/v2/posts"}),
        articles=NO_API.paths,
        answers=no_api,
    ),
    Made(
        name="wordpress-plain-links",
        about="everything is a query: ?feed=rss2, ?p=12, ?rest_route=",
        start="/",
        freshest=frozenset(
            {
                ("feed", "/?feed=rss2"),
                ("wordpress", "/?rest_route=/"),
                ("wordpress", "/?rest_route=/wp/v2/posts"),
            }
        ),
        never=frozenset({"/?feed=comments-rss2"}),
        articles=PLAIN_LINKS.paths,
        answers=plain_links,
    ),
    Made(
        name="wordpress-in-a-folder",
        about="a company's news in a WordPress of its own below /news/",
        start="/news/",
        freshest=frozenset({("feed", "/news/feed/"), ("wordpress", "/news/wp-json/")}),
        also=frozenset({("feed", "/news/feed/")}),
        articles=FOLDER.paths,
        answers=folder,
    ),
    Made(
        name="wordpress-from-article",
        about="entered at an article; the comments feed of that article is no source",
        start=FIRST,
        freshest=frozenset({("feed", "/feed/")}),
        never=frozenset({f"{FIRST}feed/"}),
        articles=FROM_ARTICLE.paths,
        answers=from_article,
    ),
    Made(
        name="wordpress-podcast",
        about="an ended podcast's feed is named before the news feed",
        start="/",
        freshest=frozenset({("feed", "/feed/")}),
        never=frozenset({"/feed/podcast/"}),
        articles=PODCAST.paths,
        answers=podcast,
    ),
    Made(
        name="wordpress-short-feed",
        about="ten entries of today beside a hundred of last year: fresh beats many",
        start="/",
        freshest=frozenset({("feed", "/feed/")}),
        articles=SHORT.paths,
        answers=short,
    ),
    Made(
        name="wordpress-broken-link",
        about="the feed in the head is 404, /feed/ works",
        start="/",
        freshest=frozenset({("feed", "/feed/")}),
        never=frozenset({"/old-theme/rss.php"}),
        articles=BROKEN.paths,
        answers=broken,
    ),
    Made(
        name="wordpress-news-plugin",
        about="neither feed nor API, a news sitemap that robots.txt names",
        start="/",
        freshest=frozenset({("sitemap", "/news-sitemap.xml")}),
        articles=NEWS_PLUGIN.paths,
        answers=news_plugin,
    ),
)
