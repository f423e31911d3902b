"""When a digest is due: `daily 07:30`, `weekly Mon 07:30`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from alerts.routing.wall import days_around, moment
from alerts.routing.weekdays import CLOCK, DAYS, ONE_DAY, clock_of, minutes_of

_WRITTEN = re.compile(rf"(?:daily|weekly ({ONE_DAY})) ({CLOCK})")


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestTime:
    """A time of each day, or of one `day` of the week (Monday is 0), in minutes after midnight."""

    minutes: int
    day: int | None = None

    def __str__(self) -> str:
        return f"{'daily' if self.day is None else f'weekly {DAYS[self.day]}'} {clock_of(self.minutes)}"


def parse_digest(written: str) -> DigestTime:
    """Raises ValueError for what is neither daily nor weekly."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise ValueError('must be a time such as "daily 07:30" or "weekly Mon 07:30", or "never"')
    return DigestTime(minutes=minutes_of(found[2]), day=DAYS.index(found[1]) if found[1] else None)


def next_digest(time: DigestTime, zone: ZoneInfo, after: datetime) -> datetime:
    """The first time of the digest that comes after `after`."""
    return min(at for at in _near(time, zone, after) if at > after)


def last_digest(time: DigestTime, zone: ZoneInfo, until: datetime) -> datetime:
    """The last time of the digest until `until`."""
    return max(at for at in _near(time, zone, until) if at <= until)


def _near(time: DigestTime, zone: ZoneInfo, at: datetime) -> Iterator[datetime]:
    for day in days_around(at, zone, 9, 9):
        if time.day in (None, day.weekday()):
            yield moment(day, time.minutes, zone)
