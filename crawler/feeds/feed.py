"""A feed as it was understood, before anything of it is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crawler.entries import ReadBy, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry. `url` is None where it names no http(s) address; `doubts` are sentences for people.

    Times are aware, with the offset that the feed gave. `text` is plain, paragraphs parted by one blank line.
    """

    guid: str | None = None
    url: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    text: str | None = None
    doubts: tuple[str, ...] = ()

    @property
    def dated_at(self) -> datetime | None:
        """When it was published, or else when it changed."""
        return self.published_at or self.updated_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often a feed wants to be asked; the fields are those of `crawler.entries.Entries`."""

    ttl: timedelta | None = None
    asks_for: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """All entries in the order of the document, and what is wrong with it as a whole (see `Entries`)."""

    entries: tuple[FeedEntry, ...] = ()
    doubts: tuple[str, ...] = ()
    malformed: bool = False
    format: str | None = None
    trouble: Trouble | None = None
    read_by: ReadBy | None = None
    why_slow: str | None = None
    pace: Pace = field(default_factory=Pace)
    next_page: str | None = None


def no_feed(trouble: Trouble, doubt: str) -> Feed:
    """What is left of a body that is no feed, with the reason for people."""
    return Feed(trouble=trouble, doubts=(doubt,), malformed=True)
