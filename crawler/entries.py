"""What a feed, a sitemap or a listing page turned out to hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from crawler.lead import Lead

#: Why a body gave no list at all: it is a web page, it is empty, it is something else, or it is beyond reading.
Trouble = Literal["html", "empty-answer", "not-a-feed", "unreadable"]
#: What read a feed (see docs/feeds.md): the strict parser, the forgiving one, or the one that reads entries alone.
ReadBy = Literal["fast", "forgiving", "rescue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """The leads in the order of the document, and what was wrong with it.

    `doubts` are sentences for people. `malformed` says that the document broke the rules of its format; the
    leads are then what could be read nevertheless. `children` are the sitemaps that a sitemap index names, and
    `children_changed_at` when each changed, where the index says so. `is_partial` says that of a list in several
    documents only those are here that may have changed; so many of them `failed`, where none could be read. `next_page`
    is where the list goes on with older articles.

    Of a feed also: its `format` ("rss 2.0"); `trouble`, where it is none; how it was read and, unless that was the
    fast way, `why_slow`; how often it wants to be asked: `ttl` (RSS), `asks_for` (the interval of its syndication
    module), the hours of the day (0 to 23, UTC) and days of the week (Monday is 0) at which it brings nothing.
    """

    leads: tuple[Lead, ...] = ()
    doubts: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    children_changed_at: tuple[datetime | None, ...] = ()
    is_partial: bool = False
    failed: int = 0
    malformed: bool = False
    format: str | None = None
    trouble: Trouble | None = None
    read_by: ReadBy | None = None
    why_slow: str | None = None
    ttl: timedelta | None = None
    asks_for: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    next_page: str | None = None
