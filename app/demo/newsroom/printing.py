"""From an outlet's articles to the bytes that it serves: one set of templates an outlet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from app.demo.newsroom.catalogue import Outlet, OutletArticle, current, visible

_RELATED = 3
_SOURCE_TEMPLATES = {
    "rss": "feed.xml",
    "atom": "feed.xml",
    "news-sitemap": "sitemap.xml",
    "listing": "listing.html",
}
_SOURCE_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "news-sitemap": "application/xml",
    "listing": "text/html",
}

_environment = Environment(
    loader=PackageLoader("app.demo.newsroom", "outlets"),
    autoescape=select_autoescape(("html", "xml")),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["rfc822"] = format_datetime
_environment.filters["iso"] = datetime.isoformat


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedArticle:
    """What a template may say of an article. Times are in the outlet's own zone."""

    title: str
    paragraphs: tuple[str, ...]
    authors: tuple[str, ...]
    section: str
    credit: str | None
    url: str
    published_at: datetime
    updated_at: datetime

    @property
    def summary(self) -> str:
        """The opening paragraph, as feeds give it."""
        return self.paragraphs[0]

    @property
    def is_edited(self) -> bool:
        """Whether the desk has changed it since."""
        return self.updated_at > self.published_at


class Press:
    """Prints one outlet's pages for a base URL, with dates counted from `started_at`."""

    def __init__(self, outlet: Outlet, *, base_url: str, started_at: datetime) -> None:
        self._outlet = outlet
        self._base_url = base_url
        zone = timezone(timedelta(minutes=outlet.utc_offset_minutes))
        self._started_at = started_at.replace(microsecond=0).astimezone(zone)

    @property
    def source_type(self) -> str:
        """The media type of the feed, sitemap or listing."""
        return _SOURCE_TYPES[self._outlet.kind]

    def url_of(self, article: OutletArticle) -> str:
        """The absolute, canonical URL of an article."""
        return self._base_url + self._outlet.path_of(article)

    def front(self, elapsed: float) -> str:
        """The front page."""
        return self._print("front.html", elapsed)

    def source(self, elapsed: float) -> str:
        """The feed, sitemap or listing."""
        return self._print(_SOURCE_TEMPLATES[self._outlet.kind], elapsed)

    def article(self, article: OutletArticle, elapsed: float) -> str:
        """An article's page, with the headlines of others beside it as any outlet has them."""
        others = [other for other in visible(self._outlet, elapsed) if other.slug != article.slug]
        return self._render(
            "article.html",
            article=self._printed(article, elapsed),
            related=[self._printed(other, elapsed) for other in others[:_RELATED]],
        )

    def robots(self) -> str:
        """The rules for robots: all but the search page."""
        return f"User-agent: *\nDisallow: /search\n\nSitemap: {self._base_url}/sitemap.xml\n"

    def _print(self, template: str, elapsed: float) -> str:
        articles = [self._printed(article, elapsed) for article in visible(self._outlet, elapsed)]
        return self._render(template, articles=articles)

    def _render(self, template: str, **context: object) -> str:
        page = _environment.get_template(f"{self._outlet.slug}/{template}")
        return page.render(
            outlet=self._outlet,
            base=self._base_url,
            source_url=self._base_url + self._outlet.source_path,
            **context,
        )

    def _printed(self, article: OutletArticle, elapsed: float) -> PrintedArticle:
        wording = current(article, elapsed)
        return PrintedArticle(
            title=wording.title,
            paragraphs=wording.paragraphs,
            authors=article.authors,
            section=article.section,
            credit=article.credit,
            url=self.url_of(article),
            published_at=self._started_at + timedelta(seconds=article.published_after),
            updated_at=self._started_at + timedelta(seconds=wording.updated_after),
        )
