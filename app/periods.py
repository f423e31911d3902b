"""Moments as people give them on the command line."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def moment_to_come(words: str, now: datetime) -> datetime:
    """A moment after now from `90d`, `12h`, `30m`, `2w` (in so long), a date, or an ISO 8601 time.

    Raises:
        ValueError: the words are none of these, or the moment is past or outside of the calendar.
    """
    at = moment_of(words, now)
    try:
        # A period was counted backwards.
        at = now + (now - at) if words.strip()[-1] in UNITS else at
    except OverflowError:
        raise ValueError(f"{words!r} lies outside of the calendar") from None
    if at <= now:
        raise ValueError(f"{words!r} is past; give 90d, or a time to come")
    return at


def moment_of(words: str, now: datetime) -> datetime:
    """A moment from `90d`, `12h`, `30m`, `2w` (so long ago), a date, or an ISO 8601 time; UTC where none is said.

    Raises:
        ValueError: the words are none of these, or the moment lies outside of the calendar.
    """
    period = re.fullmatch(r"([0-9]{1,6})([mhdw])", words.strip())
    try:
        if period:
            return now - int(period[1]) * UNITS[period[2]]
        at = datetime.fromisoformat(words.strip())
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"{words!r} is no moment: give 90d, 12h, 2026-11-24 or 2026-11-24T06:00Z") from None
