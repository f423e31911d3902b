"""How many notices a channel takes in a time: pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """At most `count` sends in any stretch of time as long as `per`, tries that fail among them."""

    count: int
    per: timedelta

    def recent(self, sent_at: Iterable[datetime], now: datetime) -> tuple[datetime, ...]:
        """Those of the sends that still count. One that a clock set back has put ahead counts no longer than others."""
        return tuple(at for at in sent_at if abs(now - at) < self.per)

    def room(self, sent_at: Iterable[datetime], now: datetime) -> int:
        """How many more may be sent now."""
        return max(0, self.count - len(self.recent(sent_at, now)))
