"""Drupal, Joomla, Blogger, Substack, a Medium-like host, TYPO3, Arc."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.cms_sites.house import House, feed_link
from tests.cms_sites.machine import atom, news_sitemap, rss
from tests.cms_sites.prose import DAYS, HOURS, Desk, comments
from tests.cms_sites.site import Answer, Made
from tests.cms_sites.skins import ARC, BLOGGER, DRUPAL, JOOMLA, MEDIUM, SUBSTACK, TYPO3

ON_DRUPAL = Desk(seed="drupal", path="/node/{number}")


def drupal(base: str, now: datetime) -> Mapping[str, Answer]:
    """The front page's rss.xml; each article names the feed of its term, which is older."""
    stories, title = ON_DRUPAL.stories(now - 4 * HOURS, 12 * HOURS), "Institute for Quiet Seas"
    site = House(title=title, skin=DRUPAL)
    term = feed_link("/taxonomy/term/3/feed", title="Sonar")
    return {
        **site.answers(base, stories, head=feed_link(f"{base}/rss.xml", title="")),
        **{story.path: site.article(base, story, head=term) for story in stories},
        "/rss.xml": rss(base, stories, title=title),
        "/taxonomy/term/3/feed": rss(base, stories[5:], title="Sonar"),
    }


ON_JOOMLA = Desk(seed="joomla", path="/index.php/news/{number}-{slug}")
JOOMLA_RSS, JOOMLA_ATOM = "/index.php?format=feed&type=rss", "/index.php?format=feed&type=atom"


def joomla(base: str, now: datetime) -> Mapping[str, Answer]:
    """The feeds are formats of the page: a query, with an ampersand that the head escapes."""
    stories, title = ON_JOOMLA.stories(now - 7 * HOURS, 22 * HOURS), "Brigade Gazette"
    site = House(title=title, skin=JOOMLA)
    head = feed_link(JOOMLA_RSS, title="RSS 2.0")
    head += feed_link(JOOMLA_ATOM, title="Atom 1.0", kind="application/atom+xml")
    front = site.front(base, stories, head=head)
    return {
        **site.answers(base, stories),
        "/": front,
        "/index.php": front,
        JOOMLA_RSS: rss(base, stories, title=title),
        JOOMLA_ATOM: atom(base, stories, title=title, at=JOOMLA_ATOM),
    }


ON_BLOGGER = Desk(seed="blogger", path="/{slug}.html")


def blogger(base: str, now: datetime) -> Mapping[str, Answer]:
    """Atom and RSS of the posts in the head; the comments' feed beside them."""
    stories, title = ON_BLOGGER.stories(now - 9 * HOURS, 2 * DAYS), "Periscope Depth"
    posts, talk = "/feeds/posts/default", "/feeds/comments/default"
    head = feed_link(f"{base}{posts}", title=f"{title} - Atom", kind="application/atom+xml")
    head += feed_link(f"{base}{posts}?alt=rss", title=f"{title} - RSS")
    foot = f'<a class="feed-link" href="{base}{talk}" type="application/atom+xml">Comments (Atom)</a>'
    chatter = comments(stories, now, HOURS)
    return {
        **House(title=title, skin=BLOGGER, foot=foot).answers(base, stories, head=head),
        posts: atom(base, stories, title=title, at=posts),
        f"{posts}?alt=rss": rss(base, stories, title=title),
        talk: atom(base, chatter, title="Comments", at=talk),
    }


ON_SUBSTACK = Desk(seed="substack", path="/p/{slug}")


def substack(base: str, now: datetime) -> Mapping[str, Answer]:
    """/feed, which the head names without a host; a recommended letter of another host stands in the foot."""
    stories, title = ON_SUBSTACK.stories(now - 11 * HOURS, 3 * DAYS), "Deterrence Diary"
    foot = '<a href="https://other-letter.example/feed">Recommended: Other Letter (RSS)</a>'
    return {
        **House(title=title, skin=SUBSTACK, foot=foot).answers(
            base, stories, head=feed_link("/feed", title=title)
        ),
        "/feed": rss(base, stories, title=title, full=True),
    }


ON_MEDIUM = Desk(seed="medium", path="/harbour-desk/{slug}-{number}abf3")


