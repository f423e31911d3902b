"""Hits by day as the bars of a small chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 30
#: The height of the highest bar, in the units of the picture.
HEIGHT = 24
_WIDTH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A day; `x`, `y`, `width` and `height` are in the units of the picture."""

    day: date
    count: int
    x: int
    y: float
    width: int
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A chart, and what it says in words."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    said: str


def days_of(counts: Sequence[int], last: date) -> Days:
    """The chart of so many days that end with `last`; whatever is there can be seen."""
    most = max(counts, default=0)
    bars = []
    for at, count in enumerate(counts):
        height = max(HEIGHT * count / most, 1.5) if count else 0.0
        bars.append(
            Bar(
                day=last - timedelta(days=len(counts) - 1 - at),
                count=count,
                x=at * _WIDTH,
                y=round(HEIGHT - height, 2),
                width=_WIDTH - 1,
                height=round(height, 2),
            )
        )
    return Days(bars=tuple(bars), width=_WIDTH * len(counts), height=HEIGHT, said=_said(bars))


def counts_until(by_day: Mapping[date, int], last: date, days: int = DAYS) -> list[int]:
    """The counts of the days that end with `last`."""
    return [by_day.get(last - timedelta(days=back), 0) for back in reversed(range(days))]


def _said(bars: Sequence[Bar]) -> str:
    whole = sum(bar.count for bar in bars)
    if not whole:
        return f"no hits in {len(bars)} days"
    most = max(bars, key=lambda bar: bar.count)
    return f"{whole:,} in {len(bars)} days, most on {most.day} ({most.count:,})"
