"""What the press answers: lists in four forms, pages, robots.txt."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from tests.acceptance.machines.edition import Article, Host, Kind
from tests.acceptance.machines.places import Places
from tests.acceptance.machines.wording import correction

#: How many entries feeds and listings show.
WINDOW = 40
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An article as it stands now, with its dates."""

    article: Article
    url: str
    published_at: datetime
    modified_at: datetime
    revised: bool

    @property
    def title(self) -> str:
        return escape(self.article.wording.title)


def issue(article: Article, places: Places, began_at: datetime, now: float) -> Issue:
    """The article at `now`, in seconds after publishing began at `began_at`."""
    published = (began_at + timedelta(seconds=article.at)).replace(microsecond=0).astimezone(UTC)
    revised = article.revised_at is not None and now >= article.revised_at
    modified = published
    if article.revised_at is not None and revised:
        modified = (began_at + timedelta(seconds=article.revised_at)).replace(microsecond=0).astimezone(UTC)
    return Issue(
        article=article,
        url=places.shown_url(article),
        published_at=published,
        modified_at=modified,
        revised=revised,
    )


def printed(kind: Kind, issues: Sequence[Issue]) -> tuple[str, str]:
    """The list of these issues, the newest first, and its content type."""
    content_type, write = _FORMS[kind]
    return write(issues), content_type


def page(shown: Issue) -> str:
    """The article's page."""
    article = shown.article
    paragraphs = list(article.wording.paragraphs)
    if shown.revised:
        paragraphs.append(correction(article.name, random.Random(article.name)))
    text = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    head = (
        f'<meta charset="utf-8"><title>{shown.title}</title><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{shown.published_at.isoformat()}">'
        f'<meta property="article:modified_time" content="{shown.modified_at.isoformat()}">'
    )
    body = f"<main><article><h1>{shown.title}</h1>{text}</article></main>"
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def robots(host: Host) -> str:
    """The robots.txt of a host."""
    wish = "" if host.crawl_delay is None else f"Crawl-delay: {host.crawl_delay}\n"
    return f"User-agent: *\n{wish}Disallow: /private/\n"


def _rss(issues: Sequence[Issue]) -> str:
    rows = "".join(
        f"<item><title>{one.title}{' - updated' if one.revised else ''}</title><link>{one.url}</link>"
        f'<guid isPermaLink="false">press-{one.article.name}</guid>'
        f"<pubDate>{format_datetime(one.published_at)}</pubDate></item>"
        for one in issues
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Press</title>{rows}</channel></rss>'


def _atom(issues: Sequence[Issue]) -> str:
    rows = "".join(
        f'<entry><title>{one.title}</title><link href="{one.url}"/><id>urn:press:{one.article.name}</id>'
        f"<published>{one.published_at.isoformat()}</published>"
        f"<updated>{one.modified_at.isoformat()}</updated></entry>"
        for one in issues
    )
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Press</title><id>urn:press</id>'
        f"{rows}</feed>"
    )


def _sitemap(issues: Sequence[Issue]) -> str:
    rows = "".join(
        f"<url><loc>{one.url}</loc><lastmod>{one.modified_at.isoformat()}</lastmod><n:news><n:publication>"
        "<n:name>Press</n:name><n:language>en</n:language></n:publication>"
        f"<n:publication_date>{one.published_at.isoformat()}</n:publication_date>"
        f"<n:title>{one.title}</n:title></n:news></url>"
        for one in issues
    )
    spaces = f'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="{_NEWS}"'
    return f'<?xml version="1.0"?><urlset {spaces}>{rows}</urlset>'


def _listing(issues: Sequence[Issue]) -> str:
    rows = "".join(f'<li><a class="story" href="{one.url}">{one.title}</a></li>' for one in issues)
    head = '<meta charset="utf-8"><title>Press</title>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body><ul>{rows}</ul></body></html>'


_FORMS: dict[Kind, tuple[str, Callable[[Sequence[Issue]], str]]] = {
    Kind.RSS: ("application/rss+xml", _rss),
    Kind.ATOM: ("application/atom+xml", _atom),
    Kind.SITEMAP: ("application/xml", _sitemap),
    Kind.LISTING: ("text/html", _listing),
}
