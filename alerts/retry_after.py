"""The `Retry-After` header: how long the other side wants to be left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LEAST = timedelta(seconds=1)
MOST = timedelta(hours=24)


def parse(value: str | None, now: datetime) -> timedelta | None:
    """Read seconds or an HTTP date (RFC 9110, 10.2.3), clamped to between one second and 24 hours.

    Returns None where the header is missing or says neither.
    """
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        # more digits than any clamped value has; int() of a megabyte of digits is slow and then refused
        return clamp(MOST if len(value) > 9 else timedelta(seconds=int(value)))
    try:
        wished_at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if wished_at.tzinfo is None:
        wished_at = wished_at.replace(tzinfo=UTC)
    return clamp(wished_at - now)


def clamp(wish: timedelta) -> timedelta:
    """Bound a wish: no hammering, and no silence for a month because a server said so."""
    return min(max(wish, LEAST), MOST)
