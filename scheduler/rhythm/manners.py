"""What a server or a feed asks of those who poll it, and how far it is obeyed."""

from __future__ import annotations

from datetime import datetime, timedelta

#: A max-age of a year, a ttl of a week must not silence a source.
LONGEST_ASKED = timedelta(hours=1)
LONGEST_RETRY_AFTER = timedelta(days=1)
#: Skipped hours and days together push a poll out no further.
LONGEST_SKIP = timedelta(days=1)
_HOUR = timedelta(hours=1)


def obeyed(
    due_at: datetime,
    now: datetime,
    *,
    asks_for: timedelta | None = None,
    retry_after: timedelta | None = None,
    skip_hours: frozenset[int] = frozenset(),
    skip_days: frozenset[int] = frozenset(),
) -> datetime:
    """When the next poll may come that would come at `due_at`; never before that.

    `asks_for` is the least interval (Cache-Control, Expires, ttl), `skip_hours` are hours of the day from 0 to 23
    in UTC, `skip_days` days of the week from Monday, 0 (RSS 2.0, skipHours and skipDays).
    """
    if asks_for is not None:
        due_at = max(due_at, now + min(asks_for, LONGEST_ASKED))
    if retry_after is not None:
        due_at = max(due_at, now + min(retry_after, LONGEST_RETRY_AFTER))
    latest = max(due_at, now + LONGEST_SKIP)
    while due_at < latest and (due_at.hour in skip_hours or due_at.weekday() in skip_days):
        due_at = min(latest, due_at.replace(minute=0, second=0, microsecond=0) + _HOUR)
    return due_at
