"""A feed as it was understood, for people and for programs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import typer

from app.cli.terminal import moment, plain
from crawler.dates import as_utc
from crawler.feeds import Feed, FeedEntry

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WAYS = {
    "fast": "read to its end",
    "forgiving": "read by the forgiving parser",
    "rescue": "its entries read one by one",
}


def as_row(entry: FeedEntry) -> dict[str, Any]:
    """An entry for programs."""
    return {
        "guid": entry.guid,
        "url": entry.url,
        "title": entry.title,
        "published_at": _utc(entry.published_at),
        "updated_at": _utc(entry.updated_at),
        "text": entry.text,
        "doubts": list(entry.doubts),
    }


def print_entry(entry: FeedEntry) -> None:
    """An entry for people: one line, and below it what is doubtful."""
    at = _utc(entry.published_at or entry.updated_at)
    words = f"{counted} words" if (counted := len((entry.text or "").split())) else "no text"
    print(f"{moment(at):20}  {plain(entry.title or '-')}  {plain(entry.url or '-')}  ({words})")
    for doubt in entry.doubts:
        print(f"{'':20}  ? {plain(doubt)}")


def print_summary(name: str, feed: Feed) -> None:
    """What the feed is as a whole, in a line."""
    if feed.trouble is not None or feed.read_by is None:
        return
    said = [feed.format or "of no known format", f"{len(feed.entries)} entries", _WAYS[feed.read_by]]
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
    print(plain(f"{name}: {'; '.join(said)}"))


def complain(name: str, why: str) -> None:
    """Say on standard error what is wrong with a feed."""
    typer.echo(f"wirewatch: {plain(name)}: {plain(why)}", err=True)


def _utc(at: datetime | None) -> datetime | None:
    return None if at is None else as_utc(at)


def _length(length: timedelta) -> str:
    minutes = round(length.total_seconds() / 60)
    return f"{minutes // 60} h" if minutes and minutes % 60 == 0 else f"{minutes} min"
