"""When the made articles arrive, and when their pages say that they were published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

BEGINS = datetime(2024, 11, 1, tzinfo=UTC)
DAYS = 730

_DAY = 86_400
# Desks file in the morning and before the evening; at night the agencies alone.
_HOURS = np.array([2, 1, 1, 1, 2, 4, 7, 10, 9, 7, 6, 6, 6, 6, 8, 9, 8, 7, 6, 5, 4, 4, 3, 3], dtype=np.float64)
_DAY_ONLY, _UNDATED = 0.35, 0.03
#: So many articles in a row come from one source, and of such runs so many are what it published long before.
_RUN, _BACKFILLED = 100, 0.06
_MEAN_LAG = 40 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """Of articles in their order of arrival, in seconds from the begin on; NaN where a page names no date."""

    arrived: NDArray[np.float64]
    published: NDArray[np.float64]
    day_only: NDArray[np.bool_]


def dates(numbers: NDArray[np.int64], count: int, random: np.random.Generator) -> Dates:
    """The dates of articles by their numbers among so many."""
    days = numbers * (DAYS / count)
    hours = np.concatenate(([0.0], np.cumsum(_HOURS) / _HOURS.sum()))
    whole = np.floor(days)
    arrived = (whole + np.interp(days - whole, hours, np.arange(25) / 24)) * _DAY
    published = arrived - random.exponential(_MEAN_LAG, len(numbers))
    runs = numbers // _RUN
    backfilled = (runs * 2_654_435_761 % 1_000) < _BACKFILLED * 1_000
    published = np.where(backfilled, arrived * random.random(len(numbers)), published)
    luck = random.random(len(numbers))
    day_only = luck < _DAY_ONLY
    published = np.where(day_only, np.floor(published / _DAY) * _DAY, np.floor(published))
    published[luck > 1 - _UNDATED] = np.nan
    return Dates(arrived=np.floor(arrived), published=published, day_only=day_only)


def moment(seconds: float) -> datetime:
    """So many seconds from the begin on."""
    return BEGINS + timedelta(seconds=seconds)
