"""Quiet hours: when a route holds what it has to tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from alerts.routing.wall import days_around, moment
from alerts.routing.weekdays import CLOCK, DAYS, SOME_DAYS, clock_of, days_of, minutes_of

_SPAN = re.compile(rf"(?:({SOME_DAYS}) )?({CLOCK})-({CLOCK}|24:00)")
_DAY, _WEEK = 24 * 60, 7 * 24 * 60
# spans that meet each other over and over leave no free minute, which the configuration refuses
_MOST_IN_A_ROW = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietSpan:
    """A time of day to be quiet in; it begins on each of `days` (Monday is 0).

    `begin` and `end` are minutes after midnight; an end that is not after the begin is on the next day.
    """

    days: frozenset[int]
    begin: int
    end: int

    @property
    def full_end(self) -> int:
        """The end in minutes after the midnight of the day on which the span begins."""
        return self.end if self.end > self.begin else self.end + _DAY

    def __str__(self) -> str:
        days = "" if len(self.days) == len(DAYS) else ",".join(DAYS[day] for day in sorted(self.days)) + " "
        return f"{days}{clock_of(self.begin)}-{clock_of(self.end)}"


def parse_quiet(written: str) -> QuietSpan:
    """`"22:00-06:00"` or `"Sat-Sun 00:00-24:00"`. Raises ValueError for anything else."""
    found = _SPAN.fullmatch(written)
    if found is None:
        raise ValueError('must be hours such as "22:00-06:00" or "Sat-Sun 00:00-24:00"')
    begin, end = minutes_of(found[2]), minutes_of(found[3])
    if begin == end:
        raise ValueError("begins when it ends: a whole day is 00:00-24:00")
    days = days_of(found[1]) if found[1] else frozenset(range(len(DAYS)))
    return QuietSpan(days=days, begin=begin, end=end)


def leaves_time(spans: Iterable[QuietSpan]) -> bool:
    """Whether a week has a minute that is in none of the spans."""
    quiet = bytearray(_WEEK)
    for span in spans:
        for day in span.days:
            for minute in range(day * _DAY + span.begin, day * _DAY + span.full_end):
                quiet[minute % _WEEK] = 1
    return not all(quiet)


def quiet_until(spans: Sequence[QuietSpan], zone: ZoneInfo, at: datetime) -> datetime | None:
    """The first moment from `at` on that is not quiet; None where `at` itself is not.

    While a clock on the wall shows a time of a span it is quiet: of a time that it shows twice, both times.
    """
    free = at
    for _ in range(_MOST_IN_A_ROW):
        ends = [end for begin, end in _near(spans, zone, free) if begin <= free < end]
        if not ends:
            break
        free = max(ends)
    return free if free > at else None


def _near(spans: Sequence[QuietSpan], zone: ZoneInfo, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    if not spans:
        return
    for day in days_around(at, zone, 2, 1):
        for span in spans:
            if day.weekday() in span.days:
                yield moment(day, span.begin, zone), moment(day, span.full_end, zone, last=True)
