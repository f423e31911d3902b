"""What the outside site writes: feeds, sitemaps and pages around a link."""

from html import escape

from tests.cms_sites.site import Answer
from tests.inside.ways import Ground

RSS = "application/rss+xml; charset=utf-8"
XML = "application/xml; charset=utf-8"
PROSE = "".join(
    f"<p>The {noun} lay at the pier through the night while crews carried crates aboard, and the duty officer "
    "told this desk that no date had been set for her to sail, nor any reason given for the wait.</p>"
    for noun in ("tender", "frigate", "tug", "minehunter")
)


def rss(*links: str, channel: str = "", item: str = "", root: str = "", before: str = "") -> Answer:
    """RSS whose items lead to `links`; `channel`, `item`, `root` and `before` are put in as they are."""
    items = "".join(
        f"<item><title>Ship {place} waits at the pier</title><link>{escape(link)}</link>"
        f"<guid isPermaLink='false'>ship-{place}</guid><pubDate>Mon, 01 Jun 2026 0{place}:00:00 GMT</pubDate>{item}"
        "</item>"
        for place, link in enumerate(links)
    )
    body = (
        f'<?xml version="1.0" encoding="utf-8"?>{before}<rss version="2.0" {root} '
        'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" '
        'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Pier</title>'
        f"<link>/</link><description>Ships</description>{channel}{items}</channel></rss>"
    )
    return Answer(body=body.encode(), content_type=RSS)


def sitemap(*locations: str, extra: str = "", before: str = "") -> Answer:
    """A sitemap of pages; `extra` goes into each url element."""
    rows = "".join(
        f"<url><loc>{escape(each)}</loc><lastmod>2026-06-01</lastmod>{extra}</url>" for each in locations
    )
    body = (
        f'<?xml version="1.0" encoding="utf-8"?>{before}<urlset '
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" '
        f'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">{rows}</urlset>'
    )
    return Answer(body=body.encode(), content_type=XML)


def index(*children: str) -> Answer:
    """A sitemap index."""
    rows = "".join(f"<sitemap><loc>{escape(each)}</loc></sitemap>" for each in children)
    body = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'
    return Answer(body=body.encode(), content_type=XML)


def page(*, head: str = "", body: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """An article with whatever is put into its head and body."""
    html = (
        f"<!DOCTYPE html><html><head><title>A ship waits</title>{head}</head><body><article>"
        f"<h1>A ship waits at the pier</h1>{body}{PROSE}</article></body></html>"
    )
    return Answer(body=html.encode(), headers=headers)


def to(location: str, status: int = 302) -> Answer:
    """A redirect, the location as it is."""
    return Answer(body=b"over there", status=status, headers=(("Location", location),))


def robots(*lines: str) -> Answer:
    """A robots.txt that allows all."""
    return Answer(
        body="\n".join(("User-agent: *", "Allow: /", *lines, "")).encode(), content_type="text/plain"
    )


def article_feed(ground: Ground) -> Answer:
    """A feed with one entry, the outside site's article at /a."""
    return rss(f"{ground.url}/a")
