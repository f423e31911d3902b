"""Laws of what polls teach, and what is expected then."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rhythm import Poll, Rhythm, dumped, expected, loaded, observe
from scheduler.rhythm.rates import HALF_LIFE, watched
from tests.scheduler.rhythm.rhythms import polls, rhythms

NOW = datetime(2026, 3, 2, 0, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)
STRETCHES = st.timedeltas(timedelta(0), timedelta(days=9))


@given(polls(NOW))
def test_what_is_learned_is_finite_and_positive(series: list[Poll]) -> None:
    rhythm: Rhythm | None = None
    for poll in series:
        rhythm = observe(rhythm, poll)
        assert all(0 < rate < 1e5 for rate in rhythm.rates.hourly)
        assert all(count >= 0 for count in rhythm.counts)
        assert 0 < rhythm.boost < 100


@given(rhythms(NOW), STRETCHES, STRETCHES, STRETCHES)
def test_expectations_add_up(rhythm: Rhythm, after: timedelta, first: timedelta, second: timedelta) -> None:
    start = NOW + after
    between, end = start + first, start + first + second
    whole = expected(rhythm, start, end)
    assert whole == pytest.approx(
        expected(rhythm, start, between) + expected(rhythm, between, end), rel=1e-6, abs=1e-4
    )
    assert whole >= 0


@given(rhythms(NOW))
def test_a_rhythm_is_what_it_was_when_it_is_read_back(rhythm: Rhythm) -> None:
    text = dumped(rhythm)
    again = loaded(text)
    assert again is not None
    assert len(text) < 2500
    assert again.rates.hourly == pytest.approx(rhythm.rates.hourly, rel=0.02)
    assert again.boost == pytest.approx(rhythm.boost, rel=0.01)
    assert dumped(again) == text


@pytest.mark.parametrize(
    "text", [None, "", "null", "[]", "{}", '{"version": 0}', '{"version": 1, "counts": []}']
)
def test_what_cannot_be_read_is_learned_anew(text: str | None) -> None:
    assert loaded(text) is None


@given(st.floats(0, 2000), st.floats(0, 2000))
def test_every_hour_is_watched_as_long_as_it_was(start: float, length: float) -> None:
    """The law beside the sum of its parts: minutes, each with its weight."""
    end = start + length
    whole = watched(start, end)
    minutes = np.arange(start, end, 1 / 60)
    lengths = np.minimum(minutes + 1 / 60, end) - minutes
    # all of one hour weighs as its end does
    ages = np.maximum(end - np.floor(minutes) - 1, 0)
    summed = np.bincount(
        minutes.astype(int) % 168, weights=lengths * 2.0 ** (-ages / HALF_LIFE), minlength=168
    )
    assert whole == pytest.approx(summed, abs=0.05)


@given(polls(NOW))
def test_every_new_item_counts_once(series: list[Poll]) -> None:
    """Each poll adds its items to what the counts were, which fade; the first one is read by its dates alone."""
    rhythm = observe(None, series[0])
    for poll in series[1:]:
        before = sum(rhythm.counts)
        rhythm = observe(rhythm, poll)
        assert poll.fresh <= sum(rhythm.counts) + 1e-9
        assert sum(rhythm.counts) <= before + poll.fresh + 1e-9


def polled(hours: range, *, dated: bool, weeks: int = 4, seed: int = 1) -> Rhythm:
    """A source that publishes six items an hour in these hours of each day, polled at any time."""
    rng = random.Random(seed)
    times = sorted(
        NOW + timedelta(days=day, hours=hour + rng.random())
        for day in range(7 * weeks)
        for hour in hours
        for _ in range(6)
    )
    at, rhythm = NOW, observe(None, Poll(at=NOW))
    while at < NOW + timedelta(weeks=weeks):
        before, at = at, at + rng.uniform(0.1, 1.5) * HOUR
        fresh = tuple(time for time in times if before < time <= at)
        poll = Poll(at=at, entries=20, fresh=len(fresh), item_times=fresh if dated else ())
        rhythm = observe(rhythm, poll)
    return rhythm


@pytest.mark.parametrize("dated", [True, False])
def test_the_hours_are_learned_with_dates_and_without(dated: bool) -> None:
    rhythm = polled(range(8, 12), dated=dated)
    start = NOW + timedelta(weeks=5)
    day, night = (
        expected(rhythm, start + begin * HOUR, start + end * HOUR) for begin, end in ((8, 12), (20, 24))
    )
    assert day == pytest.approx(24, rel=0.15)
    assert night < (1 if dated else 2)


def test_a_burst_raises_what_is_expected_now_and_not_tomorrow() -> None:
    usual = polled(range(24), dated=True, weeks=2)
    at = usual.polled_at + HOUR
    burst = observe(usual, Poll(at=at, entries=60, fresh=40))
    assert expected(burst, at, at + HOUR) > 2.5 * expected(usual, at, at + HOUR)
    tomorrow = at + timedelta(days=1)
    assert expected(burst, tomorrow, tomorrow + HOUR) == pytest.approx(6, rel=0.3)


def test_a_holiday_lowers_what_is_expected_now() -> None:
    usual = polled(range(24), dated=True, weeks=2)
    quiet = usual
    for hour in range(1, 7):
        quiet = observe(quiet, Poll(at=usual.polled_at + hour * HOUR, entries=20))
    at = quiet.polled_at
    assert expected(quiet, at, at + HOUR) < expected(usual, at, at + HOUR) / 2


def test_the_first_answer_teaches_by_its_dates() -> None:
    """Twenty items, one an hour."""
    at = NOW + HOUR / 2
    times = tuple(NOW - HOUR * number for number in range(20))
    rhythm = observe(None, Poll(at=at, entries=20, fresh=20, item_times=times))
    assert expected(rhythm, at, at + HOUR) == pytest.approx(1, rel=0.35)


def test_dates_that_are_only_days_teach_no_hours() -> None:
    midnight = NOW.replace(hour=0)
    times = tuple(midnight - timedelta(days=number) for number in range(20))
    rhythm = observe(None, Poll(at=NOW + 12 * HOUR, entries=20, fresh=20, item_times=times))
    assert sum(rhythm.counts) == 0


@given(rhythms(NOW), st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_clock_that_is_set_back_stops_nothing_from_being_learned(rhythm: Rhythm, by: timedelta) -> None:
    at = rhythm.polled_at - by
    for later in range(1, 30):
        rhythm = observe(rhythm, Poll(at=at + later * HOUR, entries=20, fresh=1))
        assert all(0 < rate < 1e5 for rate in rhythm.rates.hourly)
        assert math.isfinite(rhythm.rates.root)
    assert abs(rhythm.polled_at - max(at + 29 * HOUR, rhythm.polled_at)) < timedelta(seconds=1)
