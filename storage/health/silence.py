"""How long a source may be silent before that is unusual for it. Pure.

Had its items no memory, a pause of `factor(n)` times the longest of `n` would come once in two hundred: a source of
which little is known gets more time. Nothing is judged by the dates of a few items.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise

#: No silence is unusual before; nobody reads a worker's mail more often.
SHORTEST = timedelta(days=1)
#: Nor before this where not even a whole week is known: a weekday paper rests over a long weekend.
SHORTEST_WITHOUT_A_WEEK = timedelta(days=4)
WEEK = timedelta(days=8)
#: With fewer pauses nothing is usual.
FEWEST = 3
#: How unlikely an unusual pause is.
CHANCE = 1 / 200
LEAST_FACTOR = 1.5
#: From so many pauses over so long on, the longest one is forgiven: it may have been an outage.
MANY = 20
LONG = timedelta(days=28)
_STEP = 0.25


def longest_usual(times: Sequence[datetime]) -> timedelta | None:
    """The longest silence that is usual, from the times of the items; None where too few are known."""
    known = sorted(set(times))
    pauses = sorted(later - earlier for earlier, later in pairwise(known))
    if len(pauses) < FEWEST:
        return None
    span = known[-1] - known[0]
    longest = pauses[-2] if len(pauses) >= MANY and span >= LONG else pauses[-1]
    least = SHORTEST if span >= WEEK else SHORTEST_WITHOUT_A_WEEK
    return max(least, longest * factor(len(pauses)))


@cache
def factor(pauses: int) -> float:
    """How many times the longest of so many pauses is unusual."""
    times = LEAST_FACTOR
    while times < 100 and _chance(times, pauses) > CHANCE:
        times += _STEP
    return times


def _chance(times: float, pauses: int) -> float:
    """The chance of a pause so many times as long as the longest of the others, were all exponential."""
    chance = 1.0
    for place in range(1, pauses + 1):
        chance *= place / (times + place)
    return chance


def said(length: timedelta) -> str:
    """A length of time in words, in one unit."""
    for unit, one in (("days", timedelta(days=1)), ("hours", timedelta(hours=1))):
        if length >= 2 * one:
            return f"{length / one:.0f} {unit}"
    minutes = max(1, round(length / timedelta(minutes=1)))
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
