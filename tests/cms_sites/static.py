"""Sites built from files: Ghost (which acts like one), Hugo, Jekyll, Eleventy."""

from collections.abc import Mapping
from datetime import datetime

from tests.cms_sites.house import House, feed_link
from tests.cms_sites.machine import atom, json_feed, rss, sitemap, sitemap_index
from tests.cms_sites.prose import DAYS, HOURS, Desk
from tests.cms_sites.site import Answer, Made
from tests.cms_sites.skins import GHOST, HUGO, JEKYLL, PLAIN

ON_GHOST = Desk(seed="ghost", path="/{slug}/")


def ghost(base: str, now: datetime) -> Mapping[str, Answer]:
    """The head names /rss/; the sitemap is an index of posts, pages, tags and authors."""
    stories, title = ON_GHOST.stories(now - 2 * HOURS, 13 * HOURS), "The Lower Deck"
    return {
        **House(title=title, skin=GHOST).answers(base, stories, head=feed_link(f"{base}/rss/")),
        "/rss/": rss(base, stories, title=title, full=True),
        "/sitemap.xml": sitemap_index(
            [(f"{base}/sitemap-pages.xml", now - 300 * DAYS), (f"{base}/sitemap-posts.xml", now - 2 * HOURS)]
        ),
        "/sitemap-posts.xml": sitemap(base, stories),
        "/sitemap-pages.xml": sitemap(base, ()),
    }


ON_HUGO = Desk(seed="hugo", path="/posts/{slug}/")


def hugo(base: str, now: datetime) -> Mapping[str, Answer]:
    """The head names /index.xml. /tags/index.xml is a feed too, but its entries are the tags."""
    stories, title = ON_HUGO.stories(now - 6 * HOURS, 30 * HOURS), "Ballistics for Beginners"
    tags = Desk(seed="tags", path="/tags/{slug}/").stories(now - 6 * HOURS, HOURS)
    site = House(title=title, skin=HUGO)
    head = feed_link(f"{base}/index.xml") + feed_link(f"{base}/tags/index.xml", title="Tags")
    return {
        **{tag.path: site.front(base, stories[:2]) for tag in tags},
        **site.answers(base, stories, head=head),
        "/posts/": site.front(base, stories, head=feed_link(f"{base}/posts/index.xml")),
        "/index.xml": rss(base, stories, title=title, content_type="application/xml"),
        "/posts/index.xml": rss(base, stories, title="Posts", content_type="application/xml"),
        "/tags/index.xml": rss(base, tags, title="Tags", content_type="application/xml"),
    }


ON_JEKYLL = Desk(seed="jekyll", path="/navy/{slug}.html")


def jekyll(base: str, now: datetime) -> Mapping[str, Answer]:
    """The head names /feed.xml, which is Atom."""
    stories, title = ON_JEKYLL.stories(now - 10 * HOURS, 2 * DAYS), "Sonar Log"
    head = feed_link("/feed.xml", kind="application/atom+xml")
    return {
        **House(title=title, skin=JEKYLL).answers(base, stories, head=head),
        "/feed.xml": atom(base, stories, title=title, at="/feed.xml", content_type="application/xml"),
    }


ATOM_FOOT = Desk(seed="atom in the foot", path="/{slug}.html")


def atom_foot(base: str, now: datetime) -> Mapping[str, Answer]:
    """No head names it: an icon in the foot leads to /atom.xml."""
    stories, title = ATOM_FOOT.stories(now - 5 * HOURS, 26 * HOURS), "Torpedo Room"
    foot = '<ul class="social"><li><a href="/atom.xml"><img src="/i/rss.png" alt="Subscribe"></a></li></ul>'
    return {
        **House(title=title, skin=JEKYLL, foot=foot).answers(base, stories),
        "/atom.xml": atom(base, stories, title=title, at="/atom.xml"),
    }


JSON_ONLY = Desk(seed="json only", path="/notes/{slug}/")


def json_only(base: str, now: datetime) -> Mapping[str, Answer]:
    """A JSON Feed and no other."""
    stories, title = JSON_ONLY.stories(now - 3 * HOURS, 20 * HOURS), "Field Notes on Radar"
    head = feed_link(f"{base}/feed.json", kind="application/feed+json", title="JSON Feed")
    return {
        **House(title=title, skin=PLAIN).answers(base, stories, head=head),
        "/feed.json": json_feed(base, stories, title=title, at="/feed.json"),
    }


BASED = Desk(seed="base href", path="/en/{slug}")
OTHER = Desk(seed="base href old", path="/old/{slug}")


def based(base: str, now: datetime) -> Mapping[str, Answer]:
    """<base href="/en/"> and a feed named "rss.xml"; the same name at the root is another, older feed."""
    stories, old = BASED.stories(now - HOURS, 9 * HOURS), OTHER.stories(now - 800 * DAYS, 9 * HOURS)
    site = House(title="Pontoon", skin=PLAIN)
    head = '<base href="/en/">' + feed_link("rss.xml")
    return {
        **{story.path: site.article(base, story) for story in old},
        **site.answers(base, stories, head=head),
        "/en/rss.xml": rss(base, stories, title="Pontoon"),
        "/rss.xml": rss(base, old, title="Pontoon (old)"),
    }


SITES = (
    Made(
        name="ghost",
        about="/rss/ in the head, a sitemap index",
        start="/",
        freshest=frozenset(
            {("feed", "/rss/"), ("sitemap", "/sitemap.xml"), ("sitemap", "/sitemap-posts.xml")}
        ),
        also=frozenset({("feed", "/rss/")}),
        articles=ON_GHOST.paths,
        answers=ghost,
    ),
    Made(
        name="hugo",
        about="index.xml; the feed of tags holds no articles",
        start="/",
        freshest=frozenset({("feed", "/index.xml"), ("feed", "/posts/index.xml")}),
        also=frozenset({("feed", "/index.xml")}),
        never=frozenset({"/tags/index.xml"}),
        articles=ON_HUGO.paths,
        answers=hugo,
    ),
    Made(
        name="jekyll",
        about="feed.xml, an Atom feed, named without a host",
        start="/",
        freshest=frozenset({("feed", "/feed.xml")}),
        articles=ON_JEKYLL.paths,
        answers=jekyll,
    ),
    Made(
        name="jekyll-atom-in-the-foot",
        about="only an icon in the foot leads to atom.xml",
        start="/",
        freshest=frozenset({("feed", "/atom.xml")}),
        articles=ATOM_FOOT.paths,
        answers=atom_foot,
    ),
    Made(
        name="json-feed-only",
        about="a JSON Feed and no other",
        start="/",
        freshest=frozenset({("feed", "/feed.json")}),
        articles=JSON_ONLY.paths,
        answers=json_only,
    ),
    Made(
        name="base-href",
        about="a relative feed link under <base>; the same name at the root is stale",
        start="/",
        freshest=frozenset({("feed", "/en/rss.xml")}),
        articles=BASED.paths,
        answers=based,
    ),
)
