"""Addresses at which the systems that sites are made with keep their feeds and sitemaps."""

from __future__ import annotations

from collections.abc import Iterator

from crawler import urls
from crawler.discovery.found import Found, Kind, Trust

# the systems are named in a page's <meta name=generator>
_FEEDS_OF: dict[str, tuple[str, ...]] = {
    "wordpress": ("/feed/", "/?feed=rss2"),
    "ghost": ("/rss/",),
    "hugo": ("/index.xml",),
    "jekyll": ("/feed.xml", "/atom.xml"),
    "drupal": ("/rss.xml",),
    "joomla": ("/?format=feed&type=rss",),
    "blogger": ("/feeds/posts/default",),
    "typo3": ("/rss.xml", "/feed.xml", "/?type=9818"),
    "substack": ("/feed",),
    "wix": ("/blog-feed.xml",),
    "squarespace": ("/?format=rss",),
    "shopify": ("/blogs/news.atom",),
    "discourse": ("/latest.rss",),
    "pelican": ("/feeds/all.atom.xml",),
    "eleventy": ("/feed/feed.xml", "/feed.xml"),
    "gatsby": ("/rss.xml",),
    "astro": ("/rss.xml",),
    "docusaurus": ("/blog/rss.xml",),
    "movable type": ("/index.xml", "/atom.xml"),
    "bitrix": ("/rss/",),
    "plone": ("/RSS",),
    "medium": ("/feed",),
    "arc": ("/arc/outboundfeeds/rss/?outputType=xml",),
}
_FEEDS = (
    "/feed/",
    "/rss.xml",
    "/feed.xml",
    "/rss",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/rss/",
    "/feeds/posts/default",
    "/arc/outboundfeeds/rss/?outputType=xml",
    "/?format=feed&type=rss",
    "/news/rss.xml",
    "/blog/feed/",
)
_SITEMAPS = (
    "/sitemap-news.xml",
    "/news-sitemap.xml",
    "/sitemap.xml",
    "/sitemap_index.xml",
    "/sitemap_news.xml",
)
_WORDPRESS = "/wp-json/wp/v2/posts"


def feeds(site: str, generator: str, folder: str) -> Iterator[Found]:
    """Where a feed may be, the likeliest place first. `folder` is the section that was asked about, or "/"."""
    of_system = [paths for system, paths in _FEEDS_OF.items() if system in generator]
    paths = [path for some in of_system for path in some]
    if folder != "/":
        paths += [f"{folder}feed/", f"{folder}rss.xml"]
    for path in dict.fromkeys([*paths, *_FEEDS]):
        yield _guess(site, path, Kind.FEED)


def sitemaps(site: str) -> Iterator[Found]:
    """Where a sitemap may be, those of news first."""
    for path in _SITEMAPS:
        yield _guess(site, path, Kind.SITEMAP)


def wordpress(site: str, root: str | None) -> Found:
    """The posts of a WordPress: below the root of its API if that is known, else in the usual place."""
    if root is None:
        return _guess(site, _WORDPRESS, Kind.WORDPRESS)
    base = root if "rest_route=" in root or root.endswith("/") else f"{root}/"
    return Found(
        url=f"{base}wp/v2/posts",
        kind=Kind.WORDPRESS,
        how="WordPress names its API in the page's head",
        trust=Trust.DECLARED,
    )


def _guess(site: str, path: str, kind: Kind) -> Found:
    return Found(url=urls.absolute(path, site) or site, kind=kind, how="a usual place", trust=Trust.GUESSED)
