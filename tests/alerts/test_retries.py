"""The laws of trying again."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts import retry_after
from alerts.errors import DeliveryError
from alerts.retries import GIVEN_UP_AFTER, LEAST_ATTEMPTS, LONGEST_PAUSE, next_try, pause

CREATED = datetime(2025, 8, 3, tzinfo=UTC)
attempts_made = st.integers(1, 10_000)
ages = st.timedeltas(timedelta(0), timedelta(days=10))
wishes = st.none() | st.timedeltas(timedelta(days=-3), timedelta(days=900))
seeds = st.integers(0, 2**32)


def decide(
    attempts: int, age: timedelta, wish: timedelta | None = None, seed: int = 0, *, retryable: bool = True
) -> datetime | None:
    error = DeliveryError("no", retryable=retryable, retry_after=wish)
    return next_try(
        attempts=attempts, created_at=CREATED, error=error, now=CREATED + age, rng=random.Random(seed)
    )


@given(attempts_made, ages, wishes, seeds)
def test_it_is_never_tried_in_the_past_nor_kept_longer_than_a_day(
    attempts: int, age: timedelta, wish: timedelta | None, seed: int
) -> None:
    due_at = decide(attempts, age, wish, seed)
    if due_at is not None:
        assert timedelta(0) <= due_at - (CREATED + age) <= retry_after.MOST


@given(attempts_made, ages, wishes, seeds)
def test_what_no_retry_can_help_is_never_tried_again(
    attempts: int, age: timedelta, wish: timedelta | None, seed: int
) -> None:
    assert decide(attempts, age, wish, seed, retryable=False) is None


@given(attempts_made, ages, st.timedeltas(timedelta(0), timedelta(days=900)), seeds)
def test_the_other_sides_wish_is_kept_within_its_bounds(
    attempts: int, age: timedelta, wish: timedelta, seed: int
) -> None:
    due_at = decide(attempts, age, wish, seed)
    if due_at is not None:
        assert due_at >= CREATED + age + min(max(wish, timedelta(seconds=1)), timedelta(hours=24))


@given(st.integers(LEAST_ATTEMPTS, 10_000), ages, wishes, seeds)
def test_after_three_days_it_is_given_up(
    attempts: int, age: timedelta, wish: timedelta | None, seed: int
) -> None:
    due_at = decide(attempts, age, wish, seed)
    if age >= GIVEN_UP_AFTER:
        assert due_at is None
    elif due_at is not None:
        assert due_at <= CREATED + GIVEN_UP_AFTER
    else:
        assert wish is not None


@given(st.integers(1, LEAST_ATTEMPTS - 1), ages, wishes, seeds)
def test_a_worker_that_was_away_for_days_still_tries_a_few_times(
    attempts: int, age: timedelta, wish: timedelta | None, seed: int
) -> None:
    assert decide(attempts, age, wish, seed) is not None


@given(attempts_made)
def test_the_pauses_grow_and_end_at_an_hour(attempts: int) -> None:
    assert timedelta(0) < pause(attempts) <= pause(attempts + 1) <= LONGEST_PAUSE


@given(attempts_made, seeds)
def test_jitter_takes_at_most_half_of_the_pause(attempts: int, seed: int) -> None:
    due_at = decide(attempts, timedelta(0), seed=seed)
    assert due_at is not None
    assert pause(attempts) / 2 <= due_at - CREATED <= pause(attempts)


def test_a_receiver_that_never_recovers_is_tried_less_than_a_hundred_times_until_the_very_end() -> None:
    tries = [timedelta(0)]
    while (due_at := decide(len(tries), tries[-1], seed=len(tries))) is not None:
        tries.append(due_at - CREATED)
    assert tries[-1] == GIVEN_UP_AFTER
    assert 70 < len(tries) < 200


@pytest.mark.parametrize(
    ("value", "wish"),
    [
        (None, None),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("120", timedelta(seconds=120)),
        (" 120 ", timedelta(seconds=120)),
        ("0", timedelta(seconds=1)),
        ("9" * 5000, timedelta(hours=24)),
        ("Sun, 03 Aug 2025 00:01:00 GMT", timedelta(minutes=1)),
        ("Sunday, 03-Aug-25 00:01:00 GMT", timedelta(minutes=1)),
        ("Sat, 02 Aug 2025 00:00:00 GMT", timedelta(seconds=1)),
        ("Sun, 03 Aug 2125 00:00:00 GMT", timedelta(hours=24)),
        ("Sun, 03 Aug 99999 00:00:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_clamped(value: str | None, wish: timedelta | None) -> None:
    assert retry_after.parse(value, CREATED) == wish


@given(st.text())
def test_no_retry_after_breaks_the_reader(value: str) -> None:
    wish = retry_after.parse(value, CREATED)
    assert wish is None or retry_after.LEAST <= wish <= retry_after.MOST
