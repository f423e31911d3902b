"""A notice: what one person is told about one hit, before any channel gives it a form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of the article around evidence. `marks` are (start, end) offsets into `text`, in order."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """All that a channel may say. Times are aware UTC; `published_at` is None where nobody said it.

    `delivery_id` is the same in every retry; channels pass it on (`Message-ID`, `webhook-id`).
    """

    delivery_id: str
    watch: str
    query: str
    article_id: int
    title: str
    title_marks: tuple[tuple[int, int], ...] = ()
    url: str
    source: str
    authors: tuple[str, ...]
    section: str | None
    language: str | None
    published_at: datetime | None
    collected_at: datetime
    told_at: datetime
    passages: tuple[Passage, ...]
