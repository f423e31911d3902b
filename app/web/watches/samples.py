"""Hits as the pages show them: the words of the article with the evidence in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.shown.passages import Marks, passages_of
from storage.records import ArchivedArticle, Evidence

_PASSAGES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An article that a watch caught or would catch; `lacks` says what an edit misses in it."""

    article_id: int
    title: str
    title_marks: Marks
    source: str
    language: str | None
    at: datetime
    passages: tuple[tuple[str, Marks], ...]
    polarity: str | None = None
    lacks: str | None = None


def sample(archived: ArchivedArticle, found: Evidence, at: datetime, lacks: str | None = None) -> Sample:
    """The article in the words that matched."""
    article = archived.article
    return Sample(
        article_id=archived.id,
        title=article.title,
        title_marks=tuple((one.start, one.end) for one in found.spans if one.field == "title"),
        source=archived.source,
        language=article.language,
        at=at,
        passages=tuple(passages_of(archived, found.spans)[:_PASSAGES]),
        polarity=found.polarity,
        lacks=lacks,
    )
