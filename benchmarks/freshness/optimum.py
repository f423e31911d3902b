"""The polls that wait least, for one who knows the true rate of every source at every moment, also those to come.

At a price of a poll the best times of one source follow from dynamic programming over a grid. The grid is fine where
the rate is high: its points lie apart as the best polls at an even rate would, divided by `POINTS`. No rule that
spends as many polls on these rates can be expected to do better, but for the grid's coarseness.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from benchmarks.freshness.rules import CEILING
from benchmarks.freshness.sources import STEP, Floats, MadeSource

POINTS, REACH = 7, 4


def best_polls(source: MadeSource, begins: float, ends: float, price: float) -> Floats:
    """The times of the polls of one source between two times; the first of them is one."""
    edges: Floats = np.arange(len(source.rate) + 1, dtype=np.float64) * STEP
    pace = np.sqrt(source.rate / (2 * price)) + 1 / CEILING
    worn = np.concatenate([[0.0], np.cumsum(pace * STEP)])
    first, last = float(np.interp(begins, edges, worn)), float(np.interp(ends, edges, worn))
    count = max(2, math.ceil((last - first) * POINTS))
    grid = np.interp(np.linspace(first, last, count + 1), worn, edges)
    # the items until each time, and the integral of that, a parabola between two edges
    items = np.concatenate([[0.0], np.cumsum(source.rate * STEP)])
    waits = np.concatenate([[0.0], np.cumsum((items[1:] + items[:-1]) / 2 * STEP)])
    index = np.minimum((grid / STEP).astype(int), len(source.rate) - 1)
    past = grid - index * STEP
    at_waits = waits[index] + items[index] * past + source.rate[index] * past**2 / 2
    return _cheapest(grid, items[index] + source.rate[index] * past, at_waits, price)


def _cheapest(grid: Floats, items: Floats, waits: Floats, price: float) -> Floats:
    """From the first point to the last by those between, at the least cost."""
    reach = POINTS * REACH
    cost: Floats = np.zeros(len(grid))
    came: list[int] = [0] * len(grid)
    for point in range(1, len(grid)):
        begin = max(0, point - reach)
        total = (
            cost[begin:point] - waits[begin:point] - items[begin:point] * (grid[point] - grid[begin:point])
        )
        best = int(total.argmin())
        cost[point] = total[best] + waits[point] + price
        came[point] = begin + best
    polls, point = [float(grid[0])], len(grid) - 1
    while point > 0:
        polls.append(float(grid[point]))
        point = came[point]
    return np.sort(np.array(polls))


def within_budget(sources: Sequence[MadeSource], begins: float, ends: float, polls: float) -> list[Floats]:
    """The best polls at the price at which they spend the budget."""
    roots = sum(float(np.sqrt(source.rate[round(begins / STEP) :]).mean()) for source in sources)
    price = (roots * (ends - begins) / polls) ** 2 / 2
    found: list[Floats] = []
    for _ in range(3):
        found = [best_polls(source, begins, ends, price) for source in sources]
        spent = sum(map(len, found))
        if abs(spent - polls) <= 0.005 * polls:
            break
        price *= (spent / polls) ** 2
    return found
