from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.health.silence import CHANCE, FEWEST, LEAST_FACTOR, SHORTEST, factor, longest_usual, said
from tests.storage.health.polls import DAY, HOUR, NOW

gaps = st.lists(st.integers(1, 60 * 24 * 30), min_size=FEWEST, max_size=60)


@given(gaps, st.randoms(use_true_random=False))
def test_the_order_of_the_times_does_not_matter_and_no_usual_pause_is_unusual(
    minutes: list[int], rng: random.Random
) -> None:
    times = [NOW]
    for each in minutes:
        times.append(times[-1] + timedelta(minutes=each))
    usual = longest_usual(times)
    assert usual is not None
    assert usual >= SHORTEST
    assert usual > timedelta(minutes=sorted(minutes)[-2])
    shuffled = [*times, *times]
    rng.shuffle(shuffled)
    assert longest_usual(shuffled) == usual


@pytest.mark.parametrize("count", range(FEWEST + 1))
def test_too_few_times_say_nothing(count: int) -> None:
    assert longest_usual([NOW + DAY * number for number in range(count)]) is None


def test_the_less_is_known_the_more_time_is_given() -> None:
    factors = [factor(pauses) for pauses in (3, 5, 8, 20, 100, 3000)]
    assert factors == sorted(factors, reverse=True)
    assert factors[-1] == LEAST_FACTOR
    assert factors[0] < 12


def test_one_outage_in_a_long_history_is_forgiven() -> None:
    daily = [NOW + DAY * number for number in range(60) if not 20 < number < 35]
    assert longest_usual(daily) == 1.5 * DAY


def test_a_burst_of_less_than_a_week_does_not_make_a_weekend_a_silence() -> None:
    assert longest_usual([NOW + HOUR * number for number in range(40)]) == 4 * DAY


@pytest.mark.parametrize("a_day", [0.1, 0.5, 2, 20])
def test_sources_without_memory_are_seldom_taken_for_silent(a_day: float) -> None:
    """Pauses longer than is usual by all that came before: at most one in a hundred."""
    rng = random.Random(6)
    unusual = judged = 0
    for _ in range(60):
        times = [NOW]
        while len(times) < 120:
            times.append(times[-1] + timedelta(days=rng.expovariate(a_day)))
        for at in range(10, 119, 3):
            usual = longest_usual(times[: at + 1])
            assert usual is not None
            judged += 1
            unusual += times[at + 1] - times[at] > usual
    assert unusual / judged <= 2 * CHANCE


def test_lengths_in_words() -> None:
    assert [said(length) for length in (3 * DAY, 47 * HOUR, 100 * HOUR, HOUR)] == [
        "3 days",
        "47 hours",
        "4 days",
        "60 minutes",
    ]
