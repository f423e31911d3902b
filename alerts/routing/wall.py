"""From what a clock on the wall shows to the moment that is meant, on the nights that clocks are changed too."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


def moment(day: date, minutes: int, zone: ZoneInfo, *, last: bool = False) -> datetime:
    """When clocks of the zone show so many minutes after midnight (1440: the next one), in UTC.

    What they never show that day comes when they next show anything later; of what they show twice it is the first
    time, or the `last`.
    """
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    meant = wall.replace(tzinfo=zone, fold=int(last)).astimezone(UTC)
    return meant if _shown(meant, zone) == wall else _after_gap(wall, zone)


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """The date in the zone."""
    return at.astimezone(zone).date()


def days_around(at: datetime, zone: ZoneInfo, before: int, after: int) -> list[date]:
    """The dates from so many days before the one in the zone to so many after it."""
    today = local_day(at, zone)
    return [today + number * _DAY for number in range(-before, after + 1)]


def _shown(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def _after_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which clocks leap over `wall`: the offsets before and after the leap put it on either side."""
    on_either_side = [wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    before, after = min(on_either_side), max(on_either_side)
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if _shown(middle, zone) > wall:
            after = middle
        else:
            before = middle
    return after
