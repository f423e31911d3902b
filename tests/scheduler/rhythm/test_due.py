"""Laws of when a source is due next."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.rhythm import JITTER, Asked, Bounds, LastPolls, Poll, Rhythm, next_due, observe
from scheduler.rhythm.due import interval
from scheduler.rhythm.manners import LONGEST_ASKED, LONGEST_RETRY_AFTER, LONGEST_SKIP
from storage.records import Failure
from tests.scheduler.rhythm.rhythms import rhythms

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
INTERVALS = st.timedeltas(timedelta(seconds=1), timedelta(days=366))
WAITS = st.none() | st.timedeltas(timedelta(0), timedelta(days=400))
SEEDS = st.integers().map(random.Random)
FAILURES = st.none() | st.sampled_from(Failure)
PRICES = st.floats(1e-6, 1e6)


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    floor, ceiling = sorted((draw(INTERVALS), draw(INTERVALS)))
    return Bounds(floor=floor, ceiling=ceiling)


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    return Asked(
        left=draw(st.booleans()),
        cut_short=draw(st.booleans()),
        asks_for=draw(WAITS),
        retry_after=draw(WAITS),
        skip_hours=draw(st.frozensets(st.integers(0, 23))),
        skip_days=draw(st.frozensets(st.integers(0, 6))),
    )


@st.composite
def last_polls_drawn(draw: st.DrawFn) -> LastPolls:
    failure = draw(FAILURES)
    failures = 0 if failure is None else draw(st.integers(1, 60))
    return LastPolls(failures=failures, failure=failure, lost_within=draw(WAITS))


@given(asked(), st.none() | rhythms(NOW), last_polls_drawn(), bounds(), PRICES, SEEDS)
def test_a_source_is_due_later_and_never_given_up(
    asked: Asked,
    rhythm: Rhythm | None,
    last_polls: LastPolls,
    bounds: Bounds,
    price: float,
    rng: random.Random,
) -> None:
    due_at = next_due(asked, rhythm, last_polls, NOW, rng, bounds=bounds, price=price)
    assert due_at > NOW
    longest = max(bounds.ceiling, timedelta(days=7 if last_polls.failure else 0)) * (1 + JITTER)
    assert due_at <= NOW + max(longest, LONGEST_RETRY_AFTER, LONGEST_SKIP) + timedelta(hours=1)
    # what a list is asked for does not hold for the articles that are left
    of_list = None if asked.left else asked.asks_for
    for wish, clamp in ((of_list, LONGEST_ASKED), (asked.retry_after, LONGEST_RETRY_AFTER)):
        assert wish is None or due_at >= NOW + min(wish, clamp), "the server said so"


@given(st.none() | rhythms(NOW), bounds(), PRICES, SEEDS)
def test_a_source_in_good_health_keeps_to_its_bounds(
    rhythm: Rhythm | None, bounds: Bounds, price: float, rng: random.Random
) -> None:
    due_at = next_due(Asked(), rhythm, LastPolls(), NOW, rng, bounds=bounds, price=price)
    a_tick = timedelta(microseconds=1)
    assert bounds.floor * (1 - JITTER) - a_tick <= due_at - NOW <= bounds.ceiling * (1 + JITTER) + a_tick


@given(INTERVALS, FAILURES, SEEDS)
def test_what_is_left_is_fetched_soon_unless_the_server_is_in_trouble(
    every: timedelta, failure: Failure | None, rng: random.Random
) -> None:
    last_polls = LastPolls(failures=1, failure=failure) if failure else LastPolls()
    both = Bounds(floor=every, ceiling=every)
    due_at = next_due(Asked(left=True), None, last_polls, NOW, rng, bounds=both, price=1.0)
    soon = due_at <= NOW + timedelta(seconds=5)
    assert soon == (failure is None) or every < timedelta(seconds=6)


def test_sources_of_one_interval_do_not_come_at_once() -> None:
    rng = random.Random(1)
    both = Bounds(floor=timedelta(minutes=10), ceiling=timedelta(minutes=10))
    dues = {next_due(Asked(), None, LastPolls(), NOW, rng, bounds=both, price=1.0) for _ in range(100)}
    assert len(dues) > 90


@given(rhythms(NOW), bounds(), PRICES, st.timedeltas(timedelta(seconds=2), timedelta(days=2)))
def test_a_gap_halves_the_interval_at_once(
    rhythm: Rhythm, bounds: Bounds, price: float, lost_within: timedelta
) -> None:
    after = interval(rhythm, LastPolls(lost_within=lost_within), bounds=bounds, price=price)
    assert after <= max(bounds.floor, lost_within / 2)
    assert after <= interval(rhythm, LastPolls(), bounds=bounds, price=price)


@given(rhythms(NOW), PRICES)
def test_a_dearer_poll_is_waited_for_no_less_long(rhythm: Rhythm, price: float) -> None:
    wide = Bounds(floor=timedelta(seconds=1), ceiling=timedelta(days=30))
    cheap, dear = (interval(rhythm, LastPolls(), bounds=wide, price=price * times) for times in (1, 4))
    assert cheap <= dear + timedelta(seconds=1)


def test_a_source_is_polled_before_its_window_is_full_of_new_items() -> None:
    """60 items a day for a week, ten of them in an answer: five come in two hours."""
    rhythm: Rhythm | None = None
    for hour in range(7 * 24 + 1):
        at = NOW + timedelta(hours=hour)
        rhythm = observe(rhythm, Poll(at=at, entries=10, fresh=2 + hour % 2))
    wide = Bounds(floor=timedelta(minutes=1), ceiling=DAY)
    assert rhythm is not None
    wait = interval(rhythm, LastPolls(), bounds=wide, price=1e6)
    assert timedelta(hours=1.5) < wait < timedelta(hours=2.5)
