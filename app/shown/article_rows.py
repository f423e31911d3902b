"""Articles for programs."""

from __future__ import annotations

from typing import Any

from storage.documents import byline_of
from storage.records import ArchivedArticle, Article


def article_row(archived: ArchivedArticle) -> dict[str, Any]:
    """What a list says of an article."""
    article = archived.article
    return {
        "id": archived.id,
        "revision": archived.revision,
        "source": archived.source,
        "url": article.url,
        "title": article.title,
        "authors": list(article.authors),
        "agency": article.agency,
        "section": article.section,
        "language": article.language,
        "published_at": article.published_at,
        "published_precision": article.published_precision,
        "is_paywalled": article.is_paywalled,
        "text_source": article.text_source,
        "page_kind": article.page_kind,
        "collected_at": archived.collected_at,
        "revised_at": archived.revised_at,
    }


def article_details(article: Article) -> dict[str, Any]:
    """What else is known of it."""
    return {
        "opening": article.opening,
        "tags": list(article.tags),
        "modified_at": article.modified_at,
        "modified_precision": article.modified_precision,
        "image_url": article.image_url,
        "amp_url": article.amp_url,
        "agreement": article.agreement,
        "partial": article.partial,
    }


def article_texts(archived: ArchivedArticle) -> dict[str, str]:
    """The texts that evidence points into."""
    article = archived.article
    return {
        "title": article.title,
        "text": article.text,
        "byline": byline_of(article),
        "source": archived.source,
        "section": article.section or "",
    }
