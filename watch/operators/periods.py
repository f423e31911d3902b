"""What `published:` asks for: a year, a month, a day, from one to another, before or after."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from watch.errors import Fault, shown

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SUGGESTION = (
    "Write published:2026, published:2026-08, published:2026-08-01..2026-08-15 or published:>=2026-08"
)


class Period(NamedTuple):
    """From `since` on and before `until`, in UTC; None where it has no bound."""

    since: datetime | None
    until: datetime | None

    def holds(self, at: datetime) -> bool:
        """Whether a time lies in it."""
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


@lru_cache(maxsize=1024)
def period(value: str) -> Period:
    """Read a period; raises Fault. Days are those of UTC."""
    bound = re.fullmatch(r"(>=|<=|>|<)(.+)", value)
    if bound is not None:
        since, until = _day(bound[2])
        return {
            ">=": Period(since, None),
            ">": Period(until, None),
            "<": Period(None, since),
            "<=": Period(None, until),
        }[bound[1]]
    first, dots, last = value.partition("..")
    since, until = _day(first)
    if dots:
        until = _day(last)[1]
        if until <= since:
            raise Fault(0, f"{shown(value)} ends before it begins", _SUGGESTION)
    return Period(since, until)


def _day(written: str) -> tuple[datetime, datetime]:
    """The first moment of a year, a month or a day, and the first one after it."""
    parts = _DATE.fullmatch(written)
    if parts is None:
        raise Fault(0, f"{shown(written)} is no date", _SUGGESTION)
    year, month, day = int(parts[1]), int(parts[2] or 1), int(parts[3] or 1)
    try:
        since = datetime(year, month, day, tzinfo=UTC)
        if parts[3]:
            return since, since + timedelta(days=1)
        if parts[2]:
            return since, datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
        return since, datetime(year + 1, 1, 1, tzinfo=UTC)
    except (ValueError, OverflowError):
        raise Fault(0, f"{shown(written)} is no date", _SUGGESTION) from None