def medium(base: str, now: datetime) -> Mapping[str, Answer]:
    """One publication among many on a host: its feed is /feed/NAME; the host's own is not it."""
    stories, title = ON_MEDIUM.stories(now - 5 * HOURS, 21 * HOURS), "Harbour Desk"
    site = House(title=title, skin=MEDIUM)
    cooking = Desk(seed="cooking", path="/cooking/{slug}").stories(now - HOURS, HOURS)
    return {
        **site.answers(base, stories),
        **{story.path: site.article(base, story) for story in cooking},
        "/": site.front(base, cooking),
        "/harbour-desk": site.front(base, stories, head=feed_link(f"{base}/feed/harbour-desk")),
        "/feed/harbour-desk": rss(base, stories, title=title, full=True),
        "/feed/cooking": rss(base, cooking, title="Cooking", full=True),
    }


ON_TYPO3 = Desk(seed="typo3", path="/aktuelles/detail/{slug}", language="de")
TYPO3_FEED = "/aktuelles?type=9818"


def typo3(base: str, now: datetime) -> Mapping[str, Answer]:
    """The feed is a page type; the words are German."""
    stories, title = ON_TYPO3.stories(now - 6 * HOURS, 25 * HOURS), "Hafenbote"
    site = House(title=title, skin=TYPO3, language="de")
    page = site.front(base, stories, head=feed_link(TYPO3_FEED, title="Aktuelles"))
    return {
        **site.answers(base, stories),
        "/": page,
        "/aktuelles": page,
        TYPO3_FEED: rss(base, stories, title=title),
    }


ON_ARC = Desk(seed="arc", path="/defense/{slug}/", count=12)
ARC_FEED = "/arc/outboundfeeds/rss/?outputType=xml"
ARC_NEWS = "/arc/outboundfeeds/news-sitemap/?outputType=xml"


def arc(base: str, now: datetime) -> Mapping[str, Answer]:
    """No head names the feed: a link in the foot does; robots.txt names the news sitemap."""
    stories, title = ON_ARC.stories(now - timedelta(minutes=20), 2 * HOURS), "Capital Defense Wire"
    lines = f"User-agent: *\nDisallow: /search\nSitemap: {base}{ARC_NEWS}\n"
    foot = f'<a href="{ARC_FEED}">RSS</a>'
    return {
        **House(title=title, skin=ARC, foot=foot).answers(base, stories),
        "/robots.txt": Answer(body=lines.encode(), content_type="text/plain"),
        ARC_FEED: rss(base, stories, title=title, full=True, content_type="application/xml"),
        ARC_NEWS: news_sitemap(base, stories, title=title),
    }


SITES = (
    Made(
        name="drupal",
        about="rss.xml; the feed of a term is older",
        start="/",
        freshest=frozenset({("feed", "/rss.xml")}),
        articles=ON_DRUPAL.paths,
        answers=drupal,
    ),
    Made(
        name="joomla",
        about="?format=feed, with an escaped ampersand",
        start="/",
        freshest=frozenset({("feed", JOOMLA_RSS), ("feed", JOOMLA_ATOM)}),
        articles=ON_JOOMLA.paths,
        answers=joomla,
    ),
    Made(
        name="blogger",
        about="feeds/posts/default; the comments are newer",
        start="/",
        freshest=frozenset({("feed", "/feeds/posts/default"), ("feed", "/feeds/posts/default?alt=rss")}),
        never=frozenset({"/feeds/comments/default"}),
        articles=ON_BLOGGER.paths,
        answers=blogger,
    ),
    Made(
        name="substack",
        about="/feed; the foot names another letter's feed",
        start="/",
        freshest=frozenset({("feed", "/feed")}),
        never=frozenset({"https://other-letter.example/feed"}),
        articles=ON_SUBSTACK.paths,
        answers=substack,
    ),
    Made(
        name="medium-like",
        about="one publication of a host; the host's other feeds are not it",
        start="/harbour-desk",
        freshest=frozenset({("feed", "/feed/harbour-desk")}),
        never=frozenset({"/feed/cooking"}),
        articles=ON_MEDIUM.paths,
        answers=medium,
    ),
    Made(
        name="typo3",
        about="the feed is a page type",
        start="/",
        freshest=frozenset({("feed", TYPO3_FEED)}),
        articles=ON_TYPO3.paths,
        answers=typo3,
    ),
    Made(
        name="arc",
        about="feed in the foot, news sitemap in robots.txt",
        start="/",
        freshest=frozenset({("feed", ARC_FEED), ("sitemap", ARC_NEWS)}),
        also=frozenset({("feed", ARC_FEED), ("sitemap", ARC_NEWS)}),
        articles=ON_ARC.paths,
        answers=arc,
    ),
)
