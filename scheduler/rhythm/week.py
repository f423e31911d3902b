"""The 168 hours of a week, in UTC: hour 0 is the first of a Thursday, for 1970 began with one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

WEEK = 168


def in_hours(at: datetime) -> float:
    """Hours since 1970."""
    return at.timestamp() / 3600


def hour_of(hours: float) -> int:
    """Which hour of the week it is, so many hours since 1970."""
    return int(hours) % WEEK


def stretches(start: float, end: float) -> Iterator[tuple[int, float]]:
    """Cut the time between two moments, in hours since 1970, at full hours: (hour of the week, length in hours)."""
    at = start
    while at < end:
        until = min(end, float(int(at) + 1))
        yield hour_of(at), until - at
        at = until
