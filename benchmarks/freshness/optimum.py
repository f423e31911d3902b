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

POINTS, REACH = 10, 4


def best_polls(source: MadeSource, ends: float, price: float) -> Floats:
    """The times of the polls of one source."""
    edges = np.arange(len(source.rate) + 1) * STEP
    items = np.concatenate([[0.0], np.cumsum(source.rate * STEP)])
    # the integral of items(t): what waits, waits
    first = np.concatenate([[0.0], np.cumsum((items[1:] + items[:-1]) / 2 * STEP)])
    pace = np.sqrt(np.maximum(source.rate, 1e-9) / (2 * price)) + 1 / CEILING
    worn = np.concatenate([[0.0], np.cumsum(pace * STEP)])
    count = max(2, math.ceil(float(np.interp(ends, edges, worn)) * POINTS))
    grid = np.interp(np.linspace(0, float(np.interp(ends, edges, worn)), count + 1), worn, edges)
    at_items = np.interp(grid, edges, items)
    within = grid - np.interp(grid, edges, edges)
    at_first = np.interp(grid, edges, first) + within
    # between two edges the integral is a parabola, not a line
    index = np.minimum((grid / STEP).astype(int), len(source.rate) - 1)
    past = grid - index * STEP
    at_first = first[index] + items[index] * past + source.rate[index] * past**2 / 2
    return _cheapest(grid, at_items, at_first, price)


def _cheapest(grid: Floats, items: Floats, first: Floats, price: float) -> Floats:
    """From the first point to the last by those between, at the least cost."""
    reach = POINTS * REACH
    cost = np.zeros(len(grid))
    came = np.zeros(len(grid), dtype=np.int64)
    for point in range(1, len(grid)):
        begin = max(0, point - reach)
        # waiting from s to t: the integral of items(u) - items(s)
        waits = first[point] - first[begin:point] - items[begin:point] * (grid[point] - grid[begin:point])
        total = cost[begin:point] + waits
        best = int(total.argmin())
        cost[point] = total[best] + price
        came[point] = begin + best
    polls, point = [], len(grid) - 1
    while point > 0:
        polls.append(grid[point])
        point = int(came[point])
    return np.array(polls[::-1])


def within_budget(
    sources: Sequence[MadeSource], begins: float, ends: float, polls: float
) -> tuple[list[Floats], float]:
    """The best polls at the price at which they spend the budget, and that price."""
    weeks = ends - begins
    roots = sum(float(np.sqrt(source.rate[round(begins / STEP) :]).mean()) for source in sources)
    price = (roots * weeks / polls) ** 2 / 2
    for _ in range(3):
        found = [best_polls(source, ends, price) for source in sources]
        spent = sum(int((one >= begins).sum()) for one in found)
        if abs(spent - polls) <= 0.002 * polls:
            break
        price *= (spent / polls) ** 2
    return found, price
