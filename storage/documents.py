"""An article as the watch language sees it: the stream, the search and the backtest all match this."""

from __future__ import annotations

from urllib.parse import urlsplit

from storage.records import ArchivedArticle, Article
from watch import Document


def document_of(archived: ArchivedArticle) -> Document:
    """The document of one revision. Spans of its matches point into its title, its text, or `byline_of` it.

    `source:` is the name of the source, `country:` what the source declares, `published:` the time that somebody
    said, never that of collection.
    """
    article = archived.article
    return Document.of(
        article.title,
        article.text,
        lead=article.opening,
        byline=byline_of(article),
        source=archived.source,
        section=article.section or "",
        domain=_domain(article.url),
        lang=article.language,
        country=archived.country,
        published_at=article.published_at,
    )


def byline_of(article: Article) -> str:
    """Who wrote it: authors and agency, each on a line of its own."""
    return "\n".join(filter(None, (*article.authors, article.agency)))


def _domain(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
