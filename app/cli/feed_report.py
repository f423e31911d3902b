"""A feed as it was understood, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from app.cli.terminal import as_json, moment, plain
from crawler.dates import as_utc
from crawler.feeds import Feed, FeedEntry

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WAYS = {
    "fast": "read to its end",
    "forgiving": "read by the forgiving parser",
    "rescue": "its entries read one by one",
}


def _row(entry: FeedEntry) -> dict[str, Any]:
    """An entry for programs."""
    return {
        "guid": entry.guid,
        "url": entry.url,
        "title": entry.title,
        "published_at": _iso(entry.published_at),
        "updated_at": _iso(entry.updated_at),
        "text": entry.text,
        "doubts": list(entry.doubts),
    }


def lines_of(feed: Feed, name: str, *, for_programs: bool) -> Iterator[str]:
    """What is printed of a feed: its entries, and for people the feed as a whole in a last line."""
    for entry in feed.entries:
        if for_programs:
            yield as_json(_row(entry))
        else:
            yield from _entry_lines(entry)
    if not for_programs and feed.read_by is not None:
        yield _summary(name, feed)


def _entry_lines(entry: FeedEntry) -> Iterator[str]:
    """An entry for people: one line, and below it what is doubtful."""
    at = _utc(entry.dated_at)
    words = f"{counted} words" if (counted := len((entry.text or "").split())) else "no text"
    yield f"{moment(at):20}  {plain(entry.title or '-')}  {plain(entry.url or '-')}  ({words})"
    for doubt in entry.doubts:
        yield f"{'':20}  ? {plain(doubt)}"


def _summary(name: str, feed: Feed) -> str:
    said = [
        feed.format or "of no known format",
        f"{len(feed.entries)} entries",
        _WAYS[feed.read_by or "fast"],
    ]
    pace = feed.pace
    if pace.ttl is not None:
        said.append(f"asks for {_length(pace.ttl)} between polls (ttl)")
    if pace.asks_for is not None:
        said.append(f"asks for {_length(pace.asks_for)} between polls")
    if pace.skip_hours:
        said.append(f"nothing at {', '.join(map(str, sorted(pace.skip_hours)))} h UTC")
    if pace.skip_days:
        said.append(f"nothing on {', '.join(_DAYS[day] for day in sorted(pace.skip_days))}")
    if feed.next_page is not None:
        said.append(f"goes on at {feed.next_page}")
    return plain(f"{name}: {'; '.join(said)}")


def _utc(at: datetime | None) -> datetime | None:
    return None if at is None else as_utc(at)


def _length(length: timedelta) -> str:
    minutes = round(length.total_seconds() / 60)
    return f"{minutes // 60} h" if minutes and minutes % 60 == 0 else f"{minutes} min"


def _iso(at: datetime | None) -> str | None:
    return None if at is None else as_utc(at).isoformat()
