"""From when on something has stood still for too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How old the last pass, the oldest article that is not flagged and the oldest undelivered notice may be, and how
    long a channel may fail.
    """

    passed: timedelta = timedelta(minutes=10)
    unflagged: timedelta = timedelta(minutes=10)
    undelivered: timedelta = timedelta(minutes=30)
    failing: timedelta = timedelta(seconds=90)
