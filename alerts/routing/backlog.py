"""What is no news: what was there before the watch was, or before its source was read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

# Feeds lag behind, and clocks are set: what came out, or was collected, so shortly before is told rather than lost.
_LATE = timedelta(hours=1)
_DAY = timedelta(days=1)
_FURTHEST_WEST = timedelta(hours=12)


def backlog_reason(
    *,
    published_at: datetime | None,
    precision: str | None,
    collected_at: datetime,
    in_first_read: bool,
    source_since: datetime | None,
    watch_since: datetime | None,
    now: datetime,
    tell_backlog: bool = False,
) -> str | None:
    """Why an article is no news to anybody, None where it is.

    `precision` of a date is "day", "minute" or "second"; `source_since` is when its source was first read,
    `watch_since` when the watch was first there. An article that nobody dated came out when it was collected. A
    beginning that is still to come was noted by a clock that was wrong.
    """
    if tell_backlog:
        return None
    if in_first_read:
        return "its source held it already when it was first read"
    source_since, watch_since = _begun(source_since, now), _begun(watch_since, now)
    if watch_since is not None and collected_at + _LATE < watch_since:
        return f"collected before the watch was there ({_said(watch_since)})"
    if published_at is None:
        return None
    # A day ends last where it is written furthest to the west.
    out_at = published_at + (_DAY + _FURTHEST_WEST if precision == "day" else _LATE)
    if source_since is not None and out_at < source_since:
        return f"published before its source was first read ({_said(source_since)})"
    if watch_since is not None and out_at < watch_since:
        return f"published before the watch was there ({_said(watch_since)})"
    return None


def _begun(since: datetime | None, now: datetime) -> datetime | None:
    return None if since is None or since > now else since


def _said(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
