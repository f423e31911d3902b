"""The circuit breaker of a channel, as a pure matter."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alerts.breaker import FIRST_PROBE, LONGEST_PROBE, OPENS_AFTER, accepted, failed, places
from alerts.errors import DeliveryError
from storage.records import ChannelState

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WELL = ChannelState(channel="desk")
BUSY = DeliveryError("busy", retryable=True)
AT_ONCE = 4


def after(failures: int, error: DeliveryError = BUSY, state: ChannelState = WELL) -> ChannelState:
    """The state after so many failures, each as soon as a send was allowed again."""
    now, rng = NOW, random.Random(1)
    for _ in range(failures):
        now = max(now, state.probe_at or now)
        state = failed(state, error, began_at=now - timedelta(seconds=1), now=now, rng=rng)
    return state


def test_some_failures_in_a_row_open_it_and_one_that_is_accepted_closes_it() -> None:
    assert after(OPENS_AFTER - 1).opened_at is None
    assert places(after(OPENS_AFTER - 1), NOW, AT_ONCE) == AT_ONCE
    opened = after(OPENS_AFTER)
    assert opened.opened_at == NOW
    assert opened.failing_at == NOW - timedelta(seconds=1)
    assert opened.probe_at is not None
    assert FIRST_PROBE / 2 <= opened.probe_at - NOW <= FIRST_PROBE
    assert places(opened, NOW, AT_ONCE) == 0
    assert places(opened, opened.probe_at, AT_ONCE) == 1
    closed = accepted(opened, NOW)
    assert places(closed, NOW, AT_ONCE) == AT_ONCE
    assert (closed.failures, closed.failing_at, closed.last_error) == (0, None, None)
    assert closed.accepted_at == NOW


def test_those_that_were_under_way_when_it_opened_are_no_probes() -> None:
    opened = after(OPENS_AFTER)
    late = failed(opened, BUSY, began_at=NOW, now=NOW + timedelta(seconds=1), rng=random.Random(1))
    assert late.probe_at == opened.probe_at
    assert late.failures == OPENS_AFTER + 1


def test_probes_become_seldom_but_not_without_bound() -> None:
    state = after(OPENS_AFTER + 30)
    again = failed(state, BUSY, began_at=NOW, now=state.probe_at or NOW, rng=random.Random(1))
    assert state.probe_at is not None
    assert again.probe_at is not None
    assert LONGEST_PROBE / 2 <= again.probe_at - state.probe_at <= LONGEST_PROBE


def test_the_wish_of_the_other_side_holds_for_the_whole_channel_and_outlasts_an_acceptance() -> None:
    wished = DeliveryError("later", retryable=True, retry_after=timedelta(minutes=2))
    rests = after(1, wished)
    assert rests.rests_until_at == NOW + timedelta(minutes=2)
    shorter = failed(
        rests,
        DeliveryError("later", retryable=True, retry_after=timedelta(seconds=5)),
        began_at=NOW,
        now=NOW,
        rng=random.Random(1),
    )
    assert shorter.rests_until_at == rests.rests_until_at
    for state in (rests, shorter, accepted(rests, NOW)):
        assert places(state, NOW + timedelta(seconds=119), AT_ONCE) == 0
        assert places(state, NOW + timedelta(seconds=120), AT_ONCE) == AT_ONCE


def test_an_address_that_is_gone_disables_it_at_once_and_for_good() -> None:
    gone = after(1, DeliveryError("410 Gone", retryable=False, gone=True))
    assert gone.disabled_at == NOW
    assert places(gone, NOW + timedelta(days=99), AT_ONCE) == 0
    late = accepted(gone, NOW + timedelta(seconds=1))
    assert late.disabled_at == NOW
    assert late.last_error == "410 Gone"


def test_acceptance_is_no_news_where_nothing_was_the_matter() -> None:
    assert accepted(WELL, NOW) is WELL
    assert accepted(replace(WELL, told=("stuck",)), NOW).accepted_at == NOW


@given(st.lists(st.booleans(), max_size=60), st.integers(0, 2**32))
def test_whatever_happens_there_is_always_a_next_try_within_bounds(fates: list[bool], seed: int) -> None:
    state, now, rng = WELL, NOW, random.Random(seed)
    for is_accepted in fates:
        before = state
        fails = failed(before, BUSY, began_at=now, now=now, rng=rng)
        state = accepted(before, now) if is_accepted else fails
        assert (state.opened_at is not None) == (state.failures >= OPENS_AFTER)
        if state.probe_at is not None:
            assert now < state.probe_at <= now + LONGEST_PROBE or state.probe_at == before.probe_at
            now = max(now, state.probe_at)
        assert places(state, now, AT_ONCE) >= 1
