"""When a source is polled next."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.rhythm.backoff import LastPolls, backed_off
from scheduler.rhythm.manners import obeyed
from scheduler.rhythm.state import Rhythm
from scheduler.rhythm.waiting import best_wait

JITTER = 0.1
CONTINUE_AFTER = timedelta(seconds=0.1)
INTERRUPTED_AFTER = timedelta(seconds=5)
#: So much of what an answer holds may be new at the next poll: an item more, and older ones may fall out unseen.
SHARE_NEW = 0.5
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the last answer asks for, and where the run stands: `left` says that articles are pending,
    `cut_short` that the poll itself did not come to its end.
    """

    left: bool = False
    cut_short: bool = False
    asks_for: timedelta | None = None
    retry_after: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The least and the longest interval of a source whose answers are fine."""

    floor: timedelta
    ceiling: timedelta


def next_due(
    asked: Asked,
    rhythm: Rhythm | None,
    last_polls: LastPolls,
    now: datetime,
    rng: random.Random,
    *,
    bounds: Bounds,
    price: float,
) -> datetime:
    """When to poll again.

    A poll that was cut short is repeated, and a source with pending articles goes on at once, behind those that
    have been due for longer. Everything else follows the source's rhythm at the price of a poll (item-hours; see
    `waiting`), give or take a tenth, so that sources do not keep step; a failing source waits longer (`backoff`).
    What server and feed ask for puts it off (`manners`).
    """
    usual = interval(rhythm, last_polls, bounds=bounds, price=price)
    if asked.cut_short:
        due_at = now + INTERRUPTED_AFTER
    elif asked.left and last_polls.failure is None:
        due_at = now + min(CONTINUE_AFTER, bounds.ceiling)
    else:
        due_at = now + backed_off(usual, last_polls) * rng.uniform(1 - JITTER, 1 + JITTER)
    return obeyed(
        due_at,
        now,
        # what a list is asked for does not hold for the articles that are left
        asks_for=None if asked.left else asked.asks_for,
        retry_after=asked.retry_after,
        skip_hours=asked.skip_hours,
        skip_days=asked.skip_days,
    )


def interval(rhythm: Rhythm | None, last_polls: LastPolls, *, bounds: Bounds, price: float) -> timedelta:
    """The time until the next poll, were all well and nothing asked for."""
    if rhythm is None or bounds.floor >= bounds.ceiling:
        wait = bounds.ceiling
    else:
        most = math.inf if rhythm.window is None else max(1.0, rhythm.window * SHARE_NEW)
        wait = best_wait(rhythm, price, bounds.ceiling / _HOUR, most) * _HOUR
    if last_polls.lost_within is not None:
        wait = min(wait, last_polls.lost_within / 2)
    return min(max(wait, bounds.floor), bounds.ceiling)
