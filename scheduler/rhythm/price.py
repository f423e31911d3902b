"""The price of a poll: what keeps all sources together within the budget of requests.

Each source decides for itself when it is polled next, at a price that is the same for all. Every poll raises the
price by a hair and every moment lowers it, so that in the long run as many polls are made as are paid for, more of
them by day and fewer by night.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

#: In item-hours. Beyond these no poll is made or left out for the price's sake.
CHEAPEST, DEAREST = 1e-12, 1e6
#: A day's budget spent too much makes the price so many times e as high.
PULL = 2.0
#: What was saved or spent too much is forgotten beyond so much of a day's budget.
MEMORY = 1.0
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a source asks for: the mean of the square roots of what its items of an hour are worth; its bounds."""

    root: float
    floor: timedelta
    ceiling: timedelta


class Price:
    """Within `budget` polls an hour."""

    def __init__(self, budget: float, now: datetime, start: float = 0.01) -> None:
        self.budget = budget
        self._start = start
        self._overspent = 0.0
        self._noted_at = now

    def paid(self, now: datetime, polls: int = 1) -> None:
        """So many polls were made."""
        self._overspent = self._over(now) + polls / (24 * self.budget)
        self._noted_at = max(now, self._noted_at)

    def at(self, now: datetime) -> float:
        """The price in item-hours."""
        return min(max(self._start * math.exp(PULL * self._over(now)), CHEAPEST), DEAREST)

    def restart(self, start: float) -> None:
        """Begin from another price: the sources are not what they were."""
        self._start = start

    def _over(self, now: datetime) -> float:
        """What was overspent, in days of the budget."""
        passed = max(0.0, (now - self._noted_at) / timedelta(days=1))
        return min(max(self._overspent - passed, -MEMORY), MEMORY)


def clearing(demands: Sequence[Demand], budget: float) -> float:
    """The price at which the sources ask for as many polls an hour as the budget has, as far as their bounds let
    them.
    """
    roots = np.array([one.root for one in demands])
    least = np.array([_HOUR / one.ceiling for one in demands])
    most = np.array([_HOUR / one.floor for one in demands])
    low, high = math.log(CHEAPEST), math.log(DEAREST)
    for _ in range(30):
        middle = (low + high) / 2
        if np.clip(roots / math.sqrt(2 * math.exp(middle)), least, most).sum() > budget:
            low = middle
        else:
            high = middle
    return math.exp((low + high) / 2)
