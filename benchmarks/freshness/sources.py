"""Made sources: when each publishes, and how it shows that.

What is drawn, by a seed, was written down before any rule was run on it, and knows nothing of hours as the rules
count them:

- the rate: log-uniform from 0.1 to 200 items a day, so that each tenfold holds as many sources
- where: a time zone from UTC-8 to UTC+10
- the day: one to three humps anywhere in it, each 0.7 to 4 hours wide, over a base of 5 to 50 % that is there all day
- the weekend: 10 to 110 % of a working day
- the manner, a third each: even (Poisson); in batches (2 to 6 items within minutes); in episodes (for 0.5 to 6 hours
  3 to 12 times the rate, 15 to 45 % of all items)
- change: each week's rate is the last one's times a log-normal of 15 %; one in ten sources becomes three times as
  fast or as slow at some time; one in ten is silent for 1 to 5 days
- a fifth bears no dates; of the rest half show an item some minutes (2 on average) after its date
- a window of 10 to 60 entries

Times are in hours since the beginning of a Thursday (as 1970 began).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RATES = (0.1, 200.0)
#: Hours between two points of the true rate.
STEP = 1 / 12
WEEK = 168


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeSource:
    """`shown` are the times at which its items appear, ascending; `dates` those that they bear, if any. `rate` is
    the true rate in items an hour at every `STEP`, episodes and silence included.
    """

    daily: float
    manner: str
    shown: Floats
    dates: Floats | None
    window: int
    rate: Floats


def made(count: int, weeks: int, seed: int) -> list[MadeSource]:
    """So many sources over so many weeks."""
    rng = np.random.default_rng(seed)
    # one in each of `count` equal parts of the logarithm: a sample of 100 must not have ten of the fastest
    parts = (rng.permutation(count) + rng.random(count)) / count
    low, high = np.log(RATES)
    return [_source(float(np.exp(low + part * (high - low))), weeks, rng) for part in parts]


def _source(daily: float, weeks: int, rng: np.random.Generator) -> MadeSource:
    hours: Floats = np.arange(round(weeks * WEEK / STEP), dtype=np.float64) * STEP
    rate: Floats = daily / 24 * _shape(hours, rng) * _change(hours, weeks, rng)
    manner = str(rng.choice(["even", "batches", "episodes"]))
    if manner == "episodes":
        rate = rate * _episodes(hours, rng)
    if manner == "batches":
        size = int(rng.integers(2, 7))
        first = _poisson(rate / size, rng)
        gaps = rng.exponential(rng.uniform(0.5, 10) / 60, (len(first), size - 1)).cumsum(1)
        times = np.concatenate([first, (first[:, None] + gaps).ravel()])
    else:
        times = _poisson(rate, rng)
    times.sort()
    undated, late = rng.random() < 0.2, rng.random() < 0.5
    shown = times + rng.exponential(2 / 60, len(times)) if late else times
    order = np.argsort(shown)
    return MadeSource(
        daily=daily,
        manner=manner,
        shown=shown[order],
        dates=None if undated else times[order],
        window=int(rng.integers(10, 61)),
        rate=rate,
    )


def _shape(hours: Floats, rng: np.random.Generator) -> Floats:
    """By hour of day and day of week where the source is; 1 in the mean."""
    local = hours + rng.integers(-8, 11)
    base = rng.uniform(0.05, 0.5)
    humps = np.zeros_like(hours)
    for _ in range(rng.integers(1, 4)):
        # humps lie where people are awake more often than not
        centre, width = rng.normal(13, 4), rng.uniform(0.7, 4)
        away = (local - centre + 12) % 24 - 12
        humps += rng.uniform(0.3, 1) * np.exp(-((away / width) ** 2) / 2)
    shape = base + (1 - base) * humps / humps.mean()
    weekend = np.isin((local // 24) % 7, (2, 3))  # a Thursday is 0
    shape = np.where(weekend, shape * rng.uniform(0.1, 1.1), shape)
    return np.asarray(shape / shape.mean())


def _change(hours: Floats, weeks: int, rng: np.random.Generator) -> Floats:
    weekly = np.exp(rng.normal(0, 0.15, weeks).cumsum())
    change = np.interp(hours, np.arange(weeks) * WEEK, weekly)
    if rng.random() < 0.1:
        change = np.where(hours >= rng.uniform(0, hours[-1]), change * rng.choice([1 / 3, 3.0]), change)
    if rng.random() < 0.1:
        begins, lasts = rng.uniform(0, hours[-1]), rng.uniform(24, 120)
        change = np.where((hours >= begins) & (hours < begins + lasts), 0.0, change)
    return np.asarray(change)


def _episodes(hours: Floats, rng: np.random.Generator) -> Floats:
    """1 outside of episodes and many times that within, 1 in the mean."""
    times, share = rng.uniform(3, 12), rng.uniform(0.15, 0.45)
    # the share of the time that gives this share of the items
    within = share / (times - share * (times - 1))
    factor = np.ones_like(hours)
    lasts_mean = 3.25
    for begins in np.cumsum(
        rng.exponential(lasts_mean / within, int(3 * len(hours) * STEP * within / 3.25) + 9)
    ):
        factor[(hours >= begins) & (hours < begins + rng.uniform(0.5, 6))] = times
    return factor / (1 + within * (times - 1))


def _poisson(rate: Floats, rng: np.random.Generator) -> Floats:
    counts = rng.poisson(rate * STEP)
    times = np.repeat(np.arange(len(rate)) * STEP, counts) + rng.random(int(counts.sum())) * STEP
    times.sort()
    return np.asarray(times)
