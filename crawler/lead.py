"""A lead: the address of an article that a source shows, with what the source claims about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Claimed by a feed, a sitemap or a listing page; believed by nobody.

    Times are aware, with the offset that the source gave. `text` is plain text (the feed's own summary or
    full text), paragraphs separated by one blank line. `guid` is the source's own name for the article, on one line:
    often an address, sometimes another one at each poll.
    """

    url: str
    title: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    text: str | None = None
    guid: str | None = None

    @property
    def dated_at(self) -> datetime | None:
        """When it was published, or else when it changed."""
        return self.published_at or self.updated_at
