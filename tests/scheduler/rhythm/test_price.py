"""The price of a poll keeps many sources within the budget."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rhythm import Price
from scheduler.rhythm.price import CHEAPEST, DEAREST, Demand, clearing

NOW = datetime(2026, 3, 2, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ROOTS = st.lists(st.floats(1e-3, 10), min_size=1, max_size=50)


@given(ROOTS, st.floats(0.1, 1e4))
def test_at_the_clearing_price_the_budget_is_asked_for(roots: list[float], budget: float) -> None:
    demands = [Demand(root=root, floor=MINUTE, ceiling=DAY) for root in roots]
    divisor = math.sqrt(2 * clearing(demands, budget))
    asked = sum(min(max(root / divisor, 1 / 24), 60) for root in roots)
    least, most = len(roots) / 24, len(roots) * 60
    assert asked == pytest.approx(min(max(budget, least), most), rel=0.02)


@given(st.floats(1, 1e4), st.floats(0.05, 20))
def test_more_polls_than_paid_for_raise_the_price_and_fewer_lower_it(budget: float, times: float) -> None:
    price = Price(budget, NOW, start=1.0)
    for minute in range(1, 60):
        price.paid(NOW + minute * MINUTE, round(budget * times))
    after = price.at(NOW + 59 * MINUTE)
    spent = round(budget * times) * 59 / (budget * 59 / 60)
    assert (after > 1) == (spent > 1) or after == pytest.approx(1, rel=1e-6)


@given(st.lists(st.integers(0, 10**9), max_size=30))
def test_the_price_has_bounds(bursts: list[int]) -> None:
    price = Price(1.0, NOW)
    for number, polls in enumerate(bursts):
        price.paid(NOW + number * DAY, polls)
        assert CHEAPEST <= price.at(NOW + number * DAY) <= DEAREST


def test_sources_that_answer_to_the_price_spend_the_budget() -> None:
    """Ten sources poll as at the price they should, from a price that is three times too low."""
    budget, now = 40.0, NOW
    price = Price(budget, NOW, start=0.01)
    polls = 0.0
    for _ in range(20 * 24 * 60):
        now += MINUTE
        rate = 10 * math.sqrt(1.0 / (2 * price.at(now))) / 60
        whole = int(polls + rate) - int(polls)
        polls += rate
        price.paid(now, whole)
        if now == NOW + 10 * DAY:
            half = polls
    assert (polls - half) / (10 * 24) == pytest.approx(budget, rel=0.02)
