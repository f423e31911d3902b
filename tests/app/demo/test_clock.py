"""The newsroom's clock."""

from __future__ import annotations

import math

import pytest

from app.demo.newsroom.clock import NewsroomClock


def test_it_stands_still_until_it_is_started_and_then_runs_at_its_speed() -> None:
    now = 100.0
    clock = NewsroomClock(speed=2.0, monotonic=lambda: now)
    now = 150.0
    assert clock.elapsed() == 0.0
    clock.start()
    now = 153.0
    assert clock.elapsed() == 6.0
    clock.start()
    assert clock.elapsed() == 6.0


@pytest.mark.parametrize("speed", [0.0, -1.0])
def test_it_does_not_run_backwards(speed: float) -> None:
    with pytest.raises(ValueError, match="above nought"):
        NewsroomClock(speed=speed)


def test_a_clock_that_is_held_goes_no_further_and_catches_up() -> None:
    now = 100.0
    clock = NewsroomClock(monotonic=lambda: now)
    clock.start()
    clock.held_at = 5.0
    now = 103.0
    assert clock.elapsed() == 3.0
    now = 110.0
    assert clock.elapsed() == 5.0
    clock.held_at = math.inf
    assert clock.elapsed() == 10.0
