"""How long to wait for the next poll of a source at a given price of a poll.

An item that waits costs its hours, and more the longer it waits: one that waits for `LATE` costs half as much again.
A poll costs the price, in item-hours. Where a source publishes at an even rate, one interval costs the least, and an
hour of such polling is the usual cost of an hour. Where the rate changes, that is what each hour after the next poll
is taken to cost; so the best wait is the one at which the items' waiting until the poll, less what the same hours
usually cost, is least. A source is polled at the end of its day once more, not in the middle of its night, and again
in the morning when some items have come together.
"""

from __future__ import annotations

import math

from scheduler.rhythm.state import Rhythm
from scheduler.rhythm.week import in_hours

#: Hours that an item should not wait.
LATE = 0.5
#: In hours: for so long after a poll the steps are short, for a burst fades.
_NEAR, _SHORT = 3.0, 0.25


def even_wait(rate: float, price: float) -> float:
    """The best interval in hours at an even rate."""
    # price = rate * (wait ** 2 / 2 + wait ** 3 / (3 * LATE)), by Newton's rule from above
    wait = min(math.sqrt(2 * price / rate), math.cbrt(3 * LATE * price / rate))
    for _ in range(3):
        wanting = rate * wait * wait * (0.5 + wait / (3 * LATE)) - price
        wait -= wanting / (rate * wait * (1 + wait / LATE))
    return wait


def usual_cost(rate: float, price: float) -> float:
    """What an hour costs at an even rate, waiting and polls together, in item-hours."""
    wait = even_wait(rate, price)
    return rate * wait * (1 + wait / (2 * LATE))


def best_wait(rhythm: Rhythm, price: float, ceiling: float, most_items: float = math.inf) -> float:
    """Hours from the last poll to the next, `ceiling` at most.

    Before `most_items` are expected it comes in any case.
    """
    start = in_hours(rhythm.polled_at)
    dearest = usual_cost(rhythm.rates.highest * max(1.0, rhythm.boost), price)
    waited = items = waiting = balance = 0.0
    best, least = ceiling, math.inf
    while waited < ceiling:
        at = start + waited
        length = min(ceiling - waited, math.floor(at) + 1 - at)
        length = max(min(length, _SHORT) if waited < _NEAR else length, 1e-6)
        rate = rhythm.rate(at + length / 2)
        usual = usual_cost(rate, price)
        full = max(0.0, (most_items - items) / rate)
        step = min(length, full)
        for wait in (min(_turn(rate, items, waiting, usual), step), step):
            candidate = balance + _cost(rate, items, waiting, wait) - usual * wait
            if candidate < least:
                best, least = waited + wait, candidate
        if full <= length or items + waiting / LATE >= dearest:
            break
        balance += _cost(rate, items, waiting, length) - usual * length
        waiting += items * length + rate * length**2 / 2
        items += rate * length
        waited += length
    return best


def _cost(rate: float, items: float, waiting: float, wait: float) -> float:
    """What waiting on costs, where so many items have waited for so many item-hours."""
    return (
        items * wait + rate * wait**2 / 2 + (waiting * wait + items * wait**2 / 2 + rate * wait**3 / 6) / LATE
    )


def _turn(rate: float, items: float, waiting: float, usual: float) -> float:
    """After how long waiting on begins to cost more than usual; 0 where it does already."""
    slope, excess = rate + items / LATE, items + waiting / LATE - usual
    if excess >= 0:
        return 0.0
    curve = rate / (2 * LATE)
    return (math.sqrt(slope * slope - 4 * curve * excess) - slope) / (2 * curve)
