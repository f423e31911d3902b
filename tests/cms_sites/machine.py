"""What machines read, written from stories: feeds, sitemaps, WordPress JSON."""

import gzip
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

from tests.cms_sites.prose import Story
from tests.cms_sites.site import Answer

RSS = "application/rss+xml; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
XML = "application/xml; charset=utf-8"
JSON = "application/json; charset=utf-8"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def text_of(story: Story) -> str:
    """The whole text as HTML paragraphs."""
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)


def rss(
    base: str,
    stories: Iterable[Story],
    *,
    title: str,
    full: bool = False,
    content_type: str = RSS,
    charset: str = "utf-8",
    extra: str = "",
    item_extra: str = "",
) -> Answer:
    """RSS 2.0. `full` carries the text in content:encoded; `extra` goes into the channel."""
    items = "".join(
        f"<item><title>{escape(story.headline)}</title><link>{base}{escape(story.path)}</link>"
        f'<guid isPermaLink="true">{base}{escape(story.path)}</guid>'
        f"<pubDate>{format_datetime(story.published_at)}</pubDate><dc:creator>{story.byline}</dc:creator>"
        f"<description>{escape(story.summary)}</description>"
        + (f"<content:encoded><![CDATA[{text_of(story)}]]></content:encoded>" if full else "")
        + f"{item_extra}</item>\n"
        for story in stories
    )
    body = (
        f'<?xml version="1.0" encoding="{charset}"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>'
        f"<title>{escape(title)}</title><link>{base}/</link><description>{escape(title)}</description>"
        f"{extra}\n{items}</channel></rss>"
    )
    return Answer(body=body.encode(charset), content_type=content_type)


def atom(base: str, stories: Sequence[Story], *, title: str, at: str, content_type: str = ATOM) -> Answer:
    """Atom 1.0, found at the path `at`."""
    entries = "".join(
        f"<entry><title>{escape(story.headline)}</title>"
        f'<link rel="alternate" type="text/html" href="{base}{escape(story.path)}"/>'
        f"<id>tag:press.example,2020:{story.number}</id><author><name>{story.byline}</name></author>"
        f"<published>{story.published_at.isoformat()}</published>"
        f"<updated>{story.published_at.isoformat()}</updated>"
        f'<content type="html">{escape(text_of(story))}</content></entry>\n'
        for story in stories
    )
    body = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>{escape(title)}</title><link rel="self" href="{base}{escape(at)}"/>'
        f'<link rel="alternate" href="{base}/"/><id>tag:press.example,2020:{escape(at)}</id>'
        f"<updated>{stories[0].published_at.isoformat()}</updated>\n{entries}</feed>"
    )
    return Answer(body=body.encode(), content_type=content_type)


def rdf(base: str, stories: Sequence[Story], *, title: str, at: str) -> Answer:
    """RSS 1.0, found at the path `at`."""
    places = "".join(f'<rdf:li rdf:resource="{base}{escape(story.path)}"/>' for story in stories)
    items = "".join(
        f'<item rdf:about="{base}{escape(story.path)}"><title>{escape(story.headline)}</title>'
        f"<link>{base}{escape(story.path)}</link><description>{escape(story.summary)}</description>"
        f"<dc:date>{story.published_at.isoformat()}</dc:date></item>\n"
        for story in stories
    )
    body = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<channel rdf:about="{base}{at}"><title>{escape(title)}</title><link>{base}/</link>'
        f"<description>{escape(title)}</description><items><rdf:Seq>{places}</rdf:Seq></items></channel>\n"
        f"{items}</rdf:RDF>"
    )
    return Answer(body=body.encode(), content_type="application/rdf+xml; charset=utf-8")


def json_feed(base: str, stories: Iterable[Story], *, title: str, at: str) -> Answer:
    """JSON Feed 1.1, found at the path `at`."""
    items = [
        {
            "id": f"{base}{story.path}",
            "url": f"{base}{story.path}",
            "title": story.headline,
            "content_html": text_of(story),
            "date_published": story.published_at.isoformat(),
            "authors": [{"name": story.byline}],
        }
        for story in stories
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": f"{base}/",
        "feed_url": f"{base}{at}",
        "items": items,
    }
    return Answer(body=json.dumps(feed).encode(), content_type="application/feed+json; charset=utf-8")


def urlset(places: Iterable[tuple[str, datetime | None]]) -> Answer:
    """A sitemap of full URLs, each with its lastmod or none."""
    rows = "".join(
        f"<url><loc>{escape(url)}</loc>{f'<lastmod>{at.isoformat()}</lastmod>' if at else ''}</url>\n"
        for url, at in places
    )
    return _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>')


def sitemap(base: str, stories: Iterable[Story]) -> Answer:
    """A plain sitemap of stories."""
    return urlset((f"{base}{story.path}", story.published_at) for story in stories)


def news_sitemap(base: str, stories: Iterable[Story], *, title: str) -> Answer:
    """A news sitemap."""
    rows = "".join(
        f"<url><loc>{base}{escape(story.path)}</loc><news:news><news:publication>"
        f"<news:name>{escape(title)}</news:name><news:language>{story.language}</news:language>"
        f"</news:publication><news:publication_date>{story.published_at.isoformat()}"
        f"</news:publication_date><news:title>{escape(story.headline)}</news:title></news:news></url>\n"
        for story in stories
    )
    return _xml(
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="{NEWS}">{rows}</urlset>'
    )


def sitemap_index(children: Iterable[tuple[str, datetime | None]]) -> Answer:
    """An index of sitemaps (full URLs)."""
    rows = "".join(
        f"<sitemap><loc>{escape(url)}</loc>{f'<lastmod>{at.isoformat()}</lastmod>' if at else ''}</sitemap>\n"
        for url, at in children
    )
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>')


def gzipped(answer: Answer) -> Answer:
    """The same as a .gz file, which is not the same as Content-Encoding."""
    return Answer(body=gzip.compress(answer.body), content_type="application/x-gzip")


def _xml(body: str) -> Answer:
    return Answer(body=f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'.encode(), content_type=XML)


def wordpress_json(
    base: str, stories: Sequence[Story], *, title: str, root: str = "/wp-json/"
) -> dict[str, Answer]:
    """WordPress's API: its root and its posts, answered whatever the page size."""
    posts = [
        {
            "id": story.number,
            "date": story.published_at.replace(tzinfo=None).isoformat(),
            "date_gmt": story.published_at.replace(tzinfo=None).isoformat(),
            "modified_gmt": story.published_at.replace(tzinfo=None).isoformat(),
            "slug": story.path.strip("/"),
            "status": "publish",
            "type": "post",
            "link": f"{base}{story.path}",
            "title": {"rendered": escape(story.headline)},
            "content": {"rendered": text_of(story), "protected": False},
            "excerpt": {"rendered": f"<p>{escape(story.summary)}</p>", "protected": False},
        }
        for story in stories
    ]
    about = {
        "name": title,
        "url": base,
        "home": base,
        "namespaces": ["wp/v2"],
        "routes": {"/wp/v2/posts": {}},
    }
    counted = (("X-WP-Total", str(len(posts))), ("X-WP-TotalPages", "1"))
    return {
        root: Answer(body=json.dumps(about).encode(), content_type=JSON),
        f"{root}wp/v2/posts": Answer(body=json.dumps(posts).encode(), content_type=JSON, headers=counted),
    }
