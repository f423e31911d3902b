"""Counts as bars, in the units of a drawing: the page draws them as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

#: The drawing's width and height.
WIDTH, HEIGHT = 1000.0, 90.0
_MOST_BARS, _WIDEST = 120, 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The articles from a day on and before another one, and where its bar stands."""

    first: date
    stop: date
    count: int
    x: float
    width: float
    y: float
    height: float

    @property
    def said(self) -> str:
        """Which days it is for."""
        last = self.stop - timedelta(days=1)
        return f"{self.first}" if last == self.first else f"{self.first} to {last}"


def bars(by_day: Mapping[date, int]) -> list[Bar]:
    """The days from the first to the last that has any, as many to a bar as needed for at most 120 bars."""
    if not by_day:
        return []
    first, last = min(by_day), max(by_day)
    days = (last - first).days + 1
    each = -(-days // _MOST_BARS)
    sums = [0] * -(-days // each)
    for day, count in by_day.items():
        sums[(day - first).days // each] += count
    width, most = WIDTH / len(sums), max(sums)
    return [
        Bar(
            first=first + timedelta(days=at * each),
            stop=first + timedelta(days=(at + 1) * each),
            count=count,
            x=round(at * width, 2),
            width=round(min(max(width - 1.5, width * 0.6), _WIDEST), 2),
            y=round(HEIGHT - _height(count, most), 2),
            height=_height(count, most),
        )
        for at, count in enumerate(sums)
    ]


def _height(count: int, most: int) -> float:
    """What is there can be seen, however little it is."""
    return round(max(HEIGHT * count / most, 2.0), 2) if count else 0.0


def heights(counts: Sequence[int], height: float = 24.0) -> list[tuple[float, float]]:
    """For a sparkline: of each count the top and the height of its bar."""
    most = max(counts, default=0)
    found = [max(height * count / most, 1.5) if count else 0.0 for count in counts]
    return [(round(height - one, 2), round(one, 2)) for one in found]
