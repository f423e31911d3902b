"""Feeds: RSS, Atom, JSON Feed and CDF, well-formed or not, to entries and leads in plain text.

`read` gives all that a feed holds, `parse` the leads of it. See docs/feeds.md.
"""

from __future__ import annotations

from crawler.entries import Entries
from crawler.feeds.feed import Feed, FeedEntry, Pace
from crawler.feeds.reading import read
from crawler.feeds.stream import MOST_ENTRIES
from crawler.lead import Lead

__all__ = ["MOST_ENTRIES", "Feed", "FeedEntry", "Pace", "parse", "read"]


def parse(body: bytes, url: str, *, content_type: str | None = None) -> Entries:
    """The entries of the feed at `url` that have an address, at most 5,000, each once; never raises.

    A feed that breaks off keeps what was read before, and is `malformed`. Times without a zone are taken as UTC.
    """
    feed = read(body, url, content_type=content_type)
    leads: dict[str, Lead] = {}
    for entry in feed.entries:
        if entry.url is not None and entry.url not in leads:
            leads[entry.url] = _lead(entry, entry.url)
    doubts = list(feed.doubts)
    if nowhere := sum(entry.url is None for entry in feed.entries):
        doubts.append(f"{nowhere} entries without an http(s) address were left out")
    return Entries(
        leads=tuple(leads.values()),
        doubts=tuple(doubts),
        malformed=feed.malformed,
        format=feed.format,
        trouble=feed.trouble,
        read_by=feed.read_by,
        why_slow=feed.why_slow,
        ttl=feed.pace.ttl,
        asks_for=feed.pace.asks_for,
        skip_hours=feed.pace.skip_hours,
        skip_days=feed.pace.skip_days,
        next_page=feed.next_page,
    )


def _lead(entry: FeedEntry, url: str) -> Lead:
    return Lead(
        url=url,
        title=entry.title,
        published_at=entry.published_at,
        updated_at=entry.updated_at,
        authors=entry.authors,
        section=entry.section,
        text=entry.text,
        guid=entry.guid,
    )
