"""What the sends of a channel mean for the next ones: pure, so that its laws can be tested.

A circuit breaker (M. Nygard, Release It!): after some failures in a row nothing is sent for a while, then one notice
as a probe; the first that is accepted closes it. A channel that is dead costs one try an interval.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

from alerts.errors import DeliveryError
from alerts.retry_after import clamp
from storage.records import ChannelState

OPENS_AFTER = 5
FIRST_PROBE = timedelta(seconds=30)
LONGEST_PROBE = timedelta(minutes=5)


def places(state: ChannelState, now: datetime, at_once: int) -> int:
    """How many sends may be under way: `at_once` where all is well, one as a probe, none while it rests."""
    if state.disabled_at is not None or _is_ahead(state.rests_until_at, now):
        return 0
    if state.opened_at is None:
        return at_once
    return 0 if _is_ahead(state.probe_at, now) else 1


def failed(
    state: ChannelState, error: DeliveryError, *, began_at: datetime, now: datetime, rng: random.Random
) -> ChannelState:
    """The state after a send that began at `began_at` failed.

    The wish of the other side (`Retry-After`) holds for the whole channel. The pause until the next probe is drawn
    between half of it and all of it, and doubles with each probe that fails.
    """
    failures = state.failures + 1
    opened_at, probe_at = state.opened_at, state.probe_at
    # Those that were under way when it opened are no probes.
    if failures >= OPENS_AFTER and not _is_ahead(probe_at, now):
        opened_at = opened_at or now
        doubled = FIRST_PROBE * 2 ** min(failures - OPENS_AFTER, 10)
        probe_at = now + min(doubled, LONGEST_PROBE) * rng.uniform(0.5, 1.0)
    rests_until_at = state.rests_until_at
    if error.retry_after is not None:
        wished_at = now + clamp(error.retry_after)
        rests_until_at = max(rests_until_at, wished_at) if rests_until_at else wished_at
    return replace(
        state,
        failures=failures,
        failing_at=state.failing_at or began_at,
        last_error=str(error),
        opened_at=opened_at,
        probe_at=probe_at,
        rests_until_at=rests_until_at,
        disabled_at=(state.disabled_at or now) if error.gone else state.disabled_at,
    )


def accepted(state: ChannelState, now: datetime) -> ChannelState:
    """The state after a notice was accepted: the one before where that is no news.

    A wish to be left alone holds on, for this notice may have been sent before it was uttered.
    """
    if not state.failures and not state.told and state.opened_at is None and state.disabled_at is None:
        return state
    return replace(
        state,
        failures=0,
        failing_at=None,
        last_error=state.last_error if state.disabled_at else None,
        opened_at=None,
        probe_at=None,
        accepted_at=now,
    )


def _is_ahead(at: datetime | None, now: datetime) -> bool:
    return at is not None and now < at
