"""Rules that others poll by, each with one number that is set so that it spends the budget.

A rule gives the times of the polls of one source. All keep to the same floor and ceiling.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.freshness.sources import WEEK, Floats, MadeSource

#: Hours.
FLOOR, CEILING = 1 / 60, 24.0

Rule = Callable[[MadeSource, float, float, float], Floats]


def fixed(_: MadeSource, begins: float, ends: float, interval: float) -> Floats:
    """Every so many hours."""
    return np.arange(begins, ends, interval)


def entry_frequency(source: MadeSource, begins: float, ends: float, factor: float) -> Floats:
    """Miniflux's `entry_frequency`: a week divided by the entries of the last seven days and a factor; a source
    without any waits the longest.
    """
    shown = source.shown.tolist()
    polls, at = [], begins
    while at < ends:
        polls.append(at)
        weekly = bisect_right(shown, at) - bisect_right(shown, at - WEEK)
        wait = WEEK / (weekly * factor) if weekly else CEILING
        at += min(max(wait, FLOOR), CEILING)
    return np.array(polls)


#: Minutes by which Media Cloud lengthens and shortens, scaled to intervals of minutes where its own are of hours.
LENGTHENS, SHORTENS = 10 / 24, 60 / 24


def duplicate_share(source: MadeSource, begins: float, ends: float, scale: float) -> Floats:
    """Media Cloud's rss-fetcher: more than 67 % of an answer known lengthens the interval by 10 minutes, less than
    33 % shortens it by 60.

    Its shares are meant for a poll in many hours; at the interval of this comparison nearly all answers hold nothing
    new. So what is new is counted `scale` times, and the steps are a 24th.
    """
    shown, window = source.shown.tolist(), source.window
    polls, at, wait, seen = [], begins, 0.25, bisect_right(source.shown.tolist(), begins)
    while at < ends:
        polls.append(at)
        now = bisect_right(shown, at)
        known = 1 - scale * (now - seen) / min(window, max(now, 1))
        seen = now
        if known > 0.67:
            wait += LENGTHENS / 60
        elif known < 0.33:
            wait -= SHORTENS / 60
        wait = min(max(wait, FLOOR), CEILING)
        at += wait
    return np.array(polls)


def within_budget(
    rule: Rule,
    sources: Sequence[MadeSource],
    begins: float,
    ends: float,
    polls: float,
    low: float,
    high: float,
) -> list[Floats]:
    """The polls of all sources by a rule that polls more the higher its number is, as near to the budget as can be.

    The counts are those from `begins` on, but the rule is at work from the start, to have settled by then.
    """
    found: list[Floats] = []
    best = math.inf
    for _ in range(14):
        number = math.sqrt(low * high)
        made = [rule(source, 0.0, ends, number) for source in sources]
        spent = sum(int((one >= begins).sum()) for one in made)
        if abs(spent - polls) < best:
            best, found = abs(spent - polls), made
        if best <= 0.003 * polls:
            break
        low, high = (number, high) if spent < polls else (low, number)
    return found
