"""Figures by day as small plots for a terminal, and as lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_HEIGHT = 5


def can_plot() -> bool:
    """Whether standard output is a terminal that knows the blocks."""
    encoding = (sys.stdout.encoding or "").lower()
    return sys.stdout.isatty() and encoding.startswith("utf")


def day_lines(by_day: Mapping[date, int], first: date, last: date, *, width: int) -> list[str]:
    """A plot from the first day to the last: columns of blocks, each for as many days as fit into the width."""
    counts = [by_day.get(first + timedelta(days=number), 0) for number in range((last - first).days + 1)]
    size = -(-len(counts) // max(width, 1))
    sums = [sum(counts[at : at + size]) for at in range(0, len(counts), size)]
    most = max(sums, default=0)
    each = "a column is a day" if size == 1 else f"a column is {size} days"
    ruler = f"{first}{f'{last}'.rjust(max(len(sums) - 10, 12))}"
    return [*columns(sums, height=_HEIGHT), ruler, f"{each}; the highest is {most}"]


def columns(counts: Sequence[int], *, height: int) -> list[str]:
    """A column for each count, the highest `height` lines high; whatever is there can be seen."""
    most = max(counts, default=0)
    steps = [-(-count * height * 8 // most) if most else 0 for count in counts]
    return [
        "".join(_EIGHTHS[min(max(step - 8 * row, 0), 8)] for step in steps).rstrip()
        for row in reversed(range(height))
    ]


def sparkline(counts: Sequence[int]) -> str:
    """The counts on one line; a dot where there is nothing."""
    (line,) = columns(counts, height=1)
    return "".join(mark if mark != " " else "·" for mark in line.ljust(len(counts)))


def counted_days(by_day: Mapping[date, int]) -> Iterator[str]:
    """A line for each day that has any, the first one first."""
    for day, count in sorted(by_day.items()):
        yield f"{day}  {count}"
