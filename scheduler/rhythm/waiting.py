"""How long to wait for the next poll of a source at a given price of a poll.

A poll costs the price, in item-hours. An item that waits costs its hours, and one that comes alone counts for a little
more than one of many (`worth`). Where a source publishes at an even rate, whose items are worth w an hour, polls
every sqrt(2 * price / w) hours cost the least: sqrt(2 * price * w) an hour, in waiting and in polls. Where the rate
changes, that is what each hour after the next poll is taken to cost; so the best wait is the one at which the items'
waiting until the poll, less what the same hours usually cost, is least. A source is polled at the end of its day once
more, not in the middle of its night, and again in the morning when some items have come together.
"""

from __future__ import annotations

import math

from scheduler.rhythm.rates import worth
from scheduler.rhythm.state import Rhythm
from scheduler.rhythm.week import in_hours

#: In hours: for so long after a poll the steps are short, for a burst fades.
_NEAR, _SHORT = 3.0, 0.25


def best_wait(rhythm: Rhythm, price: float, ceiling: float, most_items: float = math.inf) -> float:
    """Hours from the last poll to the next, `ceiling` at most.

    Before `most_items` are expected it comes in any case.
    """
    start = in_hours(rhythm.polled_at)
    dearest = math.sqrt(2 * price * worth(rhythm.rates.highest * max(1.0, rhythm.boost)))
    waited = items = worths = balance = 0.0
    best, least = ceiling, math.inf
    while waited < ceiling:
        at = start + waited
        length = min(ceiling - waited, math.floor(at) + 1 - at)
        length = max(min(length, _SHORT) if waited < _NEAR else length, 1e-6)
        rate = rhythm.rate(at + length / 2)
        value = worth(rate)
        usual = math.sqrt(2 * price * value)
        full = max(0.0, (most_items - items) / rate)
        step = min(length, full)
        turn = min(max(0.0, (usual - worths) / value), step)
        for wait in (turn, step):
            candidate = balance + wait * (worths + value * wait / 2 - usual)
            if candidate < least:
                best, least = waited + wait, candidate
        if full <= length or worths >= dearest:
            break
        balance += length * (worths + value * length / 2 - usual)
        worths += value * length
        items += rate * length
        waited += length
    return best
