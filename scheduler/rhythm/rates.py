"""From counts by hour of the week to rates, smoothed: few items say little of an hour, more of the day, most of all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from scheduler.rhythm.week import WEEK

#: After so many hours a counted item weighs half: four weeks.
HALF_LIFE = 4 * WEEK
#: Before anything is known: items an hour, and how many items that guess is worth.
GUESS = 0.25
WORTH = 0.5
#: How many items the overall rate is worth against an hour of the day, a day of the week, and both against one
#: hour of the week.
OF_THE_DAY, OF_THE_WEEK, OF_BOTH = 2.0, 4.0, 4.0
#: An item is worth the rate at which its like come, to this power: without it, sources of a few items a day would
#: wait for hours for the sake of those of a hundred.
ALONE = -0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Items an hour in each hour of the week, `highest` the most. `root` is the mean of the square roots of what they
    are worth: the polls that a source should have are proportional to it.
    """

    hourly: tuple[float, ...]
    root: float
    highest: float


def worth(rate: float) -> float:
    """What the items of an hour are worth at this rate: 1 at an item an hour."""
    return math.pow(rate, 1 + ALONE)


@cache
def _hours() -> NDArray[np.float64]:
    return np.arange(WEEK, dtype=np.float64)


def watched(since: float, now: float) -> NDArray[np.float64]:
    """For how long each hour of the week was watched between two times (hours since 1970).

    Older weeks weigh less.
    """
    begun = (now - _hours()) % WEEK  # hours since its last beginning
    latest = np.minimum(begun, 1.0)
    before = np.maximum(_passed(now) - _passed(since) - latest, 0.0)
    latest = np.minimum(latest, _passed(now) - _passed(since))
    whole = np.floor(before)
    week = 2.0 ** (-WEEK / HALF_LIFE)
    older = (1 - week**whole) / (1 - week) + (before - whole) * week**whole
    seen: NDArray[np.float64] = 2.0 ** (-np.maximum(begun - 1, 0) / HALF_LIFE) * (latest + week * older)
    return seen


def _passed(now: float) -> NDArray[np.float64]:
    """How much of each hour of the week has ever passed."""
    weeks, begun = np.divmod(now - _hours(), WEEK)
    passed: NDArray[np.float64] = weeks + np.minimum(begun, 1.0)
    return passed


def rates(counts: Sequence[float], since: float, now: float) -> Rates:
    """The rates that counts by hour of the week speak for."""
    counted = np.array(counts, dtype=np.float64).reshape(7, 24)
    seen = watched(since, now).reshape(7, 24)
    overall = (counted.sum() + WORTH) / (seen.sum() + WORTH / GUESS)
    # hours that stand beside each other are alike
    by_hour, seen_by_hour = _blurred(counted.sum(0)), _blurred(seen.sum(0))
    of_hour = (by_hour + OF_THE_DAY) / (seen_by_hour * overall + OF_THE_DAY)
    of_day = (counted.sum(1) + OF_THE_WEEK) / ((seen * of_hour).sum(1) * overall + OF_THE_WEEK)
    both = overall * of_hour * of_day[:, None]
    hourly = ((counted + OF_BOTH) / (seen + OF_BOTH / both)).ravel()
    return Rates(
        hourly=tuple(hourly.tolist()),
        root=float(np.sqrt(hourly ** (1 + ALONE)).mean()),
        highest=float(hourly.max()),
    )


def _blurred(hours: NDArray[np.float64]) -> NDArray[np.float64]:
    blurred: NDArray[np.float64] = (2 * hours + np.roll(hours, 1) + np.roll(hours, -1)) / 4
    return blurred
