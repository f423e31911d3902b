"""What stands in a feed, whatever its format."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.shown.passages import passages_of
from app.web.rendering import web_address
from storage.records import ArchivedArticle, SpanRecord

_OPENING = 400
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article in a feed. `id` is the same in every archive, `url` is None where it is no address of the web."""

    id: str
    url: str | None
    title: str
    summary: str
    authors: tuple[str, ...]
    source: str
    tags: tuple[str, ...]
    language: str | None
    published_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed; `address` is its own, `home` that of the page that shows the same."""

    title: str
    address: str
    home: str
    entries: Sequence[Entry]

    @property
    def id(self) -> str:
        """The same for the same address."""
        return _named(self.address)

    @property
    def updated_at(self) -> datetime:
        """When anything in it was changed last."""
        return max((entry.updated_at for entry in self.entries), default=_NEVER)


def entry_of(
    archived: ArchivedArticle,
    spans: Sequence[SpanRecord],
    *,
    watch: str | None = None,
    updated_at: datetime | None = None,
) -> Entry:
    """An article with the passages that matched; of a hit also the `watch`, and when it hit."""
    article = archived.article
    passages = " … ".join(text for text, _ in passages_of(archived, spans))
    name = article.url if watch is None else f"{article.url}#{watch}"
    return Entry(
        id=_named(name),
        url=web_address(article.url),
        title=article.title,
        summary=passages or article.text[:_OPENING],
        authors=article.authors,
        source=archived.source,
        tags=article.tags if watch is None else (watch, *article.tags),
        language=article.language,
        published_at=article.published_at or archived.collected_at,
        updated_at=updated_at or archived.revised_at,
    )


def _named(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn
