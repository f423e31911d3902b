"""When a notice that was not accepted is tried again: pure, so that its laws can be tested."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from alerts.errors import DeliveryError
from alerts.retry_after import clamp

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=3)
# A worker that was itself away for a week still tries as often as this before it gives up.
LEAST_ATTEMPTS = 5
_GROWTH = 3.0


def pause(attempts: int) -> timedelta:
    """Return the longest back-off after `attempts` failures: 5 s, 15 s, 45 s ... one hour at most."""
    steps = max(attempts - 1, 0)
    # beyond this many steps the power is over the cap anyway, and would only grow without bound
    return min(FIRST_PAUSE * _GROWTH ** min(steps, 12), LONGEST_PAUSE)


def next_try(
    *, attempts: int, created_at: datetime, error: DeliveryError, now: datetime, rng: random.Random
) -> datetime | None:
    """Decide when to try again, or None for a dead letter.

    `attempts` counts the failures so far, this one included. The pause is drawn between half the back-off and
    all of it, and is never shorter than the other side's own wish. After three days from `created_at` there
    is no other try, the last one being due at that very moment, unless fewer than five were made: then the
    worker was away, not the receiver. A wish beyond the three days is a refusal.
    """
    if not error.retryable:
        return None
    due_at = now + pause(attempts) * rng.uniform(0.5, 1.0)
    if error.retry_after is not None:
        due_at = max(due_at, now + clamp(error.retry_after))
    if attempts < LEAST_ATTEMPTS:
        return due_at
    last_at = created_at + GIVEN_UP_AFTER
    if now >= last_at:
        return None
    if due_at <= last_at:
        return due_at
    if error.retry_after is not None and now + clamp(error.retry_after) > last_at:
        return None
    return last_at
