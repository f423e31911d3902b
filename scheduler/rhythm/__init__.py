"""When a source is due next, and which of the due ones are started now. Pure."""

from __future__ import annotations

from scheduler.rhythm.backoff import LastPolls, failures_after
from scheduler.rhythm.choosing import SLOW, choose, is_slow
from scheduler.rhythm.due import JITTER, Asked, Bounds, next_due
from scheduler.rhythm.learning import Poll, observe
from scheduler.rhythm.price import Price
from scheduler.rhythm.state import Rhythm, dumped, expected, loaded

__all__ = [
    "JITTER",
    "SLOW",
    "Asked",
    "Bounds",
    "LastPolls",
    "Poll",
    "Price",
    "Rhythm",
    "choose",
    "dumped",
    "expected",
    "failures_after",
    "is_slow",
    "loaded",
    "next_due",
    "observe",
]
